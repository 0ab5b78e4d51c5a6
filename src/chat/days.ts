import { UserError } from '../errors';
import { dateFormat } from './formats';

/** A day as people in the United Kingdom write it down: "2026-12-04". Days have no time and no zone. */
export type Day = string;

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FURTHEST = 5 * 366;
const HOW = 'Write a date such as 4 December 2026, 4/12/2026, Friday, tomorrow or in 2 weeks.';

const at = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): Day => date.toISOString().slice(0, 10);

/** The day it is somewhere. */
export const dayIn = (now: Date, zone = 'Europe/London'): Day =>
  dateFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

export const addDays = (day: Day, days: number): Day => dayOf(new Date(at(day).getTime() + days * 86_400_000));
/** Days from one to another; negative where the other is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000);
/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => at(day).getUTCDay();

/** The Monday of a day’s week. */
export const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

/** "Friday 4 December 2026" */
export const dayInWords = (day: Day): string =>
  dateFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(at(day))
    .replace(',', '');

const written = (year: number, month: number, day: number): Day | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year ? dayOf(date) : undefined;
};

/** A day and month without a year is the next one there is. */
const inYear = (year: string | undefined, month: number, day: number, today: Day): Day | undefined => {
  if (year) return written(Number(year.length === 2 ? `20${year}` : year), month, day);
  const own = Number(today.slice(0, 4));
  return [own, own + 1, own + 2, own + 3, own + 4].map((one) => written(one, month, day)).find((one) => one !== undefined && one >= today);
};

const startOf = (names: readonly string[], word: string): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

const inWords = (words: string, today: Day): Day | undefined => {
  if (words === 'today') return today;
  if (words === 'tomorrow') return addDays(today, 1);
  const [, count, unit] = /^(?:in )?(\d{1,3}) ?(d|days?|w|weeks?)$/.exec(words) ?? [];
  if (count && unit) return addDays(today, Number(count) * (unit.startsWith('w') ? 7 : 1));
  const weekday = startOf(WEEKDAYS, words.replace(/^(next|this|on) /, ''));
  if (weekday < 0) return undefined;
  return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
};

const inNumbers = (words: string, today: Day): Day | undefined => {
  const [iso, year, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words) ?? [];
  if (iso) return written(Number(year), Number(isoMonth), Number(isoDay));
  const [british, day, month, britishYear] = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?$/.exec(words) ?? [];
  if (british) return inYear(britishYear, Number(month), Number(day), today);
  const [named, first, name = '', namedYear] = /^(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)(?: (\d{4}))?$/.exec(words) ?? [];
  const nameAt = startOf(MONTHS, name);
  return named && nameAt >= 0 ? inYear(namedYear, nameAt + 1, Number(first), today) : undefined;
};

/** Reads a day that is still to come, as people write it. Throws a sentence where it is none, has passed, or lies years ahead. */
export const readDay = (typed: string, today: Day): Day => {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/,/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)? (?=\d)/, '');
  const day = words.length > 40 ? undefined : (inWords(words, today) ?? inNumbers(words, today));
  if (!day) throw new UserError(`I cannot read “${typed.trim().slice(0, 40)}” as a date. ${HOW}`);
  if (day < today) throw new UserError(`${dayInWords(day)} has passed. Give a date that is still to come.`);
  if (daysBetween(today, day) > FURTHEST) throw new UserError(`${dayInWords(day)} is too far ahead. Give a date within five years.`);
  return day;
};
