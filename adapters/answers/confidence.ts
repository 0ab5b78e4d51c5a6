/** How signals make a confidence, and from which on one answers, or offers points. Made by `npm run calibrate`. */
export type Confidence = { weights: readonly number[]; bias: number; answered: number; unsure: number };

/** A question whose outcome is known. `ours`: whether the standard answers it; `right`: whether the best point does. */
export type Outcome = { signals: readonly number[]; ours: boolean; right: boolean };

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** How likely it is that the best point answers the question, 0 to 1. */
export const confidenceOf = (signals: readonly number[], { weights, bias }: Pick<Confidence, 'weights' | 'bias'>): number =>
  sigmoid(signals.reduce((sum, signal, number) => sum + signal * (weights[number] ?? 0), bias));

const ROUNDS = 4_000;
const RATE = 0.3;

const learnt = (outcomes: readonly Outcome[]): Pick<Confidence, 'weights' | 'bias'> => {
  const size = outcomes[0]?.signals.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const slopes = new Array<number>(size).fill(0);
    let slope = 0;
    for (const { signals, right } of outcomes) {
      const wrong = confidenceOf(signals, { weights, bias }) - (right ? 1 : 0);
      slope += wrong;
      for (let j = 0; j < size; j += 1) slopes[j] = (slopes[j] as number) + wrong * (signals[j] as number);
    }
    const step = RATE / (1 + round / 1_000) / outcomes.length;
    bias -= step * slope;
    for (let j = 0; j < size; j += 1) weights[j] = (weights[j] as number) - step * (slopes[j] as number);
  }
  return { weights, bias };
};

/** What is asked of the answers that are given: rightly first so often; questions of others answered, and offered points, at most so often. */
export type Aims = { right: number; othersAnswered: number; othersOffered: number };

/** Fits confidence to outcomes, and takes the lowest thresholds that keep the aims on them. */
export const calibrated = (outcomes: readonly Outcome[], aims: Aims): Confidence => {
  const fitted = learnt(outcomes);
  const scored = outcomes
    .map((one) => ({ ...one, confidence: confidenceOf(one.signals, fitted) }))
    .sort((a, b) => b.confidence - a.confidence);
  const others = scored.filter(({ ours }) => !ours).length || 1;
  let [answered, unsure] = [1, 1];
  let [right, othersSeen] = [0, 0];
  for (const [index, one] of scored.entries()) {
    if (one.right) right += 1;
    if (!one.ours) othersSeen += 1;
    if (right / (index + 1) >= aims.right && othersSeen / others <= aims.othersAnswered) answered = one.confidence;
    if (othersSeen / others <= aims.othersOffered) unsure = one.confidence;
  }
  return { ...fitted, answered, unsure: Math.min(unsure, answered) };
};
