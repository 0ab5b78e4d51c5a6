import { addDays, type Day, readDay } from '../chat/days';
import { dateFormat } from '../chat/formats';
import { UserError } from '../errors';
import { LEVELS, type Level, ROUTE_WORDS, ROUTES, RUNG_WORDS, RUNGS, type Rung, type Scale } from './poll';
import { wishes } from './seal';

const LONGEST = 600;
const MOST_COUNCILS = 500;
const SOONEST = 3;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const MONEY = String.raw`(?:£|€|\$|\b(?:gbp|eur|usd))\s?\.?\d[\d,]*(?:\.\d+)?`;
const EACH = String.raw`\s*(?:/|each\b|(?:per|a|an|for each|for every)\s+\w)`;
/** Prices of a product are confidential and are never asked for, nor kept where somebody types them. Round sums (£500k, £5m) are no prices of one thing. */
const PRICES = [
  // £12.50, but not £500k or £5 million.
  String.raw`${MONEY}(?![\d.,]*\s?(?:k|m|bn|million|billion|thousand)\b)`,
  String.raw`${MONEY}\s?(?:k|m|bn|million|billion|thousand)${EACH}`,
  String.raw`\d\s?(?:£|€|gbp\b)`,
  String.raw`\b\d[\d,.]*\s?(?:pounds?|quid|pence|p(?!\.m))\b`,
  // 12.50 a seat, 10 per user.
  String.raw`\b\d[\d,]*\.\d{2}${EACH}`,
  String.raw`\b\d[\d,]*\s*(?:/|per|a|each|for each)\s*(?:user|licen[cs]e|seat|head|transaction|named user|concurrent user)s?\b`,
  String.raw`\d\s?(?:%|per ?cent|percent)\s*(?:off|discounts?|cheaper|rebates?|(?:less|reductions?)\b[^.]{0,20}\b(?:prices?|costs?|fees?|licen[cs]es?))\b`,
  String.raw`\b(?:discounts?|rebates?) of\s+(?:up to\s+)?\d`,
  String.raw`\b(?:day|daily|hourly) rates?\b[^.]{0,20}\d{2}`,
];
const PRICE = new RegExp(PRICES.join('|'), 'i');

/** Free text about buying, without anything that looks like a price. */
export const freeText = (typed: string, most = LONGEST): string => {
  const words = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (words.length > most) throw new UserError(`That is too long. Use at most ${most} characters.`);
  if (PRICE.test(words))
    throw new UserError(
      'That looks like a price or a discount, which I never keep. Leave it out: bands of yearly spend have their own question.',
    );
  return words;
};

/** "March 2028" */
export const monthInWords = (month: string): string =>
  dateFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));

/** "2028-03" of "2028-03-31 00:00", "3/2028", "31.03.28", "31-Mar-28", "March 2028" or "2028", the day first; undefined for other words. */
export const plainMonth = (typed: string): string | undefined => {
  const words = typed.toLowerCase().replace(/[,.]/g, ' ').replace(/\s+/g, ' ').trim();
  const day = words
    .replace(/[t ]\d{1,2}:\d{2}[\d: +z-]*(?:[ap]m)?$/, '')
    // A year of two digits stands behind a day, or as spreadsheets write "Mar-28".
    .replace(
      /^(\d{1,2}(?:st|nd|rd|th)?[-/ ](?:\d{1,2}|[a-z]{3,9})[-/ ]|[a-z]{3,9}-)(\d{2})$/,
      (_, start, year) => `${start}${Number(year) < 80 ? 20 : 19}${year}`,
    );
  const [, isoYear, isoMonth] = /^(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?$/.exec(day) ?? [];
  const [, britishMonth, britishYear] = /^(?:\d{1,2}[-/ ])?(\d{1,2})[-/ ](\d{4})$/.exec(day) ?? [];
  const [, name, nameYear] = /^(?:\d{1,2}(?:st|nd|rd|th)?[-/ ])?([a-z]{3,9})[-/ ](\d{4})$/.exec(day) ?? [];
  const [, alone] = /^(\d{4})$/.exec(day) ?? [];
  const month = Number(isoMonth ?? britishMonth ?? (name ? MONTHS.indexOf(name.slice(0, 3)) + 1 : alone ? 1 : 0));
  const year = Number(isoYear ?? britishYear ?? nameYear ?? alone ?? 0);
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, '0')}` : undefined;
};

/** A month still to come. Throws where the words are none, or it has passed. */
export const readMonth = (typed: string, today: Day): string => {
  const month = plainMonth(typed);
  if (!month) throw new UserError(`I cannot read “${typed.trim().slice(0, 30)}” as a month. Write it like March 2028 or 2028-03.`);
  if (month < today.slice(0, 7)) throw new UserError(`${monthInWords(month)} has passed. Give a month that is still to come.`);
  if (Number(month.slice(0, 4)) > Number(today.slice(0, 4)) + 20)
    throw new UserError(`${monthInWords(month)} is too far ahead. Give a month within twenty years.`);
  return month;
};

/** The number of a band: as the form has it, or as its words. Throws for an amount. */
export const readBand = (typed: string, { words: names }: Scale): number | undefined => {
  const words = typed.trim().toLowerCase();
  if (words === '' || words === '-') return undefined;
  const named = names.findIndex((band) => band.toLowerCase() === words);
  const number = named >= 0 ? named : /^\d$/.test(words) ? Number(words) : names.length;
  if (number >= names.length)
    throw new UserError(`Choose a band, not an amount: ${names.map((band, index) => `${index} is ${band}`).join(', ')}.`);
  return number;
};

const oneOf = <T extends string>(all: readonly T[], words: Readonly<Record<T, string>> | undefined, typed: string, what: string): T => {
  const said = typed.trim().toLowerCase();
  const found = all.find((one) => one === said || words?.[one].toLowerCase() === said);
  if (!found) throw new UserError(`${what}: ${all.join(', ')}.`);
  return found;
};
export const readRung = (typed: string): Rung => oneOf(RUNGS, RUNG_WORDS, typed, 'Say how far your council would go');
export const readRoute = (typed: string) => (typed.trim() === '' ? undefined : oneOf(ROUTES, ROUTE_WORDS, typed, 'Choose a route'));
export const readLevel = (typed: string): Level => oneOf(LEVELS, undefined, typed, 'Say how far to raise or lower it');
export const readNames = (typed: string) =>
  typed.trim() === '' ? 'participants' : oneOf(['participants', 'everyone', 'nobody'] as const, undefined, typed, 'Say who may see names');

export const readQuorum = (typed: string): number => {
  const number = /^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : 0;
  if (number < 2 || number > MOST_COUNCILS) throw new UserError(`The quorum is a number of councils, from 2 to ${MOST_COUNCILS}.`);
  return number;
};

export const poundsInWords = (pounds: number): string => (pounds >= 1_000_000 ? `£${pounds / 1_000_000}m` : `£${pounds / 1_000}k`);

/** The spend a year that the owner wishes for together, in pounds: one of the steps that can be told. */
export const readSpend = (typed: string, quorum: number): number | undefined => {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/[£,\s]/g, '');
  if (words === '' || words === '-' || words === 'none') return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(k|m)?$/.exec(words) ?? [];
  const pounds = Number(amount) * (unit === 'm' ? 1_000_000 : unit === 'k' ? 1_000 : 1);
  const possible = wishes(quorum);
  if (possible.length === 0)
    throw new UserError('A wish for the spend together needs a quorum of at least 5 councils: of fewer, it would give a band away.');
  if (!possible.includes(pounds))
    throw new UserError(`With this quorum, the spend together can be one of: ${possible.map(poundsInWords).join(', ')}.`);
  return pounds;
};

/** The day of a deadline: a working day that leaves people time. */
export const readDeadline = (typed: string, today: Day, isWorkingDay: (day: Day) => boolean): Day => {
  const day = readDay(typed, today);
  if (day < addDays(today, SOONEST)) throw new UserError('Give people at least three days to answer.');
  if (!isWorkingDay(day)) throw new UserError('Nobody works on that day. Choose a working day for the deadline.');
  return day;
};

export const readYes = (typed: string): boolean => /^(yes|y|true|would)$/i.test(typed.trim());

/** `words | key: value | key: value` as fields; the words before the first key are under `first`. */
export const readFields = (rest: string, keys: readonly string[], first: string): Record<string, string> => {
  const fields: Record<string, string> = Object.create(null);
  for (const [index, part] of rest.split('|').entries()) {
    const [, key = '', value = ''] = /^\s*([a-z]{2,12}):\s*([\s\S]*)$/i.exec(part) ?? [];
    if (keys.includes(key.toLowerCase())) fields[key.toLowerCase()] = value.trim();
    else if (index === 0) fields[first] = part.trim();
    else throw new UserError(`I cannot read “${part.trim().slice(0, 40)}”. After a bar I know: ${keys.join(', ')}, each with a colon.`);
  }
  return fields;
};
