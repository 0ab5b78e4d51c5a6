import { readFile } from 'node:fs/promises';
import type { Library } from '../../src/standard/standard';
import { readData } from './data-file';
import { dataFile } from './finders';
import { fingerprint, type Material, materialFor } from './lessons';

/** The standards whose answers were not made from the content as it is: run `npm run calibrate`. */
export const stale = async (
  folder: string,
  library: Library,
  content: Omit<Material, 'standard' | 'classes' | 'borrowed' | 'passages'>,
): Promise<string[]> => {
  const old: string[] = [];
  for (const standard of library.standards) {
    if (!content.examples.some((one) => one.standard === standard.id)) continue;
    const text = await readFile(dataFile(folder, standard.id), 'utf8').catch(() => undefined);
    const material = materialFor(standard, { ...content, passages: library.passages }, library.mappings);
    if (text === undefined || readData(text).madeFrom !== fingerprint(material)) old.push(standard.id);
  }
  return old;
};
