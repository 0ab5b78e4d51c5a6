import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, type Mapping, mappingSchema, type Passage, type Standard, standardSchema } from '../../src/standard/standard';
import { ContentErrors, type Mistake } from './content-errors';
import { readGuidance } from './guidance-file';
import { readYaml } from './yaml-file';

type Named = { file: string; text: string };

const filesOf = async (folder: string, ending: string): Promise<Named[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending)).sort();
  return Promise.all(names.map(async (name) => ({ file: join(folder, name), text: await readFile(join(folder, name), 'utf8') })));
};

/** What the schema cannot see: points in order without gaps, names that exist, dates in order. */
const standardMistakes = (file: string, standard: Standard, ids: ReadonlySet<string>): Mistake[] => {
  const wrong = (field: string, problem: string): Mistake => ({ file, line: 1, field, problem });
  return [
    ...(file.endsWith(`${standard.id}.yaml`) ? [] : [wrong('id', `must be the file’s name without .yaml`)]),
    ...standard.points.flatMap((point, index) =>
      point.number === index + 1 ? [] : [wrong(`points.${index}.number`, `must be ${index + 1}`)],
    ),
    ...(standard.supersededBy && !ids.has(standard.supersededBy)
      ? [wrong('supersededBy', `there is no standard ${standard.supersededBy}`)]
      : []),
    ...(standard.to && standard.to < standard.from ? [wrong('to', 'is before “from”')] : []),
    ...(standard.status === 'deprecated' && !standard.note ? [wrong('note', 'a deprecated standard needs the sentence that says so')] : []),
  ];
};

const mappingMistakes = (file: string, mapping: Mapping, standards: readonly Standard[]): Mistake[] => {
  const side = (name: 'from' | 'to'): Mistake[] => {
    const standard = standards.find((one) => one.id === mapping[name]);
    if (!standard) return [{ file, line: 1, field: name, problem: `there is no standard ${mapping[name]}` }];
    const named = new Set(mapping.changes.flatMap((change) => change[name]));
    const there = new Set(standard.points.map((point) => point.number));
    const lost = [...there].filter((number) => !named.has(number)).map((number) => `point ${number} of ${standard.id} is not mentioned`);
    const extra = [...named].filter((number) => !there.has(number)).map((number) => `${standard.id} has no point ${number}`);
    return [...lost, ...extra].map((problem) => ({ file, line: 1, field: `changes.${name}`, problem }));
  };
  return [...side('from'), ...side('to')];
};

/** Reads all standards, mappings and guidance below a folder. Throws `ContentErrors` with every mistake; then nothing is loaded. */
export const readLibrary = async (folder: string): Promise<Library> => {
  const mistakes: Mistake[] = [];
  const taken = <T>(read: { value: T } | { mistakes: Mistake[] }): T[] => {
    if ('value' in read) return [read.value];
    mistakes.push(...read.mistakes);
    return [];
  };
  const files = await filesOf(join(folder, 'standards'), '.yaml');
  if (files.length === 0) throw new ContentErrors([{ file: join(folder, 'standards'), line: 1, problem: 'There is no standard here.' }]);
  const standards = files.flatMap(({ file, text }) => taken(readYaml(file, text, standardSchema)).map((standard) => ({ file, standard })));
  const all = standards.map(({ standard }) => standard);
  const ids = new Set(all.map(({ id }) => id));
  for (const { file, standard } of standards) mistakes.push(...standardMistakes(file, standard, ids));

  const mappings: Mapping[] = [];
  for (const { file, text } of await filesOf(join(folder, 'mappings'), '.yaml')) {
    for (const mapping of taken(readYaml(file, text, mappingSchema))) {
      mistakes.push(...mappingMistakes(file, mapping, all));
      mappings.push(mapping);
    }
  }
  const passages: Passage[] = [];
  for (const standard of all) {
    for (const { file, text } of await filesOf(join(folder, 'standards', standard.id), '.md')) {
      const read = readGuidance(file, text, standard, Number(/(\d+)\.md$/.exec(file)?.[1]));
      mistakes.push(...read.mistakes);
      passages.push(...read.passages);
    }
  }
  if (mistakes.length > 0) throw new ContentErrors(mistakes);
  return { standards: all, mappings, passages };
};
