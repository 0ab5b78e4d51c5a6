import { z } from 'zod';
import { addDays, type Day } from '../chat/days';

/** The timers of a review by a panel, in their order. */
export const STEPS = ['book', 'pre-call', 'review', 'report', 'challenge', 'ambers'] as const;
export type Step = (typeof STEPS)[number];

export const reviewSchema = z.object({
  /** The day of the review, "2027-05-14". */
  on: z.string(),
  owner: z.string().optional(),
  ownerName: z.string().optional(),
  done: z.array(z.enum(STEPS)),
});
/** A review that somebody has booked, or means to. */
export type Review = z.infer<typeof reviewSchema>;

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  book: 'Book the review: panels need five weeks',
  'pre-call': 'Hold the pre-call with the panel',
  review: 'The review itself',
  report: 'The report is due: seven working days after the review',
  challenge: 'Last day to challenge the report: ten working days after it',
  ambers: 'Put right what was rated amber, within three months of the report',
};

/** Whether people work on a day where the council is. */
export type IsWorkingDay = (day: Day) => boolean;

const workingDaysAfter = (day: Day, days: number, isWorkingDay: IsWorkingDay): Day => {
  let at = day;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
};

const onOrBefore = (day: Day, isWorkingDay: IsWorkingDay): Day => {
  let at = day;
  while (!isWorkingDay(at)) at = addDays(at, -1);
  return at;
};

/** The same day some months later, or the last of that month. */
const monthsAfter = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
};

/** When each step of a review falls due. Days on which nobody works are moved forward to the working day before. */
export const reviewDays = (on: Day, isWorkingDay: IsWorkingDay): Readonly<Record<Step, Day>> => {
  const report = workingDaysAfter(on, 7, isWorkingDay);
  return {
    book: onOrBefore(addDays(on, -35), isWorkingDay),
    'pre-call': onOrBefore(addDays(on, -2), isWorkingDay),
    review: on,
    report,
    challenge: workingDaysAfter(report, 10, isWorkingDay),
    ambers: onOrBefore(monthsAfter(report, 3), isWorkingDay),
  };
};

/** A step by what people call it: "book", "pre-call", "precall", "ambers". */
export const stepNamed = (typed: string): Step | undefined => {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return STEPS.find((step) => step.replace('-', '') === words || (words.length > 3 && step.replace('-', '').startsWith(words)));
};

/** Steps that are still to be done, with their days. */
export const openSteps = ({ on, done }: Review, isWorkingDay: IsWorkingDay): { step: Step; due: Day }[] => {
  const days = reviewDays(on, isWorkingDay);
  return STEPS.filter((step) => !done.includes(step)).map((step) => ({ step, due: days[step] }));
};
