import { type Expand, featuresOf } from './features';
import { type Linear, softmax, type Vector, vectorOf } from './linear';

/** A question to learn from. `classes`: 0 is “not ours”; the first counts most. `weight`: 1 for a question, less for what is none. */
export type Lesson = { text: string; classes: readonly number[]; weight: number };

const ROUNDS = 12;
const RATE = 0.3;
const SHRINK = 1e-4;
const SECOND = 0.3;

/** The same numbers every time, so that the same content makes the same weights. */
const dice = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
};

/** Features that are worth a row: every word; pairs and pieces that occur more than once. */
const known = (all: readonly ReadonlyMap<string, number>[]): { index: Map<string, number>; rarity: Float32Array } => {
  const often = new Map<string, number>();
  for (const features of all) for (const feature of features.keys()) often.set(feature, (often.get(feature) ?? 0) + 1);
  const kept = [...often].filter(([, times]) => times > 1);
  return {
    index: new Map(kept.map(([feature], number) => [feature, number])),
    rarity: Float32Array.from(kept, ([, times]) => Math.log(1 + all.length / times)),
  };
};

/** What a lesson says each class should be. */
const targetOf = ({ classes }: Lesson, count: number): Float32Array => {
  const target = new Float32Array(count);
  const [first = 0, ...others] = classes;
  target[first] = others.length > 0 ? 1 - SECOND : 1;
  for (const other of others) target[other] = SECOND / others.length;
  return target;
};

const learn = (model: Linear, pace: Float32Array, { at, value }: Vector, target: Float32Array, weight: number): void => {
  const { classes, weights, bias } = model;
  const wrong = Float32Array.from(bias);
  for (let j = 0; j < at.length; j += 1)
    for (let k = 0, row = (at[j] as number) * classes; k < classes; k += 1)
      wrong[k] = (wrong[k] as number) + (weights[row + k] as number) * (value[j] as number);
  softmax(wrong);
  for (let k = 0; k < classes; k += 1) wrong[k] = ((wrong[k] as number) - (target[k] as number)) * weight;
  for (let j = 0; j < at.length; j += 1)
    for (let k = 0, row = (at[j] as number) * classes; k < classes; k += 1) {
      const slope = (wrong[k] as number) * (value[j] as number) + SHRINK * (weights[row + k] as number);
      pace[row + k] = (pace[row + k] as number) + slope * slope;
      weights[row + k] = (weights[row + k] as number) - (RATE * slope) / Math.sqrt(pace[row + k] as number);
    }
  for (let k = 0; k < classes; k += 1) bias[k] = (bias[k] as number) - 0.01 * (wrong[k] as number);
};

/** Learns the weights: multinomial logistic regression by AdaGrad, a few seconds for ten thousand lessons. */
export const train = (lessons: readonly Lesson[], classes: number, expand: Expand): Linear => {
  const features = lessons.map(({ text }) => featuresOf(text, expand));
  const { index, rarity } = known(features);
  const vectors = features.map((one) => vectorOf(one, { index, rarity }));
  const targets = lessons.map((lesson) => targetOf(lesson, classes));
  const model = {
    classes,
    lessons: lessons.length,
    index,
    rarity,
    weights: new Float32Array(index.size * classes),
    bias: new Float32Array(classes),
  };
  const pace = new Float32Array(index.size * classes).fill(1e-6);
  const order = lessons.map((_, number) => number);
  const throws = dice(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(throws() * (last + 1));
      [order[last], order[other]] = [order[other] as number, order[last] as number];
    }
    for (const number of order)
      learn(model, pace, vectors[number] as Vector, targets[number] as Float32Array, lessons[number]?.weight ?? 1);
  }
  return model;
};
