import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../../src/standard/example';
import type { Find } from '../../src/standard/find';
import type { Library, Standard } from '../../src/standard/standard';
import { readData } from './data-file';
import { finder } from './finder';
import { plainFinder } from './plain';

/** Where what was learnt for a standard lies. */
export const dataFile = (folder: string, standard: string): string => join(folder, 'answers', `${standard}.json`);

const WARMING = 25;

/** The first questions would pay for what is compiled and looked up once: these do. */
const warmed = (find: Find, examples: readonly Example[]): Find => {
  const step = Math.max(1, Math.floor(examples.length / WARMING));
  for (const { question, point } of examples.filter((_, number) => number % step === 0)) find(question).example(point);
  return find;
};

/** Finding in each standard, made when it is first asked for: by what was learnt where there is a file of it below `folder`, otherwise by words alone. */
export const finders = (folder: string, library: Library): ((standard: Standard) => Find) => {
  const made = new Map<string, Find>();
  const make = (standard: Standard): Find => {
    const passages = library.passages.filter((passage) => passage.standard === standard.id);
    const file = dataFile(folder, standard.id);
    if (!existsSync(file)) return plainFinder(standard, passages);
    const data = readData(readFileSync(file, 'utf8'));
    return warmed(finder(data, passages), data.examples);
  };
  return (standard) => {
    const find = made.get(standard.id) ?? make(standard);
    made.set(standard.id, find);
    return find;
  };
};
