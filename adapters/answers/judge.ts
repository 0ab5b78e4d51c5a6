import { type Expand, featuresOf } from './features';
import { byPoint, type Lexical } from './lexical';
import { type Linear, probabilities, vectorOf } from './linear';

/** How much the words that docs share with a question count beside what was learnt. Chosen on voices left out of the learning. */
const LEXICAL = 1.5;
const FLOOR = 1e-5;

/** What a question looks like: the chance of each class (0: not ours), and the signals that confidence is made of. */
export type Judged = { chances: Float32Array; signals: readonly number[]; hits: ReturnType<Lexical['search']> };

const logit = (chance: number): number => Math.log((chance + FLOOR) / (1 - chance + FLOOR));

/** The best two points of these chances, and what they have. */
const bestTwo = (chances: Float32Array): [number, number] => {
  let [best, second] = [0, 0];
  for (let k = 1; k < chances.length; k += 1) {
    const chance = chances[k] as number;
    if (chance > best) [best, second] = [chance, best];
    else if (chance > second) second = chance;
  }
  return [best, second];
};

/** Weighs what was learnt with what is found word by word. */
export const judge = (linear: Linear, docs: Lexical, expand: Expand, question: string): Judged => {
  const learnt = probabilities(vectorOf(featuresOf(question, expand), linear), linear);
  const hits = docs.search(question);
  const found = byPoint(hits, linear.classes);
  const raised = learnt.map((chance, k) => (chance + FLOOR) * Math.exp(LEXICAL * (found[k] as number)));
  const sum = raised.reduce((all, one) => all + one, 0);
  const chances = raised.map((one) => one / sum);
  const ours = 1 - (chances[0] as number);
  const [best, second] = bestTwo(chances);
  return { chances, signals: [logit(ours), logit(best), best - second], hits };
};
