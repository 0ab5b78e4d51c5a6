import { z } from 'zod';
import type { PersonId } from '../chat/event';
import { NotAllowed, UserError } from '../errors';
import type { Shape } from '../store/collection';

const question = z.object({
  id: z.string(),
  revision: z.number(),
  text: z.string(),
  standard: z.string(),
  /** Empty once the person was erased. */
  from: z.string(),
  fromName: z.string(),
  workspace: z.string(),
  council: z.string().optional(),
  councilName: z.string().optional(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  takenBy: z.string().optional(),
  answer: z.string().optional(),
  answeredBy: z.string().optional(),
  answeredByName: z.string().optional(),
  askedAt: z.date(),
  answeredAt: z.date().optional(),
  /** When the other coordinators are to be nudged, once; in the past once they were. */
  nudgeAt: z.date(),
  nudged: z.boolean(),
  /** Messages still to be written down for delivery: to the coordinators, or to who asked. Done again by the sweep if a process died here. */
  todo: z.enum(['route', 'reply', 'none']),
});
/** A question that only a person can answer. */
export type Question = z.infer<typeof question>;

export const questionShape: Shape<Question> = {
  name: 'questions',
  schema: question,
  indexes: [{ fields: ['state', 'nudged', 'nudgeAt'] }, { fields: ['todo'] }, { fields: ['from'] }, { fields: ['council'] }],
};

/** The longest question or answer, in characters. */
export const MAX_LENGTH = 2_000;
const UNDO = 10 * 60_000;

/** Text of a question or answer as it will be kept. Throws a sentence where it is empty or too long. */
export const checkText = (typed: string, what: 'question' | 'answer'): string => {
  const text = typed.trim();
  if (!text) throw new UserError(`Write the ${what} first.`);
  if (text.length > MAX_LENGTH)
    throw new UserError(
      `The ${what} is too long. Keep it under ${MAX_LENGTH.toLocaleString('en-GB')} characters; it has ${text.length.toLocaleString('en-GB')}.`,
    );
  return text;
};

/** A coordinator says that they will answer. Somebody else's name on it is not overwritten. */
export const take = (before: Question, by: PersonId): Question => {
  if (before.state !== 'open') throw new UserError('This question is no longer open.');
  if (before.takenBy && before.takenBy !== by) throw new UserError('Another coordinator is already answering this question.');
  return { ...before, takenBy: by };
};

/** Answers it. The first answer stands. */
export const answer = (before: Question, by: { id: PersonId; name: string }, text: string, now: Date): Question => {
  if (before.state === 'answered')
    throw new UserError(`${before.answeredByName ?? 'Another coordinator'} has already answered this question.`);
  if (before.state === 'withdrawn') throw new UserError('The person who asked has withdrawn this question.');
  return { ...before, state: 'answered', answer: text, answeredBy: by.id, answeredByName: by.name, answeredAt: now, todo: 'reply' };
};

/** Only who asked may withdraw it, within ten minutes and while it is open. */
export const withdraw = (before: Question, by: PersonId, now: Date): Question => {
  if (before.from !== by) throw new NotAllowed('Only the person who asked can withdraw a question.');
  if (before.state !== 'open') throw new UserError('This question is no longer open, so it cannot be withdrawn.');
  if (now.getTime() - before.askedAt.getTime() > UNDO)
    throw new UserError('A question can be withdrawn for ten minutes after it was sent. It has been longer.');
  return { ...before, state: 'withdrawn', todo: 'none' };
};

/** The moment `days` working days after `from`, at the same time of day in UTC. */
export const addWorkingDays = (from: Date, days: number, isWorkingDay: (day: Date) => boolean): Date => {
  let at = from;
  for (let left = days; left > 0; ) {
    at = new Date(at.getTime() + 86_400_000);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
};
