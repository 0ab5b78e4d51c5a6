import type { Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import { NotFound, UserError } from '../errors';
import type { Assessment, Entry, PointState } from './assessment';
import { evidenceIn, type Given, isOnlyPlan } from './rating';

export type By = { id: PersonId; name: string };

export const MOST_LOGGED = 1_000;
const LONGEST_NOTE = 2_000;
const UNDO = 10 * 60_000;

/** Changes one point, and writes down who did it. Throws for a point that the assessment does not have. */
const withPoint = (before: Assessment, number: number, by: By, now: Date, rule: (state: PointState) => PointState): Assessment => {
  const point = before.points.find((one) => one.number === number);
  if (!point) {
    const numbers = before.points.map((one) => one.number).join(', ');
    throw new NotFound(`“${before.service}” has no point ${number}. Its points are ${numbers}.`);
  }
  const after = rule(point.state);
  if (JSON.stringify(after) === JSON.stringify(point.state)) return before;
  const entry: Entry = { at: now, by: by.id, byName: by.name, point: number, before: point.state, after };
  return {
    ...before,
    points: before.points.map((one) => (one.number === number ? { number, state: after } : one)),
    log: [...before.log, entry].slice(-MOST_LOGGED),
    changedAt: now,
  };
};

/** What a rating needs beside it. `planned`: it was called met, but only a plan was given, so it counts as partly. */
export const checked = (given: Given, note: string): { given: Given; note: string; evidence?: string; planned: boolean } => {
  const words = note.trim();
  if (words.length > LONGEST_NOTE)
    throw new UserError(`The note is too long. Use at most ${LONGEST_NOTE} characters, and link to the rest.`);
  const evidence = evidenceIn(words);
  if (given.rating === 'met' && words === '')
    throw new UserError(
      'To say that a point is met, say how you know: a link or a note. For example: met: https://… or met: tested with 6 residents in May',
    );
  if (given.rating === 'not applicable' && words === '')
    throw new UserError('To say that a point does not apply, give the reason. For example: not applicable: the supplier owns the code');
  const planned = given.rating === 'met' && isOnlyPlan(words);
  return { given: planned ? { rating: 'partly', given: given.given ?? 'met, planned' } : given, note: words, evidence, planned };
};

/** The same for a rating that came without a note: the point keeps the note and evidence that it has, where they can stand for this rating. */
export const keeping = (before: Assessment, number: number, given: Given): ReturnType<typeof checked> => {
  const { rating, note = '', evidence } = before.points.find((one) => one.number === number)?.state ?? {};
  // Words for another rating do not show that a point is met, though a page they link to may; nor do they say why it does not apply.
  const lacksItsOwn = (given.rating === 'met' && !evidence) || given.rating === 'not applicable';
  if (lacksItsOwn && rating !== given.rating) return checked(given, '');
  return { ...checked(given, note), evidence };
};

export const rate = (before: Assessment, number: number, of: ReturnType<typeof checked>, by: By, now: Date): Assessment =>
  withPoint(before, number, by, now, ({ owner, ownerName, due }) => ({
    rating: of.given.rating,
    given: of.given.given,
    note: of.note,
    evidence: of.evidence,
    owner,
    ownerName,
    due,
  }));

/** Gives a point an owner and a due day; either may be left as it is, and an owner taken away with null. */
export const assign = (
  before: Assessment,
  number: number,
  owner: By | null | undefined,
  due: Day | undefined,
  by: By,
  now: Date,
): Assessment =>
  withPoint(before, number, by, now, (state) => ({
    ...state,
    ...(owner === undefined ? {} : { owner: owner?.id, ownerName: owner?.name }),
    ...(due === undefined ? {} : { due }),
  }));

/** Takes a point off whoever owns it, at their own word. Throws where it is somebody else’s by now: an old digest still has the button. */
export const release = (before: Assessment, number: number, by: By, now: Date): Assessment => {
  const state = before.points.find((one) => one.number === number)?.state;
  const point = `Point ${number} of “${before.service}”`;
  if (state && !state.owner) throw new NotFound(`${point} is nobody’s already, so nothing was changed.`);
  if (state && state.owner !== by.id)
    throw new NotFound(`${point} is not yours any more, so nothing was changed: it belongs to ${state.ownerName ?? 'a colleague'}.`);
  return assign(before, number, null, undefined, by, now);
};

/** Takes back somebody's latest change, for ten minutes, unless the point was changed since. */
export const undo = (before: Assessment, by: By, now: Date): { after: Assessment; entry: Entry } => {
  const entry = before.log.findLast((one) => one.by === by.id && !one.undone);
  if (!entry) throw new UserError('You have changed nothing here that could be undone.');
  if (now.getTime() - entry.at.getTime() > UNDO)
    throw new UserError('Your last change is more than ten minutes old. Change the point again instead.');
  const point = before.points.find((one) => one.number === entry.point);
  if (JSON.stringify(point?.state) !== JSON.stringify(entry.after))
    throw new UserError(`Somebody has changed point ${entry.point} since. Look at it before you change it again.`);
  const undone = withPoint(before, entry.point, by, now, () => entry.before);
  const last = undone.log.at(-1);
  const log = undone.log.map((one) => (one === entry || one === last ? { ...one, undone: true } : one));
  return { after: { ...undone, log }, entry };
};

/** Gives what somebody had to do to somebody else, or to nobody, because their account is gone. */
export const handOver = (before: Assessment, from: PersonId, to: By | undefined, by: By, now: Date): Assessment => {
  const theirs = before.points.filter(({ state }) => state.owner === from);
  const after = theirs.reduce((one, { number }) => assign(one, number, to ?? null, undefined, by, now), before);
  const review = after.review?.owner === from ? { ...after.review, owner: to?.id, ownerName: to?.name } : after.review;
  return after === before && review === before.review ? before : { ...after, review };
};

/** Whether an assessment says anything of a person. */
export const names = ({ points, log, earlier = [], createdBy, review, summary }: Assessment, person: PersonId): boolean =>
  [createdBy, review?.owner, summary?.by, ...earlier.map(({ movedBy }) => movedBy)].includes(person) ||
  [points, ...earlier.map((one) => one.points)].flat().some(({ state }) => state.owner === person) ||
  [log, ...earlier.map((one) => one.log)].flat().some(({ by, before, after }) => [by, before.owner, after.owner].includes(person));

/** Forgets a person: what they did stays, without them. */
export const eraseFrom = (before: Assessment, person: PersonId): Assessment => {
  const erased = 'someone who was erased';
  const state = (of: PointState): PointState => (of.owner === person ? { ...of, owner: undefined, ownerName: undefined } : of);
  const points = (all: Assessment['points']) => all.map(({ number, state: of }) => ({ number, state: state(of) }));
  const log = (all: readonly Entry[]) =>
    all.map((one) => ({
      ...one,
      ...(one.by === person ? { by: '', byName: erased } : {}),
      before: state(one.before),
      after: state(one.after),
    }));
  const { review, summary } = before;
  return {
    ...before,
    ...(before.createdBy === person ? { createdBy: '', createdByName: erased } : {}),
    points: points(before.points),
    log: log(before.log),
    earlier: before.earlier?.map((one) => ({
      ...one,
      points: points(one.points),
      log: log(one.log),
      ...(one.movedBy === person ? { movedBy: '', movedByName: erased } : {}),
    })),
    review: review?.owner === person ? { ...review, owner: undefined, ownerName: undefined } : review,
    summary: summary?.by === person ? { ...summary, by: '' } : summary,
  };
};
