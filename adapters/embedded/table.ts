import type Datastore from '@seald-io/nedb';
import type { Log } from '../../src/log';
import type { Index, Stored } from '../../src/store/collection';
import type { Kind } from '../../src/store/kind';
import { openData } from './data-file';

/** One collection's data, and the one way to change it. */
export type Table = {
  /** What is stored now, for reading. Throws where it cannot be loaded, and after `close`. */
  data(): Promise<Datastore>;
  /** Changes run one after another. A false answer means that a unique index was taken. */
  write<R>(task: (data: Datastore) => Promise<R>): Promise<R | false>;
  /** Removes what has expired, and rewrites the file where most of it is history. */
  tidy(now: Date): Promise<void>;
  close(): Promise<void>;
};

const CHUNK = 500;
const HISTORY = 1_000;

const isTaken = (error: unknown): boolean => (error as { errorType?: string }).errorType === 'uniqueViolated';

const expired = (data: Datastore, field: string, before: number): string[] =>
  data
    .getAllData()
    .filter((document) => document[field] instanceof Date && document[field].getTime() < before)
    .map((document) => document._id);

export const openTable = <T extends Stored>(file: string | undefined, kind: Kind<T>, indexes: readonly Index<T>[], log: Log): Table => {
  let loaded: Promise<Datastore> | undefined;
  let letGo: () => void = () => undefined;
  let last: Promise<unknown> = Promise.resolve();
  let tidying: Promise<void> = Promise.resolve();
  let closed = false;
  let written = 0;

  const load = (): Promise<Datastore> => {
    loaded ??= openData(file, kind, indexes, log).then(
      (opened) => {
        letGo = opened.letGo;
        return opened.data;
      },
      (error) => {
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  };
  const open = () => {
    if (closed) throw new Error('The store is closed.');
  };
  const data = async () => {
    open();
    return load();
  };

  const run = async <R>(task: (data: Datastore) => Promise<R>): Promise<R | false> => {
    const current = await load();
    written += 1;
    try {
      return await task(current);
    } catch (error) {
      if (isTaken(error)) return false;
      // nedb changes its memory before the file. Memory that the file does not have is forgotten, and read again from the file.
      if (file) loaded = undefined;
      letGo();
      throw error;
    }
  };

  const queue = <R>(task: (data: Datastore) => Promise<R>): Promise<R | false> => {
    const result = last.then(() => run(task));
    last = result.catch(() => undefined);
    return result;
  };

  const expire = async (now: Date): Promise<void> => {
    for (const { fields, expireSeconds } of indexes) {
      if (expireSeconds === undefined) continue;
      const ids = expired(await load(), fields[0] as string, now.getTime() - expireSeconds * 1_000);
      for (let from = 0; from < ids.length && !closed; from += CHUNK)
        await queue((current) => current.removeAsync({ _id: { $in: ids.slice(from, from + CHUNK) } }, { multi: true }));
    }
  };

  const tidy = async (now: Date): Promise<void> => {
    await expire(now);
    if (!file || closed || written < Math.max(HISTORY, (await load()).getAllData().length)) return;
    await queue((current) => current.compactDatafileAsync());
    written = 0;
  };

  return {
    data,
    async write(task) {
      open();
      return queue(task);
    },
    async tidy(now) {
      if (closed) return;
      tidying = tidy(now);
      await tidying;
    },
    async close() {
      closed = true;
      await tidying.catch(() => undefined);
      await last;
      letGo();
    },
  };
};
