import type { Example } from '../../src/standard/example';
import type { Find, Found } from '../../src/standard/find';
import type { Passage } from '../../src/standard/standard';
import { confidenceOf } from './confidence';
import type { AnswerData } from './data-file';
import { type Expand, expander, featuresOf } from './features';
import { type Judged, judge } from './judge';
import { type Doc, docsOf, lexical } from './lexical';
import { type Linear, type Vector, vectorOf } from './linear';
import { mending } from './mending';

/** A point with less of a chance is not worth offering. */
const PLAUSIBLE = 0.002;
const FEWEST = 3;
/** How near to a question a wording must be, as a cosine, for its example or refusal to speak for it. Chosen by reading answers. */
const CLOSE = 0.3;
/** So many examples with words in common are looked at more closely. */
const LOOKED_AT = 10;
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

/** The examples or the refusals among hits. */
const some = <K extends 'example' | 'refusal'>(hits: Judged['hits'], kind: K): NonNullable<Doc[K]>[] =>
  hits.flatMap(({ doc }) => doc[kind] ?? []).slice(0, LOOKED_AT) as NonNullable<Doc[K]>[];

const cosine = (a: ReadonlyMap<number, number>, { at, value }: Vector): number =>
  at.reduce((sum, number, j) => sum + (a.get(number) ?? 0) * (value[j] as number), 0);

/** Among things that people word in several ways, the one with a wording that is nearest to the question; undefined where none is near. */
const nearestBy = (linear: Linear, expand: Expand) => {
  const known = new Map<string, Vector>();
  const vector = (wording: string): Vector => {
    const made = known.get(wording) ?? vectorOf(featuresOf(wording, expand), linear);
    known.set(wording, made);
    return made;
  };
  return <T>(question: string, all: readonly T[], wordings: (one: T) => readonly string[]): T | undefined => {
    const { at, value } = vectorOf(featuresOf(question, expand), linear);
    const asked = new Map(Array.from(at, (number, j) => [number, value[j] as number]));
    const near = all.map((one) => ({ one, nearness: Math.max(0, ...wordings(one).map((wording) => cosine(asked, vector(wording)))) }));
    const best = near.reduce<(typeof near)[0] | undefined>((so, next) => (next.nearness > (so?.nearness ?? CLOSE) ? next : so), undefined);
    return best?.one;
  };
};

/** Finds in one standard by what was learnt from questions, and by the words that passages share with the question. */
export const finder = (data: AnswerData, passages: readonly Passage[]): Find => {
  const { linear, confidence: calibrated, refusals, terms } = data;
  const expand = mending(expander(terms), linear, linear.lessons);
  const docs = lexical(docsOf(data.examples, refusals, passages));
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const nearest = nearestBy(linear, expand);
  return (question) => {
    const judged = judge(linear, docs, expand, question);
    const confidence = judged.hits.length === 0 ? 0 : confidenceOf(judged.signals, calibrated);
    const outcome = confidence >= calibrated.answered ? 'answered' : confidence >= calibrated.unsure ? 'unsure' : 'unknown';
    const examples = new Map<number, Example | undefined>();
    const exampleOf = (point: number): Example | undefined => {
      if (!examples.has(point))
        examples.set(
          point,
          nearest(question, some(of(point), 'example'), (one) => [one.question, ...one.wordings]),
        );
      return examples.get(point);
    };
    const of = (point: number) => judged.hits.filter(({ doc }) => doc.point === point);
    const restsOn = (id: string | undefined): Passage[] => [byId.get(id ?? '')].filter((one) => one !== undefined);
    return {
      outcome,
      confidence,
      points: judged.hits.length === 0 ? [] : ranked(judged),
      passages: (point) => [...new Set(of(point).flatMap(({ doc }) => (doc.passage ? [doc.passage] : restsOn(doc.example?.passage))))],
      example: exampleOf,
      refusal: outcome === 'unknown' ? nearest(question, some(of(0), 'refusal'), ({ wordings }) => wordings) : undefined,
      why: (point) => reasons(linear, expand, question, point),
    };
  };
};
