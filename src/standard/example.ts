import { z } from 'zod';

/** One thing that people want to know of a point: how they ask it, and a short answer that rests on one passage of our guidance. */
export type Example = {
  standard: string;
  point: number;
  question: string;
  answer: string;
  /** Id of the passage. */
  passage: string;
  /** Further points of the same standard that answer it as well. */
  also: readonly number[];
  wordings: readonly string[];
};

/** Questions that look near and are not ours, and what to say to whoever asks one. */
export type Refusal = { subject: string; handOff: string; wordings: readonly string[] };

export const termSchema = z.strictObject({
  short: z.array(z.string().trim().min(1).max(40)).min(1),
  long: z.string().trim().min(1).max(120),
  means: z.string().trim().min(1).max(300),
  points: z.array(z.int()),
});
/** An abbreviation or a word of local government, and the points of the current standard that questions with it are usually about. */
export type Term = z.infer<typeof termSchema>;

export const labelSchema = z.object({ question: z.string().trim().min(1).max(2_000), points: z.array(z.int()).nullable() });
/** A question and the points that answer it, best first; null where the standard does not. */
export type Label = z.infer<typeof labelSchema>;
