import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Example, type Label, type Refusal, type Term, termSchema } from '../../src/standard/example';
import type { Library } from '../../src/standard/standard';
import { ContentErrors, type Mistake } from './content-errors';
import { readLabels } from './labels-file';
import { readNotOurs } from './not-ours-file';
import { readQuestions } from './questions-file';
import { readYaml } from './yaml-file';

/** Everything that answers are made of beside the guidance: what `npm run calibrate` learns from. */
export type AnswerContent = {
  examples: readonly Example[];
  refusals: readonly Refusal[];
  terms: readonly Term[];
  /** Labelled questions of the current standard by the name of their file, without the held-out ones. */
  labels: Readonly<Record<string, readonly Label[]>>;
  /** Questions that nothing is ever fitted to. */
  heldOut: readonly Label[];
};

/** The labels that measure and are never learnt from. */
export const HELD_OUT = 'held-out';
/** How many wordings a point must have. */
export const FEWEST = 60;

const simple = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What is missing, said twice, or said of two points. */
export const contentMistakes = (folder: string, { examples, refusals }: Pick<AnswerContent, 'examples' | 'refusals'>): Mistake[] => {
  const mistakes: Mistake[] = [];
  const count = new Map<string, number>();
  const seen = new Map<string, string>();
  for (const { standard, point, question, wordings } of examples) {
    const file = join(folder, 'questions', standard, `${String(point).padStart(2, '0')}.md`);
    count.set(file, (count.get(file) ?? 0) + 1 + wordings.length);
    for (const one of [question, ...wordings]) {
      const key = `${standard} ${simple(one)}`;
      const before = seen.get(key);
      if (before) mistakes.push({ file, line: 1, problem: `“${one}” stands in ${before === file ? 'this file twice' : before} too.` });
      seen.set(key, file);
    }
  }
  for (const [file, wordings] of count)
    if (wordings < FEWEST) mistakes.push({ file, line: 1, problem: `It has ${wordings} questions. A point needs at least ${FEWEST}.` });
  const own = new Set([...seen.keys()].map((key) => key.slice(key.indexOf(' ') + 1)));
  for (const { subject, wordings } of refusals)
    for (const one of wordings)
      if (own.has(simple(one)))
        mistakes.push({
          file: join(folder, 'questions', 'not-ours.md'),
          line: 1,
          problem: `“${one}” (${subject}) is a question of a point too.`,
        });
  return mistakes;
};

/** Reads questions, refusals, glossary and labels below a folder. Throws `ContentErrors` with every mistake; then nothing is loaded. */
export const readAnswerContent = async (folder: string, library: Library): Promise<AnswerContent> => {
  const mistakes: Mistake[] = [];
  const kept = <T extends { mistakes: Mistake[] }>(read: T): T => {
    mistakes.push(...read.mistakes);
    return read;
  };
  const names = async (...path: string[]): Promise<string[]> => (await readdir(join(folder, ...path)).catch(() => [])).sort();
  const text = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');

  const examples: Example[] = [];
  for (const standard of library.standards)
    for (const name of (await names('questions', standard.id)).filter((one) => one.endsWith('.md'))) {
      const file = join(folder, 'questions', standard.id, name);
      const read = readQuestions(file, await text('questions', standard.id, name), standard, Number.parseInt(name, 10), library.passages);
      examples.push(...kept(read).examples);
    }
  const { refusals } = kept(readNotOurs(join(folder, 'questions', 'not-ours.md'), await text('questions', 'not-ours.md')));
  const glossary = readYaml(join(folder, 'glossary.yaml'), await text('glossary.yaml'), z.strictObject({ terms: z.array(termSchema) }));
  if ('mistakes' in glossary) kept(glossary);
  const labels: Record<string, Label[]> = {};
  for (const name of (await names('labels')).filter((one) => one.endsWith('.jsonl')))
    labels[name.replace(/\.jsonl$/, '')] = kept(readLabels(join(folder, 'labels', name), await text('labels', name))).labels;
  mistakes.push(...contentMistakes(folder, { examples, refusals }));
  if (mistakes.length > 0) throw new ContentErrors(mistakes);
  const { [HELD_OUT]: heldOut = [], ...others } = labels;
  return { examples, refusals, terms: 'value' in glossary ? glossary.value.terms : [], labels: others, heldOut };
};
