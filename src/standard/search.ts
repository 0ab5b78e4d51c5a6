import type { Passage } from './standard';

export type Hit = { passage: Passage /** Higher is better; comparable within one answer only. */; score: number };

export type Found = {
  hits: readonly Hit[];
  /** How much of the question's weight (rare words weigh more) the best passages' words carry, 0 to 1. */
  cover(passages: readonly Passage[]): number;
};

/** Port: finds passages of one standard. Takes any text, however long or odd, in a few milliseconds. */
export type Search = (question: string) => Found;
