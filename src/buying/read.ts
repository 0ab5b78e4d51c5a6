import type { Day } from '../chat/days';
import { FormError, NotAllowed, NotFound, UserError } from '../errors';
import { type Category, readCategory } from './categories';
import { type Answer, type Poll, SPEND, VOLUME } from './poll';
import { freeText, readBand, readDeadline, readMonth, readNames, readQuorum, readRoute, readRung, readSpend, readYes } from './words';

export type NewPoll = Pick<Poll, 'need' | 'category' | 'from' | 'mustHaves' | 'quorum' | 'quorumSpend' | 'names'> & { deadline: Day };
export type NewAnswer = Pick<Answer, 'rung' | 'band' | 'volume' | 'ends' | 'supplier' | 'route' | 'wouldLead' | 'mustHaves' | 'limits'>;

export const POLL_KEYS = ['need', 'category', 'from', 'must', 'councils', 'spend', 'until', 'names'] as const;
export const ANSWER_KEYS = ['go', 'ends', 'band', 'volume', 'supplier', 'route', 'lead', 'must', 'limits'] as const;
type Typed = Readonly<Record<string, string | undefined>>;

const needed = (words: string, what: string): string => {
  if (words === '') throw new UserError(what);
  return words;
};

/** A mistake in a field carries the field’s name, so that a form shows it there and a line says which part it was. */
export const reader = (typed: Typed) => {
  const mistakes: Record<string, string> = {};
  const field = <T>(id: string, read: (words: string) => T): T | undefined => {
    try {
      return read(typed[id] ?? '');
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof NotFound || error instanceof NotAllowed) throw error;
      mistakes[id] = error.message;
      return undefined;
    }
  };
  const check = (): void => {
    if (Object.keys(mistakes).length > 0) throw new FormError(mistakes);
  };
  return { field, check, needed };
};

/** What a council asks for, from a form or a line. Throws a FormError with every mistake. */
export const readPoll = (typed: Typed, categories: readonly Category[], today: Day, isWorkingDay: (day: Day) => boolean): NewPoll => {
  const { field, check } = reader(typed);
  const quorum = field('councils', readQuorum);
  const read = {
    need: field('need', (words) => needed(freeText(words), 'Say in plain words what you need: the problem, not a product.')),
    category: field('category', (words) => readCategory(categories, words)),
    from: field('from', (words) => readMonth(words, today)),
    mustHaves: field('must', (words) => freeText(words)),
    quorumSpend: field('spend', (words) => readSpend(words, quorum ?? 2)),
    names: field('names', readNames),
    deadline: field('until', (words) =>
      readDeadline(needed(words, 'Say until when councils can answer, such as 12 February 2027.'), today, isWorkingDay),
    ),
  };
  check();
  return { ...read, quorum } as NewPoll;
};

/** What a council answers, from a form or a line. Throws a FormError with every mistake. */
export const readAnswer = (typed: Typed, today: Day): NewAnswer => {
  const { field, check } = reader(typed);
  const read = {
    rung: field('go', readRung),
    ends: field('ends', (words) => (words.trim() === '' ? undefined : readMonth(words, today))),
    band: field('band', (words) => readBand(words, SPEND)),
    volume: field('volume', (words) => readBand(words, VOLUME)),
    supplier: field('supplier', (words) => freeText(words, 80)),
    route: field('route', readRoute),
    wouldLead: field('lead', readYes),
    mustHaves: field('must', (words) => freeText(words, 300)),
    limits: field('limits', (words) => freeText(words, 300)),
  };
  check();
  return read as NewAnswer;
};
