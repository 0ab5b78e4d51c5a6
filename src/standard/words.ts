/** A word without its ending, so that "publish", "publishes" and "published" are one. */
export const stem = (word: string): string => {
  if (word.length < 4) return word;
  return word
    .replace(/s$/, '')
    .replace(/(?:ing|ed|e)$/, '')
    .replace(/y$/, 'i');
};

/** Words as a set, from a list with spaces between. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Words in small letters with one space around each, without punctuation, so that a whole word is found by the spaces around it. */
export const spaced = (words: string): string =>
  ` ${words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
