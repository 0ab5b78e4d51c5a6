import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** The keys of SECRET_KEY: the first encrypts, all decrypt. Throws a sentence for the operator, never showing the value. */
export const parseKeys = (text: string): Buffer[] =>
  text.split(',').map((part) => {
    const key = Buffer.from(part.trim(), 'base64');
    if (key.length !== 32 || key.toString('base64') !== part.trim())
      throw new Error(
        'SECRET_KEY must be 32 bytes in base64 (several, comma-separated, to rotate). Make one with: openssl rand -base64 32',
      );
    return key;
  });

const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/** AES-256-GCM with the first key. Only `unseal` with the same context (what it is and whose) opens it. */
export const seal = (keys: readonly Buffer[], context: string, plain: string): string => {
  const [key] = keys;
  if (!key) throw new Error('There is no key to encrypt with. Set SECRET_KEY.');
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${idOf(key)}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
};

/** What `seal` was given. Throws where it was changed or cut, belongs elsewhere, or its key is no longer among `keys`. */
export const unseal = (keys: readonly Buffer[], context: string, sealed: string): string => {
  const [id = '', encoded = ''] = sealed.split('.');
  const key = keys.find((candidate) => idOf(candidate) === id);
  if (!key) throw new Error('A stored secret needs a key that SECRET_KEY no longer holds. Add that key after the current one.');
  const bytes = Buffer.from(encoded, 'base64url');
  const refused = 'A stored secret was changed, or belongs somewhere else, and cannot be read.';
  if (bytes.length < NONCE + TAG || sealed !== `${id}.${bytes.toString('base64url')}`) throw new Error(refused);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Error(refused, { cause });
  }
};
