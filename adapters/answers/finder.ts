import { setImmediate as breathe } from 'node:timers/promises';
import type { Find, Found } from '../../src/standard/find';
import type { Passage, Section } from '../../src/standard/standard';
import { confidenceOf } from './confidence';
import type { AnswerData } from './data-file';
import { type Expand, expander, featuresOf, wordFeatures } from './features';
import { termAsked } from './glossary';
import { type Judged, judge } from './judge';
import { docsOf, lexical } from './lexical';
import { type Linear, type Vector, vectorOf } from './linear';
import { mending } from './mending';

/** A point with less of a chance is not worth offering. */
const PLAUSIBLE = 0.002;
const FEWEST = 3;
/**
 * How near to a question a wording must be, as a cosine, for its example or refusal to speak for it. Below it most examples that are nearest
 * answer another question; from there on two in three are right, on wordings left out.
 */
const CLOSE = { example: 0.5, refusal: 0.5 } as const;
/** How much of a question's words a passage must have to be quoted before what the point asks in general. */
const FITTING = 0.3;
/** How well the parts of our guidance answer a question: what is asked, and answers, before lists for a panel. */
const TELLS: Readonly<Record<Section, number>> = {
  asks: 1.3,
  questions: 1.1,
  bought: 1,
  small: 0.9,
  evidence: 0.8,
  matters: 0.8,
  mistakes: 0.8,
  panel: 0.7,
};
/** So many examples are made ready at a time: a few milliseconds. */
const STEP = 40;
const REASONS = 6;

const ranked = ({ chances }: Judged): Found['points'] => {
  const all = Array.from(chances, (score, number) => ({ number, score }))
    .slice(1)
    .sort((a, b) => b.score - a.score);
  return all.filter(({ score }, place) => place < FEWEST || score >= PLAUSIBLE);
};

/** The features of a question that raise a point most above the other classes. */
const reasons = (linear: Linear, expand: Expand, question: string, point: number): string[] => {
  const { classes, index, weights } = linear;
  const features = featuresOf(question, expand);
  const { at, value } = vectorOf(features, linear);
  const names = [...features.keys()].filter((feature) => index.has(feature));
  return names
    .map((feature, j) => {
      const row = weights.subarray((at[j] as number) * classes, ((at[j] as number) + 1) * classes);
      const mean = row.reduce((sum, weight) => sum + weight, 0) / classes;
      return { feature, says: ((row[point] ?? 0) - mean) * (value[j] as number) };
    })
    .filter(({ says }) => says > 0)
    .sort((a, b) => b.says - a.says)
    .slice(0, REASONS)
    .map(({ feature, says }) => `${feature} +${says.toFixed(2)}`);
};

type Worded<T> = { one: T; vectors: readonly Vector[] };

const cosine = (a: ReadonlyMap<number, number>, { at, value }: Vector): number =>
  at.reduce((sum, number, j) => sum + (a.get(number) ?? 0) * (value[j] as number), 0);

/** Things that people word in several ways, made comparable with questions, a few at a time so that nobody else waits. */
const worded = async <T>(
  all: readonly T[],
  wordings: (one: T) => readonly string[],
  vector: (words: string) => Vector,
): Promise<Worded<T>[]> => {
  const made: Worded<T>[] = [];
  for (const one of all) {
    made.push({ one, vectors: wordings(one).map(vector) });
    if (made.length % STEP === 0) await breathe();
  }
  return made;
};

/** The one with a wording that is nearest to what was asked; undefined where none is near. */
const nearest = <T>({ at, value }: Vector, all: readonly Worded<T>[], close: number): T | undefined => {
  const asked = new Map(Array.from(at, (number, j) => [number, value[j] as number]));
  let best: { one?: T; nearness: number } = { nearness: close };
  for (const { one, vectors } of all)
    for (const vector of vectors) {
      const nearness = cosine(asked, vector);
      if (nearness > best.nearness) best = { one, nearness };
    }
  return best.one;
};

/** Finds in one standard by what was learnt from questions, and by the words that passages share with the question. */
export const finder = async (data: AnswerData, passages: readonly Passage[]): Promise<Find> => {
  const { linear, confidence: calibrated, refusals, terms } = data;
  const expand = mending(expander(terms), linear, linear.lessons);
  const docs = await lexical(docsOf(data.examples, refusals, passages));
  const vector = (words: string): Vector => vectorOf(wordFeatures(words, expand), linear);
  const examples = await worded(data.examples, ({ question, wordings }) => [question, ...wordings], vector);
  const others = await worded(refusals, ({ wordings }) => wordings, vector);
  const meant = termAsked(terms);
  return (question) => {
    const judged = judge(linear, docs, expand, question);
    const confidence = judged.hits.length === 0 ? 0 : confidenceOf(judged.signals, calibrated);
    const outcome = confidence >= calibrated.answered ? 'answered' : confidence >= calibrated.unsure ? 'unsure' : 'unknown';
    const of = (point: number) => judged.hits.filter(({ doc }) => doc.point === point);
    return {
      outcome,
      confidence,
      points: judged.hits.length === 0 ? [] : ranked(judged),
      passages: (point) =>
        of(point)
          .flatMap(({ doc: { passage }, cover, score }) =>
            passage && cover >= FITTING ? [{ passage, score: score * TELLS[passage.section] }] : [],
          )
          .sort((a, b) => b.score - a.score)
          .map(({ passage }) => passage),
      example: (point) =>
        nearest(
          vector(question),
          examples.filter(({ one }) => one.point === point),
          CLOSE.example,
        ),
      refusal: outcome === 'unknown' ? nearest(vector(question), others, CLOSE.refusal) : undefined,
      term: meant(question),
      why: (point) => reasons(linear, expand, question, point),
    };
  };
};
