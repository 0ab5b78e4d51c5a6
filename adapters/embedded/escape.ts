const LONE_SURROGATE = /\p{Surrogate}/u;

const escapeKey = (key: string): string => {
  if (key.includes('\0')) throw new Error('A field name cannot hold a NUL.');
  return key.replace(/[%.]|^\$|^__proto__$/g, (found) => `%${Buffer.from(found).toString('hex')};`);
};
const unescapeKey = (key: string): string =>
  key.includes('%') ? key.replace(/%([0-9a-f]+);/g, (_, hex: string) => Buffer.from(hex, 'hex').toString()) : key;

const mapped = (value: unknown, key: (name: string) => string, text: (typed: string) => string): unknown => {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => mapped(item, key, text));
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(entries.map(([name, held]) => [key(name), mapped(held, key, text)]));
};

/** Text as every store keeps it: half a character (a lone surrogate) becomes U+FFFD, as it does in MongoDB. */
export const wellFormed = (text: string): string => (LONE_SURROGATE.test(text) ? text.toWellFormed() : text);

/** Makes any document one that nedb takes: it refuses `.` and a leading `$` in names of fields, and loses `__proto__`. */
export const escapeNames = (document: unknown): Record<string, unknown> =>
  mapped(document, escapeKey, wellFormed) as Record<string, unknown>;

/** The document that `escapeNames` was given. */
export const unescapeNames = (document: unknown): Record<string, unknown> =>
  mapped(document, unescapeKey, (text) => text) as Record<string, unknown>;
