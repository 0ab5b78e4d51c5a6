import { type Change, type Library, pointOf, type Standard } from './standard';
import { spaced } from './words';

/** A rule of an older standard that a question is about, and what became of it. */
export type Past = { older: Standard; change: Change };

const CUES =
  /\b(still|any ?more|no longer|used to|previously|formerly|old(er)? (rules?|standards?|points?|ones?|versions?)|replaced|dropped|scrapped|got rid of|(happened|became) (to|of)|since when|what about|was there|before 2019|201[3-6])\b/i;
const SMALL = new Set('the a an of and to in for with all new do make it be use have that'.split(' '));
const LONGEST = 2_000;

/** Whether a question asks after how something was, or what became of it. */
export const asksOfPast = (question: string): boolean => CUES.test(question.slice(0, LONGEST));

/** The title of an older point, without its small words; all of them must be in the question. */
const titled = (standard: Standard, number: number, question: string): boolean => {
  const title = spaced(pointOf(standard, number)?.title ?? '')
    .trim()
    .split(' ')
    .filter((word) => !SMALL.has(word));
  return title.length > 1 && title.every((word) => question.includes(` ${word} `));
};

/**
 * The older rules that a question asks after, the newest first: it has words that only they had, or it asks what became of something that was the
 * title of a point.
 */
export const pastOf = (library: Library, standard: Standard, question: string): Past[] => {
  const asked = spaced(question.slice(0, LONGEST));
  const cue = asksOfPast(question);
  return library.mappings
    .filter(({ to }) => to === standard.id)
    .flatMap(({ from, changes }) => library.standards.filter(({ id }) => id === from).map((older) => ({ older, changes })))
    .sort((a, b) => b.older.from.localeCompare(a.older.from))
    .flatMap(({ older, changes }) => {
      const worded = changes.filter(({ words = [] }) => words.some((one) => asked.includes(spaced(one))));
      const found = worded.length > 0 || !cue ? worded : changes.filter(({ from }) => from.some((one) => titled(older, one, asked)));
      return found.slice(0, 2).map((change) => ({ older, change }));
    })
    .slice(0, 2);
};
