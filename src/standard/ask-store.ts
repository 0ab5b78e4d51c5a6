import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
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
  /** The clarification and a model's sentences that stood in the answer, so that what is shared is what was shown. */
  clarified: z.string().optional(),
  worded: z.array(z.object({ text: z.string(), passage: z.string(), quote: z.string() })).optional(),
  picked: z.number().optional(),
  feedback: z.enum(['helpful', 'not']).optional(),
  at: z.date(),
});
/** A question somebody asked of a standard, and how it went. */
export type Ask = z.infer<typeof ask>;

export const askShape: Shape<Ask> = {
  name: 'asks',
  schema: ask,
  indexes: [{ fields: ['person', 'at'] }, { fields: ['council'] }, { fields: ['at', 'id'] }],
};

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

const PAGE = 500;
const LATELY = 90 * 86_400_000;

/**
 * What was asked of a standard, the oldest first and a page at a time, so that nothing else waits long. None is left out or comes twice, however many were asked at the
 * same time.
 */
export async function* pagesOf(asks: Collection<Ask>, standard: string): AsyncGenerator<readonly Ask[]> {
  let [from, seen] = [new Date(0), 0];
  for (;;) {
    const page = await asks.find({ standard, at: { from } }, { sort: ['at', 'up'], limit: PAGE, skip: seen });
    if (page.length > 0) yield page;
    const [last] = page.slice(-1);
    if (!last || page.length < PAGE) return;
    const same = page.filter(({ at }) => at.getTime() === last.at.getTime()).length;
    seen = last.at.getTime() === from.getTime() ? seen + same : same;
    from = last.at;
    await breathe();
  }
}

/** The last page of what was asked of a standard lately, and whether there is nothing else. */
export const latestOf = async (asks: Collection<Ask>, standard: string, now: Date): Promise<{ page: readonly Ask[]; all: boolean }> => {
  const since = new Date(now.getTime() - LATELY);
  const page = await asks.find({ standard, at: { from: since } }, { sort: ['at', 'down'], limit: PAGE });
  const all = page.length < PAGE && (await asks.find({ standard, at: { before: since } }, { limit: 1 })).length === 0;
  return { page, all };
};
