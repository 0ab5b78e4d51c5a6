import { addDays, type Day, readDay } from '../chat/days';
import { UserError } from '../errors';
import { type Time, timeOfDay } from './rhythm';
import type { DigestSettings } from './settings';

/** "9", "9:30", "0930", "9am", "5.30pm" as "09:30". Throws a sentence for anything else. */
export const readTime = (typed: string): Time => {
  const [, hour = '', minute = '00', half] = /^(\d{1,2})[:.]?(\d{2})?\s*(am|pm)?$/i.exec(typed.trim()) ?? [];
  const of12 = Number(hour);
  const afternoon = half?.toLowerCase() === 'pm';
  const hours = half ? (of12 % 12) + (afternoon ? 12 : 0) : of12;
  if (hour === '' || hours > 23 || Number(minute) > 59 || (half && (of12 < 1 || of12 > 12)))
    throw new UserError(`I cannot read “${typed.trim().slice(0, 20)}” as a time. Write it like 9:30 or 17:00.`);
  return `${String(hours).padStart(2, '0')}:${minute}`;
};

/** `digest [on|off|daily|weekly] [at 09:30]` */
export const readDigest = (rest: string): ((before: DigestSettings) => DigestSettings) => {
  const [, words = '', time] = /^(.*?)(?:\s*\bat\s+(.+))?$/i.exec(rest.trim()) ?? [];
  const at = time === undefined ? undefined : readTime(time);
  const chosen = words.trim().toLowerCase();
  if (!['', 'on', 'off', 'daily', 'weekly'].includes(chosen))
    throw new UserError('Write digest on, digest off, digest daily or digest weekly, and if you like the time: digest daily at 9:30');
  return (before) => ({
    ...before,
    on: chosen === '' ? before.on : chosen !== 'off',
    every: chosen === 'daily' || chosen === 'weekly' ? chosen : before.every,
    at: at ?? before.at,
  });
};

const LENGTH = /^(in )?\d+ ?(d|days?|w|weeks?)$/i;

/**
 * `snooze [1d|1w|until DATE]`: the first day on which a digest may come again. Lengths count from tomorrow, because today's has come
 * already when people press the button under it; dates are what they say.
 */
export const readSnooze = (rest: string, today: Day): Day => {
  const words = rest.trim().replace(/^(until|for)\s+/i, '');
  if (words === '') return addDays(today, 2);
  const day = readDay(words, LENGTH.test(words) ? addDays(today, 1) : today);
  if (day === today) throw new UserError('That is today. Give a later day, such as: snooze until tomorrow');
  return day;
};

/** `quiet 18:00-08:00`, or `quiet off`. */
export const readQuiet = (rest: string): { from: Time; to: Time } | undefined => {
  if (/^(off|none)$/i.test(rest.trim())) return undefined;
  const [from, to, more] = rest.trim().split(/\s*(?:-|–|to)\s*/i);
  if (!from || !to || more !== undefined) throw new UserError('Write quiet hours like this: quiet 18:00-08:00, or quiet off');
  return { from: readTime(from), to: readTime(to) };
};

/** Why a digest would never come: its time lies in quiet hours that last to the end of the day. Undefined where it comes. */
export const whyNever = ({ on, at, quiet }: Pick<DigestSettings, 'on' | 'at' | 'quiet'>): string | undefined =>
  on && quiet && !timeOfDay({ at, quiet })
    ? `You want quiet from ${quiet.from} to ${quiet.to}, so a digest at ${at} would never come.`
    : undefined;

/** A rule that throws a sentence where after it a digest would never come. */
export const coming =
  (rule: (before: DigestSettings) => DigestSettings) =>
  (before: DigestSettings): DigestSettings => {
    const after = rule(before);
    const never = whyNever(after);
    if (never)
      throw new UserError(`${never} Choose another time, such as “digest at ${after.quiet?.to}”, or end the quiet hours with “quiet off”.`);
    return after;
  };
