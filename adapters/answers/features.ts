import type { Term } from '../../src/standard/example';
import { stemOf } from './words';

const LONGEST = 2_000;
const MOST_WORDS = 60;
/** Words that say nothing by themselves. They count in pairs: “do we have to”, “who is”. */
const PLAIN = new Set(
  'a an and are as at be but by do does for from has have i if in into is it its me my of on or our so that the their them then there these they this to us was we were you your'.split(
    ' ',
  ),
);
/** What a pair of words, a piece of a word, and a word that an abbreviation stands for count beside a word. */
const PAIR = 0.7;
const PIECE = 0.3;
const MEANT = 0.5;
const PIECES = { shortest: 3, longest: 5 };

/** The words that an abbreviation stands for. */
export type Expand = (word: string) => readonly string[];

export const wordsOf = (text: string): string[] =>
  text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word.length <= 40)
    .slice(0, MOST_WORDS);

/** Abbreviations that are no everyday word, with what they stand for. */
export const expander = (terms: readonly Term[]): Expand => {
  const meanings = new Map<string, readonly string[]>();
  for (const { short, long } of terms)
    for (const one of short) {
      const words = wordsOf(one);
      if (words.length === 1 && !PLAIN.has(words[0] ?? '')) meanings.set(words[0] ?? '', wordsOf(long));
    }
  return (word) => meanings.get(word) ?? [];
};

/**
 * What of a question its words, pairs of words and pieces of words (so that a misspelt word is still half known) count. At most 60 words of the
 * first 2,000 characters, so that any text is dealt with at once.
 */
export const featuresOf = (text: string, expand: Expand): Map<string, number> => {
  const features = wordFeatures(text, expand);
  for (const word of wordsOf(text)) {
    if (PLAIN.has(word) || word.length < PIECES.shortest) continue;
    const whole = `<${word}>`;
    for (let length = PIECES.shortest; length <= PIECES.longest; length += 1)
      for (let start = 0; start + length <= whole.length; start += 1) {
        const piece = `~${whole.slice(start, start + length)}`;
        features.set(piece, (features.get(piece) ?? 0) + PIECE);
      }
  }
  return features;
};

/** Only what whole words and their pairs count: a tenth of the work, for comparing one wording with another. */
export const wordFeatures = (text: string, expand: Expand): Map<string, number> => {
  const features = new Map<string, number>();
  const add = (key: string, count: number): void => void features.set(key, (features.get(key) ?? 0) + count);
  let before: string | undefined;
  for (const word of wordsOf(text)) {
    const stem = stemOf(word);
    if (before !== undefined) add(`${before} ${stem}`, PAIR);
    before = stem;
    if (PLAIN.has(word)) continue;
    add(stem, 1);
    for (const meant of expand(word)) if (!PLAIN.has(meant)) add(stemOf(meant), MEANT);
  }
  return features;
};
