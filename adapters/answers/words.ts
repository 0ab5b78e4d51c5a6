import stem from 'wink-porter2-stemmer';

const LONGEST = 2_000;
const MOST_WORDS = 40;
const STOP = new Set(
  'a an and are as at be but by can could did do does for from has have how i if in into is it its me my no not of on or our shall should so that the their them then there these they this to us was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);

const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

/** Stemming is most of what indexing costs, and the same words come again and again. */
export const stemOf = (word: string): string => {
  const before = known.get(word);
  if (before !== undefined) return before;
  const made = stem(word);
  if (known.size < MOST_KNOWN) known.set(word, made);
  return made;
};

/** The stems of a text that carry meaning. Words without any (the, do, we) are left out. */
export const stems = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && word.length <= 40 && !STOP.has(word))
    .map(stemOf);

/** The distinct stems of a question: at most 40 of its first 2,000 characters, so that any text is answered quickly. */
export const questionStems = (question: string): string[] => [...new Set(stems(question.slice(0, LONGEST)))].slice(0, MOST_WORDS);
