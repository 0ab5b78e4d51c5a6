/** Weights of features for classes: 0 is “not ours”, n the nth point. Made by `npm run calibrate`. */
export type Linear = {
  classes: number;
  /** How many lessons they were learnt from. */
  lessons: number;
  /** The number of each feature, its rarity, and its weights, one row a feature. */
  index: ReadonlyMap<string, number>;
  rarity: Float32Array;
  weights: Float32Array;
  bias: Float32Array;
};

/** A question as numbers of known features and their values; the values' squares sum to 1. */
export type Vector = { at: Uint32Array; value: Float32Array };

/** Features that are not known say nothing. */
export const vectorOf = (features: ReadonlyMap<string, number>, { index, rarity }: Pick<Linear, 'index' | 'rarity'>): Vector => {
  const at: number[] = [];
  const values: number[] = [];
  let square = 0;
  for (const [feature, count] of features) {
    const number = index.get(feature);
    if (number === undefined) continue;
    // The third time that a word comes says less than the first.
    const value = (count < 1 ? count : 1 + Math.log(count)) * (rarity[number] ?? 0);
    at.push(number);
    values.push(value);
    square += value * value;
  }
  const length = Math.sqrt(square) || 1;
  return { at: Uint32Array.from(at), value: Float32Array.from(values, (value) => value / length) };
};

/** Turns scores into probabilities, in place. */
export const softmax = (scores: Float32Array): Float32Array => {
  const most = Math.max(...scores);
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) {
    scores[k] = Math.exp((scores[k] as number) - most);
    sum += scores[k] as number;
  }
  for (let k = 0; k < scores.length; k += 1) scores[k] = (scores[k] as number) / sum;
  return scores;
};

/** How likely each class is. */
export const probabilities = ({ at, value }: Vector, { classes, weights, bias }: Linear): Float32Array => {
  const scores = Float32Array.from(bias);
  for (let j = 0; j < at.length; j += 1) {
    const row = (at[j] as number) * classes;
    const x = value[j] as number;
    for (let k = 0; k < classes; k += 1) scores[k] = (scores[k] as number) + (weights[row + k] as number) * x;
  }
  return softmax(scores);
};
