import type { Past } from './past';
import { type Change, type Library, pointOf, type Standard } from './standard';
import { spaced, wordSet } from './words';

/**
 * A point of an older standard that a question names: what it was and became, undefined where we do not know it. `asks`: what it asked, in our words. `others`: how many
 * words of the question are about something else.
 */
export type OlderPoint = { past?: Past; asks: string; others: number };

/** Words that may stand between a point and the standard that it is of, or around both. */
const AROUND = wordSet(
  'a an the of in from under for by to and it its s what which how was were is are did does do say says said ask asks asked mean means meant about call called cover ' +
    'covers covered require required back then that our us me tell rule rules standard standards version',
);
const POINT = / points? (\d{1,2}) /;
const OLD =
  / (?:(?:old|older|previous|former|earlier|deprecated|historical|original)(?: (?:(?:local|government|gov|council|digital|service|gds) ){0,4}(?:standard|version|one|rules)|(?= points? \d))|(?:before|pre) 2019|used to be) /;
const YEAR = / ((?:19|20)\d\d) /g;
const LONGEST = 400;

/** What people call a standard: its id, its names with and without the year, and the year. What is a part of another's name names neither. */
const namesOf = (library: Library, { id, title, shortName, from }: Standard): string[] => {
  const others = library.standards
    .filter((other) => other.id !== id)
    .flatMap((other) => [other.id, other.title, other.shortName].map(spaced));
  const names = [id, shortName, title, shortName.replace(/ \d{4}$/, ''), id.replace(/-\d{4}$/, '')].map(spaced);
  return [...names.filter((name) => !others.some((other) => other.includes(name))), spaced(from.slice(0, 4))];
};

const aroundOnly = (words: string): boolean => words.split(' ').every((word) => word === '' || AROUND.has(word));

/** Whether these words stand beside the point: before or after it, with nothing but small words between. */
const beside = (asked: string, named: string): boolean => {
  const [point = ''] = POINT.exec(asked) ?? [];
  const [at, from] = [asked.indexOf(named), asked.indexOf(point)];
  if (at < 0) return false;
  return aroundOnly(at > from ? asked.slice(from + point.length, at) : asked.slice(at + named.length, from));
};

/** What a point of an older standard asked, and all that became of it, as one. */
const became = (older: Standard, number: number, changes: readonly Change[]): Past | undefined => {
  const [first, ...others] = changes.filter(({ from }) => from.includes(number));
  const point = pointOf(older, number);
  if (!first || !point) return undefined;
  const note = [`In our words: ${point.gist}`, first.note, ...others.map((other) => other.note)].join(' ');
  return { older, change: { ...first, from: [number], to: [...new Set([first, ...others].flatMap(({ to }) => to))], note } };
};

/** The point of an older standard that a question names, as "What was point 8 in 2016?" does. Undefined where it names none. */
export const olderPoint = (library: Library, standard: Standard, question: string): OlderPoint | undefined => {
  const asked = spaced(question.slice(0, LONGEST));
  const number = Number(POINT.exec(asked)?.[1] ?? Number.NaN);
  if (Number.isNaN(number)) return undefined;
  const older = library.mappings
    .filter(({ to }) => to === standard.id)
    .flatMap(({ from, changes }) => library.standards.filter(({ id }) => id === from).map((one) => ({ one, changes })))
    .sort((a, b) => b.one.from.localeCompare(a.one.from));
  const said = (words: string, past?: Past): OlderPoint => ({
    past,
    asks: past ? (pointOf(past.older, number)?.gist ?? '') : '',
    others: asked
      .replace(words, ' ')
      .replace(POINT, ' ')
      .split(' ')
      .filter((word) => !aroundOnly(word)).length,
  });
  for (const { one, changes } of older) {
    const name = namesOf(library, one).find((words) => beside(asked, words));
    if (name) return said(name, became(one, number, changes));
  }
  const [old] = OLD.exec(asked) ?? [];
  if (old && beside(asked, old)) return said(old, older.flatMap(({ one, changes }) => became(one, number, changes) ?? [])[0]);
  const year = [...asked.matchAll(YEAR)].find(([words, value = '']) => value < standard.from.slice(0, 4) && beside(asked, words));
  return year && said(year[0]);
};
