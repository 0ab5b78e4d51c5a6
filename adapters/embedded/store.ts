import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../src/log';
import type { Collection, Shape, Store, Stored } from '../../src/store/collection';
import { kindOf } from '../../src/store/kind';
import { embeddedCollection } from './collection';
import { lock } from './lock';
import { openTable, type Table } from './table';

const CALM = 5 * 60_000;

/**
 * Documents in files of one folder, one file a collection; in memory where no folder is given. One process at a time: a second
 * gets an Error that says who has it. What was saved survives the death of the process, though not that of the machine.
 */
export const embeddedStore = async ({ dir, log }: { dir?: string; log: Log }): Promise<Store> => {
  if (dir !== undefined) await mkdir(dir, { recursive: true, mode: 0o700 });
  const unlock = dir === undefined ? async () => undefined : await lock(dir);
  const opened = new Map<string, { table: Table; collection: unknown }>();

  const tidy = async (table: Table, name: string) => {
    await table.tidy(new Date()).catch((error) => log.error('Could not tidy a collection', error, { name }));
  };
  const timer = setInterval(() => {
    for (const [name, { table }] of opened) void tidy(table, name);
  }, CALM);
  timer.unref();

  return {
    open<T extends Stored>(shape: Shape<T>): Collection<T> {
      const before = opened.get(shape.name);
      if (before) return before.collection as Collection<T>;
      const kind = kindOf(shape);
      const table = openTable(dir === undefined ? undefined : join(dir, `${shape.name}.db`), kind, shape.indexes, log);
      const collection = embeddedCollection(kind, table);
      opened.set(shape.name, { table, collection });
      void tidy(table, shape.name);
      return collection;
    },
    async ping() {
      if (dir !== undefined) await access(dir, constants.W_OK);
      for (const { table } of opened.values()) await table.data();
    },
    async close() {
      clearInterval(timer);
      await Promise.all([...opened.values()].map(({ table }) => table.close()));
      await unlock();
    },
  };
};
