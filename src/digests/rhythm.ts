import { addDays, type Day, dayIn, weekdayOf } from '../chat/days';
import { dateFormat } from '../chat/formats';

/** "09:30" */
export type Time = string;
/** When somebody wants to be spoken to. Times and days are their own. */
export type Rhythm = {
  on: boolean;
  every: 'daily' | 'weekly';
  at: Time;
  zone: string;
  /** Nothing is sent from one time to the other; `to` may be the next morning. */
  quiet?: { from: Time; to: Time };
  /** 0 is Sunday. */
  days: readonly number[];
  /** Nothing before this day. */
  snoozedUntil?: Day;
  /** The day of the last digest: one a day at most, wherever they are. */
  lastDay?: Day;
};

const FURTHEST = 400;

const offsetAt = (at: Date, zone: string): number => {
  const parts = dateFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at.getTime() / 1000) * 1000;
};

/** The moment when it is this time on this day somewhere. A time that the clocks jump over is taken after the jump; one that comes twice, at first. */
export const momentOf = (day: Day, time: Time, zone: string): Date => {
  const local = Date.parse(`${day}T${time}:00Z`);
  const first = local - offsetAt(new Date(local - 86_400_000), zone);
  const second = local - offsetAt(new Date(local + 86_400_000), zone);
  const right = [first, second].find((moment) => moment + offsetAt(new Date(moment), zone) === local);
  return new Date(right ?? first);
};

/** The time it is somewhere, "09:30". */
export const timeIn = (now: Date, zone: string): Time =>
  dateFormat('en-GB', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(now);

/** Whether a time is one at which somebody wants quiet. */
export const isQuiet = ({ quiet }: Pick<Rhythm, 'quiet'>, time: Time): boolean => {
  if (!quiet || quiet.from === quiet.to) return false;
  return quiet.from < quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to;
};

type IsWorkingDay = (day: Day) => boolean;

/** Whether a digest may fall on a day. A weekly one falls on the first day of the week on which one may. */
export const isDigestDay = (rhythm: Rhythm, day: Day, isWorkingDay: IsWorkingDay): boolean => {
  const mayBe = (one: Day) => rhythm.days.includes(weekdayOf(one)) && isWorkingDay(one);
  if (!rhythm.on || !mayBe(day) || day < (rhythm.snoozedUntil ?? '') || day <= (rhythm.lastDay ?? '')) return false;
  if (rhythm.every === 'daily') return true;
  const sinceMonday = (weekdayOf(day) + 6) % 7;
  const before = Array.from({ length: sinceMonday }, (_, index) => addDays(day, index - sinceMonday));
  const start = addDays(day, -sinceMonday);
  return (rhythm.lastDay ?? '') < start && before.every((one) => !mayBe(one) || one < (rhythm.snoozedUntil ?? ''));
};

/** The time of a day's digest: the one wished for, or the end of quiet hours. Undefined where quiet lasts to the end of the day. */
export const timeOfDay = (rhythm: Pick<Rhythm, 'at' | 'quiet'>): Time | undefined => {
  if (!isQuiet(rhythm, rhythm.at)) return rhythm.at;
  const end = rhythm.quiet?.to ?? rhythm.at;
  return end > rhythm.at ? end : undefined;
};

/** The first moment after another at which a digest falls; undefined where none ever does. */
export const nextDigest = (rhythm: Rhythm, after: Date, isWorkingDay: IsWorkingDay): Date | undefined => {
  const time = timeOfDay(rhythm);
  if (!rhythm.on || !time || rhythm.days.length === 0) return undefined;
  const today = dayIn(after, rhythm.zone);
  const from = rhythm.snoozedUntil && rhythm.snoozedUntil > today ? rhythm.snoozedUntil : today;
  for (let ahead = 0; ahead < FURTHEST; ahead += 1) {
    const day = addDays(from, ahead);
    if (!isDigestDay(rhythm, day, isWorkingDay)) continue;
    const moment = momentOf(day, time, rhythm.zone);
    if (moment > after) return moment;
  }
  return undefined;
};

/** A digest whose moment has passed comes late, and then a weekly one too falls on any day. */
const late = (rhythm: Rhythm): Rhythm => ({ ...rhythm, every: 'daily' });

/** When a digest comes that could not at its moment. */
export const nextLate = (rhythm: Rhythm, now: Date, isWorkingDay: IsWorkingDay): Date | undefined =>
  nextDigest(late(rhythm), now, isWorkingDay);

/** Whether one whose moment has passed may come right now: never in quiet hours or on a day off. */
export const mayBeNow = (rhythm: Rhythm, now: Date, isWorkingDay: IsWorkingDay): boolean =>
  isDigestDay(late(rhythm), dayIn(now, rhythm.zone), isWorkingDay) && !isQuiet(rhythm, timeIn(now, rhythm.zone));

/** The first moment, from one on, at which somebody may be told anything at all: on a day they work, outside quiet hours, not while they snooze. */
export const firstFree = (rhythm: Rhythm, from: Date, isWorkingDay: IsWorkingDay): Date => {
  const works = (day: Day) => rhythm.days.includes(weekdayOf(day)) && isWorkingDay(day) && day >= (rhythm.snoozedUntil ?? '');
  const today = dayIn(from, rhythm.zone);
  if (works(today) && !isQuiet(rhythm, timeIn(from, rhythm.zone))) return from;
  for (let ahead = 0; ahead < FURTHEST; ahead += 1) {
    const day = addDays(today, ahead);
    if (!works(day)) continue;
    const times = ['00:00', rhythm.quiet?.to ?? '00:00'].filter((time) => !isQuiet(rhythm, time));
    const next = times.map((time) => momentOf(day, time, rhythm.zone)).find((moment) => moment > from);
    if (next) return next;
  }
  return from;
};
