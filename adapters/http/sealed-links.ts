import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../src/log';

const LIFE = 15 * 60_000;
/** What an address is about: which kind of thing, and which one. */
export type Sealed = { file: string; subject: string };

/** What is asked for, sealed into an address that works for 15 minutes, so that any web process can serve it. `purpose`: another one opens nothing. */
export const sealedLinks = ({ key: master, clock, purpose }: { key: Buffer; clock: Clock; purpose: string }) => {
  const key = createHash('sha256').update(purpose).update(master).digest();
  return {
    seal: ({ file, subject }: Sealed): string => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
      const plain = JSON.stringify({ file, subject, until: clock().getTime() + LIFE });
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    /** Undefined for what was not sealed here, or too long ago. */
    open: (token: string): Sealed | undefined => {
      const sealed = Buffer.from(token, 'base64url');
      if (sealed.length < 29) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
        decipher.setAuthTag(sealed.subarray(-16));
        const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
        const { file, subject, until } = JSON.parse(plain) as Sealed & { until: number };
        return until < clock().getTime() ? undefined : { file, subject };
      } catch {
        return undefined;
      }
    },
  };
};
