import { readFile, truncate } from 'node:fs/promises';
import Datastore from '@seald-io/nedb';
import type { Log } from '../../src/log';
import type { Index, Stored } from '../../src/store/collection';
import type { Kind } from '../../src/store/kind';
import { keepOpen } from './append';

const NEWLINE = 10;

/** A write that the process did not survive leaves a line without an end. Nobody was told that it was saved: it is cut off. */
const cutTornLine = async (file: string, log: Log): Promise<void> => {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  if (end === bytes.length) return;
  log.warn('The last line of a data file was cut short by a crash and is left out', { file, bytes: bytes.length - end });
  await truncate(file, end);
};

const HOOKS = {
  // nedb reads these as ends of lines but does not escape them when it writes, so a document holding one would be lost.
  afterSerialization: (line: string) =>
    line.replace(/[\x85\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`),
  // Indexes are made anew from the shape at each start: those nedb remembers may be of an older version.
  beforeDeserialization: (line: string) => (line.startsWith('{"$$indexCreated"') ? '{}' : line),
};

const addIndexes = async <T extends Stored>(data: Datastore, kind: Kind<T>, indexes: readonly Index<T>[]): Promise<void> => {
  for (const { fields, unique = false, expireSeconds } of indexes) {
    const first = fields[0] as string;
    // What expires is found by a walk over all documents now and then; an index would cost every insert.
    if (expireSeconds !== undefined) continue;
    // A range over a list's index would find a document once for each item, so lists have none.
    if (unique) await data.ensureIndexAsync({ fieldName: [...fields], unique });
    else if (first !== 'id' && !kind.lists.has(first)) await data.ensureIndexAsync({ fieldName: first });
  }
};

/** Loads one collection: from its file, or an empty one in memory where there is no file. Throws where the file is damaged. `letGo` closes the file. */
export const openData = async <T extends Stored>(
  file: string | undefined,
  kind: Kind<T>,
  indexes: readonly Index<T>[],
  log: Log,
): Promise<{ data: Datastore; letGo: () => void }> => {
  if (file) await cutTornLine(file, log);
  const data = new Datastore({ filename: file, corruptAlertThreshold: 0, modes: { fileMode: 0o600, dirMode: 0o700 }, ...HOOKS });
  await data.loadDatabaseAsync().catch((cause) => {
    throw new Error(`${file} cannot be read or is damaged, so nothing was changed. Bring it back from a backup.`, { cause });
  });
  const byUniqueFirst = [...indexes].sort((a, b) => Number(b.unique ?? false) - Number(a.unique ?? false));
  await addIndexes(data, kind, byUniqueFirst).catch((cause) => {
    throw new Error(`${kind.name}: stored documents break a unique index (${file ?? 'in memory'}).`, { cause });
  });
  return { data, letGo: file ? keepOpen(data, file) : () => undefined };
};
