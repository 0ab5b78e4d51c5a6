import type { Example, Refusal, Term } from '../../src/standard/example';
import type { Confidence } from './confidence';
import type { Linear } from './linear';

/** Everything that finding in one standard needs, as `npm run calibrate` made it. */
export type AnswerData = {
  /** A hash of the content it was made from. */
  madeFrom: string;
  linear: Linear;
  confidence: Confidence;
  examples: readonly Example[];
  refusals: readonly Refusal[];
  terms: readonly Term[];
};

const LEVELS = 127;

/** The weights as whole numbers from -127 to 127, a sixth of the size and no worse. */
const shrunk = (all: Float32Array): { scale: number; bytes: string } => {
  const most = all.reduce((so, weight) => Math.max(so, Math.abs(weight)), 0) || 1;
  const whole = Int8Array.from(all, (weight) => Math.round((weight / most) * LEVELS));
  return { scale: most / LEVELS, bytes: Buffer.from(whole.buffer).toString('base64') };
};
const grown = ({ scale, bytes }: { scale: number; bytes: string }): Float32Array =>
  Float32Array.from(new Int8Array(Buffer.from(bytes, 'base64')), (whole) => whole * scale);

/** A line a part, so that a change shows which part it touched. */
export const writeData = ({ madeFrom, linear, confidence, examples, refusals, terms }: AnswerData): string => {
  const { classes, lessons, index, rarity, weights, bias } = linear;
  const parts = {
    madeFrom,
    confidence,
    examples,
    refusals,
    terms,
    classes,
    lessons,
    bias: [...bias],
    features: [...index.keys()].join('\n'),
    rarity: shrunk(rarity),
    weights: shrunk(weights),
  };
  return `{${Object.entries(parts)
    .map(([name, part]) => `\n${JSON.stringify(name)}: ${JSON.stringify(part)}`)
    .join(',')}\n}\n`;
};

/** Reads what `writeData` wrote. */
export const readData = (text: string): AnswerData => {
  const { classes, lessons, bias, features, rarity, weights, ...rest } = JSON.parse(text);
  const index = new Map(
    String(features)
      .split('\n')
      .map((feature, number) => [feature, number] as const),
  );
  return { ...rest, linear: { classes, lessons, index, rarity: grown(rarity), weights: grown(weights), bias: Float32Array.from(bias) } };
};
