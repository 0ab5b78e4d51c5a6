import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PersonId } from '../chat/event';
import { type Collection, change, type Shape } from '../store/collection';

const ask = z.object({
  id: z.string(),
  revision: z.number(),
  /** Empty once the person was erased. */
  person: z.string(),
  workspace: z.string(),
  council: z.string().optional(),
  question: z.string(),
  standard: z.string(),
  outcome: z.enum(['answered', 'unsure', 'unknown']),
  confidence: z.number(),
  points: z.array(z.number()),
  picked: z.number().optional(),
  feedback: z.enum(['helpful', 'not']).optional(),
  at: z.date(),
});
/** A question somebody asked of a standard, and how it went. */
export type Ask = z.infer<typeof ask>;

export const askShape: Shape<Ask> = { name: 'asks', schema: ask, indexes: [{ fields: ['person', 'at'] }, { fields: ['council'] }] };

/** The same event makes the same ask, so that a repeated delivery is kept once. */
export const askId = (eventKey: string): string => createHash('sha256').update(eventKey).digest('hex').slice(0, 24);

/** Everything asked by people of a council, for its export. */
export const asksOf = (asks: Collection<Ask>, council: string): Promise<Ask[]> => asks.find({ council }, { sort: ['at', 'up'] });

/** What was asked stays, without who asked it. Returns how many were changed. */
export const eraseAsks = async (asks: Collection<Ask>, person: PersonId): Promise<number> => {
  const theirs = await asks.find({ person });
  for (const { id } of theirs) await change(asks, id, (before) => ({ ...before, person: '' }));
  return theirs.length;
};
