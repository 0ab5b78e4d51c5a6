import type { Example, Refusal, Term } from './example';
import type { Passage } from './standard';

export type Outcome = 'answered' | 'unsure' | 'unknown';

/** What was found for a question in one standard. */
export type Found = {
  outcome: Outcome;
  /** 0 to 1: how likely it is that the first point answers. */
  confidence: number;
  /** Every point that is plausible at all, best first. Scores are comparable within one answer only. */
  points: readonly { number: number; score: number }[];
  /** Passages of one point, the most fitting first. May be empty. */
  passages(point: number): readonly Passage[];
  /** What people ask most like this of one point, with its short answer; undefined where nothing is close. */
  example(point: number): Example | undefined;
  /** What it is most like among the questions that are not ours; undefined where nothing is close. */
  refusal?: Refusal;
  /** The term whose meaning is asked for. */
  term?: Term;
  /** The words that speak most for one point, the strongest first: for whoever edits content. */
  why(point: number): readonly string[];
};

/** Port: finds what answers a question in one standard. Takes any text, however long or odd, in a few milliseconds. */
export type Find = (question: string) => Found;
