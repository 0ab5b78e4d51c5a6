import { randomBytes } from 'node:crypto';
import { parseKeys, seal, unseal } from '../../src/secrets/seal';

const [first, second, third] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const plain = 'xoxb-1234 with ünïcödé';
const bytesOf = (sealed: string): Buffer => Buffer.from(sealed.split('.')[1] as string, 'base64url');
const withBytes = (sealed: string, bytes: Buffer): string => `${sealed.split('.')[0]}.${bytes.toString('base64url')}`;

describe('Sealing', () => {
  test.each([plain, '', 'x'.repeat(100_000)])('gives back what was sealed', (text) => {
    expect(unseal([first], 'T1 bot', seal([first], 'T1 bot', text))).toBe(text);
  });

  test('shows nothing of it, and never looks the same twice', () => {
    const [one, two] = [seal([first], 'T1 bot', plain), seal([first], 'T1 bot', plain)];
    expect(one).not.toBe(two);
    expect(bytesOf(one).includes(plain)).toBe(false);
    expect(one).not.toContain(first.toString('base64url').slice(0, 12));
  });

  test('rotates: the first key seals, every key that is still there opens', () => {
    const old = seal([first], 'T1 bot', plain);
    const rotated = [second, first];
    expect(unseal(rotated, 'T1 bot', old)).toBe(plain);
    const fresh = seal(rotated, 'T1 bot', plain);
    expect(unseal([second], 'T1 bot', fresh)).toBe(plain);
    expect(() => unseal([first], 'T1 bot', fresh)).toThrow(/a key that SECRET_KEY no longer holds/);
    expect(() => unseal([third], 'T1 bot', old)).toThrow(/a key that SECRET_KEY no longer holds/);
  });

  test.each(['T2 bot', 'T1 refresh', '', 'T1 bot '])('refuses another context: %j', (context) => {
    expect(() => unseal([first], context, seal([first], 'T1 bot', plain))).toThrow(/was changed, or belongs somewhere else/);
  });

  test('refuses a change of any one byte', () => {
    const sealed = seal([first], 'T1 bot', 'short');
    const bytes = bytesOf(sealed);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => unseal([first], 'T1 bot', withBytes(sealed, changed))).toThrow(/was changed/);
    }
  });

  test('refuses a tag of 4 bytes, which plain AES-GCM would take', () => {
    const sealed = seal([first], 'T1 bot', '');
    const bytes = bytesOf(sealed);
    expect(bytes).toHaveLength(28);
    for (const length of [27, 24, 20, 16, 12, 0])
      expect(() => unseal([first], 'T1 bot', withBytes(sealed, bytes.subarray(0, length)))).toThrow(/was changed/);
  });

  test('refuses what is cut, added to, or not sealed at all', () => {
    const sealed = seal([first], 'T1 bot', plain);
    for (const wrong of [sealed.slice(0, -1), `${sealed}A`, `${sealed}.x`, `${sealed}=`, sealed.replace('.', ''), plain, ''])
      expect(() => unseal([first], 'T1 bot', wrong)).toThrow(/^A stored secret/);
  });

  test('refuses the bytes of one key under the name of another', () => {
    const [one, two] = [seal([first], 'T1 bot', plain), seal([second], 'T1 bot', plain)];
    expect(() => unseal([first, second], 'T1 bot', withBytes(two, bytesOf(one)))).toThrow(/was changed/);
  });

  test('needs a key', () => {
    expect(() => seal([], 'T1 bot', plain)).toThrow(/Set SECRET_KEY/);
  });
});

describe('SECRET_KEY', () => {
  test('holds one key or several', () => {
    expect(parseKeys(first.toString('base64'))).toEqual([first]);
    expect(parseKeys(` ${first.toString('base64')} , ${second.toString('base64')}`)).toEqual([first, second]);
  });

  test.each([
    '',
    'short',
    `${randomBytes(31).toString('base64')}`,
    randomBytes(33).toString('base64'),
    `${first.toString('base64')},`,
    first.toString('hex'),
  ])('is refused with a sentence that does not show it (%#)', (text) => {
    const refusal = () => parseKeys(text);
    expect(refusal).toThrow(/^SECRET_KEY must be 32 bytes in base64/);
    if (text) expect(refusal).not.toThrow(text);
  });
});
