import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Example } from '../../src/standard/example';
import type { Find } from '../../src/standard/find';
import type { Library, Standard } from '../../src/standard/standard';
import { readData } from './data-file';
import { finder } from './finder';
import { plainFinder } from './plain';

/** Where what was learnt for a standard lies. */
export const dataFile = (folder: string, standard: string): string => join(folder, 'answers', `${standard}.json`);

const WARMING = 25;

/** The first questions would pay for what is compiled and looked up once: these do, one at a time. */
const warmed = async (find: Find, examples: readonly Example[]): Promise<Find> => {
  const step = Math.max(1, Math.floor(examples.length / WARMING));
  for (const { question, point } of examples.filter((_, number) => number % step === 0)) {
    find(question).example(point);
    await breathe();
  }
  return find;
};

/**
 * Finding in each standard, by what was learnt where there is a file of it below `folder`, otherwise by words alone. Made when it is first asked for, in
 * a few tenths of a second and in small steps: a process that nobody asks need not hold it.
 */
export const finders = (folder: string, library: Library): ((standard: Standard) => Promise<Find>) => {
  const made = new Map<string, Promise<Find>>();
  const make = async (standard: Standard): Promise<Find> => {
    const passages = library.passages.filter((passage) => passage.standard === standard.id);
    const text = await readFile(dataFile(folder, standard.id), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return plainFinder(standard, passages);
    const data = readData(text);
    return warmed(await finder(data, passages), data.examples);
  };
  return (standard) => {
    const find = made.get(standard.id) ?? make(standard);
    made.set(standard.id, find);
    return find;
  };
};
