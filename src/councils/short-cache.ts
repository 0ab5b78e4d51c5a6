import type { Clock } from '../log';

const FRESH = 5_000;
const MOST = 5_000;

/** Reads kept for five seconds in this process: what another process writes is seen after that. */
export type ShortCache<T> = { get(key: string): Promise<T>; forget(key: string): void };

/** Readers that come at once share one read. A failed read is not kept, nor one that a write overtook. */
export const shortCache = <T>(read: (key: string) => Promise<T>, clock: Clock): ShortCache<T> => {
  const kept = new Map<string, { at: number; value: Promise<T> }>();
  return {
    get: (key) => {
      const now = clock().getTime();
      const before = kept.get(key);
      if (before && Math.abs(now - before.at) < FRESH) return before.value;
      if (kept.size >= MOST) kept.clear();
      const entry = { at: now, value: read(key) };
      kept.set(key, entry);
      entry.value.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      return entry.value;
    },
    forget: (key) => void kept.delete(key),
  };
};
