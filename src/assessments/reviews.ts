import type { Day } from '../chat/days';
import type { Turn } from '../chat/turn';
import { NotFound, UserError } from '../errors';
import type { Assessment } from './assessment';
import { inWords } from './named';
import { type Review, STEPS, type Step } from './review';
import type { By } from './rules';
import type { Assessments } from './use-cases';

export type Reviews = ReturnType<typeof reviews>;

const withReview = (before: Assessment, rule: (review: Review) => Review): Assessment => {
  if (!before.review)
    throw new UserError(`No review of “${before.service}” has a date yet. Type: check review ${inWords(before)} on 14 May`);
  return { ...before, review: rule(before.review) };
};

/** The timers of a review, kept with the assessment. */
export const reviews = ({ changed }: Pick<Assessments, 'changed'>, assigned: (person: string) => Promise<unknown>) => ({
  /** Gives the review a day. Another day begins anew; the owner is reminded of each step. */
  plan: async (turn: Turn, id: string, on: Day, owner: By): Promise<Assessment> => {
    const after = await changed(turn, id, (before) => ({
      ...before,
      review: { on, owner: owner.id, ownerName: owner.name, done: before.review?.on === on ? before.review.done : [] },
    }));
    await assigned(owner.id);
    return after;
  },
  /** Somebody takes it on as it is planned, however much of it is over: whoever had it is no longer reminded. */
  take: async (turn: Turn, id: string, owner: By): Promise<Assessment> => {
    const after = await changed(turn, id, (before) =>
      withReview(before, (review) => ({ ...review, owner: owner.id, ownerName: owner.name })),
    );
    await assigned(owner.id);
    return after;
  },
  cancel: (turn: Turn, id: string): Promise<Assessment> => changed(turn, id, (before) => ({ ...before, review: undefined })),
  done: (turn: Turn, id: string, step: Step): Promise<Assessment> =>
    changed(turn, id, (before) =>
      withReview(before, (review) => ({ ...review, done: STEPS.filter((one) => one === step || review.done.includes(one)) })),
    ),
  /** The review becomes nobody's. */
  release: (turn: Turn, id: string): Promise<Assessment> =>
    changed(turn, id, (before) => {
      if (before.review?.owner !== turn.event.speaker.id) throw new NotFound('That is not yours any more.');
      return withReview(before, (review) => ({ ...review, owner: undefined, ownerName: undefined }));
    }),
});
