import { createHash } from 'node:crypto';
import type { Example, Label, Refusal, Term } from '../../src/standard/example';
import { DEFAULT_STANDARD, type Mapping, type Passage } from '../../src/standard/standard';
import type { Lesson } from './training';

/** What is learnt from for one standard. `labels`: by voice, that is by the file they stand in. */
export type Material = {
  standard: string;
  classes: number;
  examples: readonly Example[];
  refusals: readonly Refusal[];
  terms: readonly Term[];
  passages: readonly Passage[];
  labels: Readonly<Record<string, readonly Label[]>>;
  /** Questions of the current standard, as an older one would sort them. */
  borrowed: readonly Lesson[];
};

const PASSAGE = 0.3;
const BORROWED = 0.5;

/** The points of an older standard that became a point of the current one, those that were kept first. */
const before = ({ changes }: Mapping, point: number): number[] => {
  const found = changes.filter(({ to }) => to.includes(point));
  return [...found.filter(({ relation }) => relation === 'kept'), ...found.filter(({ relation }) => relation !== 'kept')].flatMap(
    ({ from }) => from,
  );
};

/** What an older standard can learn from questions of the current one, by what became of its points. */
const borrowedFor = (id: string, { examples, labels }: Pick<Material, 'examples' | 'labels'>, mappings: readonly Mapping[]): Lesson[] => {
  const mapping = mappings.find(({ from, to }) => from === id && to === DEFAULT_STANDARD);
  if (!mapping) return [];
  const current = examples.filter(({ standard }) => standard === DEFAULT_STANDARD).flatMap(exampleLessons);
  return [...current, ...Object.values(labels).flat().map(labelLesson)].flatMap(({ text, classes }) => {
    const own = [...new Set(classes.flatMap((point) => before(mapping, point)))];
    return own.length > 0 ? [{ text, classes: own, weight: BORROWED }] : [];
  });
};

/** What of the content is about one standard. Labels are of the current one; those of nobody's points say what is not ours in any. */
export const materialFor = (
  standard: { id: string; points: readonly unknown[] },
  content: Omit<Material, 'standard' | 'classes' | 'borrowed'>,
  mappings: readonly Mapping[],
): Material => ({
  examples: content.examples.filter((one) => one.standard === standard.id),
  refusals: content.refusals,
  terms: content.terms,
  passages: content.passages.filter((one) => one.standard === standard.id),
  borrowed: borrowedFor(standard.id, content, mappings),
  standard: standard.id,
  classes: standard.points.length + 1,
  labels: Object.fromEntries(
    Object.entries(content.labels).map(([voice, labels]) => [
      voice,
      standard.id === DEFAULT_STANDARD ? labels : labels.filter(({ points }) => points === null),
    ]),
  ),
});

export const labelLesson = ({ question, points }: Label): Lesson => ({ text: question, classes: points ?? [0], weight: 1 });
export const exampleLessons = ({ question, wordings, point, also }: Example): Lesson[] =>
  [question, ...wordings].map((text) => ({ text, classes: [point, ...also], weight: 1 }));
export const refusalLessons = ({ wordings }: Refusal): Lesson[] => wordings.map((text) => ({ text, classes: [0], weight: 1 }));

/** Everything there is to learn from. */
export const lessonsOf = ({ standard, examples, refusals, terms, passages, labels, borrowed }: Material): Lesson[] => [
  ...examples.flatMap(exampleLessons),
  ...refusals.flatMap(refusalLessons),
  ...Object.values(labels).flat().map(labelLesson),
  ...borrowed,
  ...passages.map(({ question = '', text, point }) => ({ text: `${question} ${text}`, classes: [point], weight: PASSAGE })),
  ...terms.flatMap(({ short, long, means, points }) =>
    points.length > 0 && standard === DEFAULT_STANDARD
      ? [{ text: `${short.join(' ')} ${long} ${means}`, classes: points, weight: PASSAGE }]
      : [],
  ),
];

/** Changes with every word that is learnt from. */
export const fingerprint = (material: Material): string => createHash('sha256').update(JSON.stringify(material)).digest('hex').slice(0, 16);
