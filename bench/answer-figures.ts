import type { Outcome } from '../src/standard/find';

/** What an engine said: points best first, and how sure it is that the question is ours at all. */
export type Ranked = { points: readonly number[]; confidence: number; outcome: Outcome };
/** `wanted`: the points that answer; null where the question is not ours. */
export type Result = { wanted: readonly number[] | null; ranked: Ranked; ms: number };

export type Figures = {
  /** Shares of our questions: right first, right among the first three, the mean of 1 ÷ the place of the first right one. */
  first: number;
  three: number;
  meanReciprocal: number;
  /** How well confidence tells our questions from others: the chance that it is higher for one of ours. */
  auroc: number;
  /** Of our questions: answered, offered, refused; and how often rightly. */
  answered: number;
  answeredRight: number;
  offered: number;
  offeredRight: number;
  refused: number;
  /** Of others' questions: answered as if ours, and offered points. */
  othersAnswered: number;
  othersOffered: number;
  p50: number;
  p99: number;
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const at = (sorted: readonly number[], quantile: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;

export const measured = (results: readonly Result[]): Figures => {
  const ours = results.flatMap(({ wanted, ranked }) =>
    wanted ? [{ ...ranked, place: ranked.points.findIndex((point) => wanted.includes(point)) }] : [],
  );
  const others = results.flatMap(({ wanted, ranked }) => (wanted ? [] : [ranked]));
  let above = 0;
  for (const own of ours)
    for (const other of others) above += own.confidence > other.confidence ? 1 : own.confidence === other.confidence ? 0.5 : 0;
  const of = (outcome: Outcome) => ours.filter((one) => one.outcome === outcome);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const right = (place: number, most: number) => place >= 0 && place < most;
  return {
    first: share(ours.filter(({ place }) => right(place, 1)).length, ours.length),
    three: share(ours.filter(({ place }) => right(place, 3)).length, ours.length),
    meanReciprocal: share(
      ours.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0),
      ours.length,
    ),
    auroc: share(above, ours.length * others.length),
    answered: share(of('answered').length, ours.length),
    answeredRight: share(of('answered').filter(({ place }) => right(place, 1)).length, of('answered').length),
    offered: share(of('unsure').length, ours.length),
    offeredRight: share(of('unsure').filter(({ place }) => right(place, 3)).length, of('unsure').length),
    refused: share(of('unknown').length, ours.length),
    othersAnswered: share(others.filter(({ outcome }) => outcome === 'answered').length, others.length),
    othersOffered: share(others.filter(({ outcome }) => outcome === 'unsure').length, others.length),
    p50: at(times, 0.5),
    p99: at(times, 0.99),
  };
};

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

export const summary = (figures: Figures): string =>
  [
    `first ${percent(figures.first)}, in three ${percent(figures.three)}, MRR ${figures.meanReciprocal.toFixed(3)}, AUROC ${figures.auroc.toFixed(3)}`,
    `answered ${percent(figures.answered)} (right ${percent(figures.answeredRight)}), offered ${percent(figures.offered)} (right among them ${percent(figures.offeredRight)}), refused ${percent(figures.refused)}`,
    `others answered ${percent(figures.othersAnswered)}, offered ${percent(figures.othersOffered)}`,
    `${figures.p50.toFixed(1)} ms, p99 ${figures.p99.toFixed(1)} ms`,
  ].join('; ');
