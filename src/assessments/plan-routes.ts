import { dayIn, readDay } from '../chat/days';
import type { Routes, Turn } from '../chat/turn';
import { type Reply, say, toMe } from '../chat/view';
import { NotFound, UserError } from '../errors';
import type { Assessment } from './assessment';
import { findNamed, inWords } from './named';
import { reviewView } from './plan-views';
import { type IsWorkingDay, reviewDays, STEPS, stepNamed } from './review';
import type { Reviews } from './reviews';
import type { Verbs } from './routes';
import type { Summaries } from './summaries';
import { type Assessments, byOf } from './use-cases';

export type PlanPorts = {
  assessments: Assessments;
  reviews: Reviews;
  summaries: Summaries;
  /** When people work in the council of whoever speaks. */
  workingDays(turn: Turn): IsWorkingDay;
};

const todayOf = (turn: Turn) => dayIn(turn.now, turn.event.speaker.zone);

/** The day of a step, where words name one and the review has a date. Throws where it has none. */
export const stepDay = (isWorkingDay: IsWorkingDay, assessment: Assessment, words: string): string | undefined => {
  const step = stepNamed(words.replace(/^the\s+/i, ''));
  if (!step) return undefined;
  const { service, review } = assessment;
  if (!review) throw new UserError(`The review of “${service}” has no date yet. Type: check review ${inWords(assessment)} on 14 May`);
  return reviewDays(review.on, isWorkingDay)[step];
};

const show = (ports: PlanPorts, turn: Turn, assessment: Assessment, said?: string): Reply =>
  toMe(reviewView(assessment, ports.workingDays(turn), todayOf(turn), said));

const review = async (ports: PlanPorts, turn: Turn, rest: string): Promise<Reply> => {
  const { assessment, rest: words } = findNamed(await ports.assessments.list(turn), rest);
  if (words === '') return show(ports, turn, assessment);
  if (/^(off|cancel)$/i.test(words)) return show(ports, turn, await ports.reviews.cancel(turn, assessment.id), 'The review is cancelled.');
  if (/^mine$/i.test(words))
    return show(
      ports,
      turn,
      await ports.reviews.take(turn, assessment.id, byOf(turn)),
      'It is yours: you are reminded of each step to come.',
    );
  const [, typed] = /^done\s+(.+)$/i.exec(words) ?? [];
  if (typed) {
    const step = stepNamed(typed);
    if (!step) throw new UserError(`I do not know the step “${typed.slice(0, 40)}”. The steps are ${STEPS.join(', ')}.`);
    return show(ports, turn, await ports.reviews.done(turn, assessment.id, step), `Done: ${step}.`);
  }
  const on = readDay(words.replace(/^on\s+/i, ''), todayOf(turn));
  if (!ports.workingDays(turn)(on)) throw new UserError('Nobody works on that day. Choose a working day.');
  const planned = await ports.reviews.plan(turn, assessment.id, on, byOf(turn));
  return show(ports, turn, planned, 'You are reminded of each step in your digest.');
};

const summary = async (ports: PlanPorts, turn: Turn, rest: string): Promise<Reply> => {
  const { assessment, rest: words } = findNamed(await ports.assessments.list(turn), rest);
  const name = inWords(assessment);
  switch (words.toLowerCase()) {
    case 'here':
      await ports.summaries.here(turn, assessment.id);
      return toMe(say(`A summary of “${assessment.service}” comes here once a week. Everybody in this channel can read it.`));
    case 'off':
      await ports.summaries.off(turn, assessment.id);
      return toMe(say(`No more summaries of “${assessment.service}”.`));
    case '': {
      const { summary: kept } = assessment;
      if (!kept) return toMe(say(`There is no weekly summary. Type in the channel where the team works: check summary ${name} here`));
      if (!kept.stopped) return toMe(say(`A summary goes to one channel once a week. To end it: check summary ${name} off`));
      const stopped = 'The weekly summary stopped: I can no longer post in its channel.';
      return toMe(say(`${stopped} Invite me there, and type in it: check summary ${name} here`));
    }
    default:
      throw new UserError(`Write check summary ${name} here, or check summary ${name} off`);
  }
};

/** The review's timetable and the weekly summary: verbs of `check`. */
export const planVerbs = (ports: PlanPorts): Verbs => ({
  review: (turn, rest) => review(ports, turn, rest),
  summary: (turn, rest) => summary(ports, turn, rest),
});

/** Steps are done with a button, in the timetable or in a digest. */
export const planActions = (ports: PlanPorts): NonNullable<Routes['actions']> => ({
  'assessments.step': async (turn) => {
    const [id = '', typed = ''] = turn.event.value.split(':');
    const step = stepNamed(typed);
    if (!step) throw new NotFound('I do not know that step of a review any more.');
    return show(ports, turn, await ports.reviews.done(turn, id, step), `Done: ${step}.`);
  },
});
