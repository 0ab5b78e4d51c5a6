import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Library, type Mapping, mappingSchema, type Passage, type Standard, standardSchema } from '../../src/standard/standard';
import { ContentErrors, type Mistake } from './content-errors';
import { readGuidance } from './guidance-file';
import { type LineOf, readYaml } from './yaml-file';

type Named = { file: string; text: string };

const filesOf = async (folder: string, ending: string): Promise<Named[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending)).sort();
  return Promise.all(names.map(async (name) => ({ file: join(folder, name), text: await readFile(join(folder, name), 'utf8') })));
};

export type Read<T> = { file: string; value: T; lineOf: LineOf };
const pathOf = (field: string): (string | number)[] => field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** What the schema cannot see: points in order without gaps, names that exist, dates in order. */
export const standardMistakes = ({ file, value: standard, lineOf }: Read<Standard>, ids: ReadonlySet<string>): Mistake[] => {
  const wrong = (field: string, problem: string): Mistake => ({ file, line: lineOf(pathOf(field)), field, problem });
  return [
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

const mappingMistakes = ({ file, value: mapping, lineOf }: Read<Mapping>, standards: readonly Standard[]): Mistake[] => {
  const side = (name: 'from' | 'to'): Mistake[] => {
    const standard = standards.find((one) => one.id === mapping[name]);
    if (!standard) return [{ file, line: lineOf([name]), field: name, problem: `there is no standard ${mapping[name]}` }];
    const named = new Set(mapping.changes.flatMap((change) => change[name]));
    const there = new Set(standard.points.map((point) => point.number));
    const lost = [...there].filter((number) => !named.has(number)).map((number) => `point ${number} of ${standard.id} is not mentioned`);
    const extra = [...named].filter((number) => !there.has(number)).map((number) => `${standard.id} has no point ${number}`);
    return [...lost, ...extra].map((problem) => ({ file, line: lineOf(['changes']), field: `changes.${name}`, problem }));
  };
  return [...side('from'), ...side('to')];
};

/** Reads all standards, mappings and guidance below a folder. Throws `ContentErrors` with every mistake; then nothing is loaded. */
export const readLibrary = async (folder: string): Promise<Library> => {
  const mistakes: Mistake[] = [];
  const taken = <T>(file: string, text: string, schema: z.ZodType<T>): Read<T>[] => {
    const read = readYaml(file, text, schema);
    if ('value' in read) return [{ file, ...read }];
    mistakes.push(...read.mistakes);
    return [];
  };
  const files = await filesOf(join(folder, 'standards'), '.yaml');
  if (files.length === 0) throw new ContentErrors([{ file: join(folder, 'standards'), line: 1, problem: 'There is no standard here.' }]);
  const standards = files.flatMap(({ file, text }) => taken(file, text, standardSchema));
  const all = standards.map(({ value }) => value);
  const ids = new Set(all.map(({ id }) => id));
  for (const read of standards) {
    if (!read.file.endsWith(`${read.value.id}.yaml`))
      mistakes.push({ file: read.file, line: read.lineOf(['id']), field: 'id', problem: 'must be the file’s name without .yaml' });
    mistakes.push(...standardMistakes(read, ids));
  }

  const mappings: Mapping[] = [];
  for (const { file, text } of await filesOf(join(folder, 'mappings'), '.yaml')) {
    for (const read of taken(file, text, mappingSchema)) {
      mistakes.push(...mappingMistakes(read, all));
      mappings.push(read.value);
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
