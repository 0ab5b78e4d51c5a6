import type { Term } from '../../src/standard/example';
import { wordsOf } from './features';

const ASKS_WHAT = /^\s*(what(?:'s|s| is| are| does| do)?|whats|define|definition of|meaning of|explain|tell me what)\b/i;
const MOST_WORDS = 9;

/** The term whose meaning a short question asks for; undefined where it asks for something else. The longest that fits is meant. */
export const termAsked = (terms: readonly Term[]): ((question: string) => Term | undefined) => {
  const known = terms.flatMap((term) => [...term.short, term.long].map((name) => ({ term, words: wordsOf(name).join(' ') })));
  known.sort((a, b) => b.words.length - a.words.length);
  return (question) => {
    if (!ASKS_WHAT.test(question)) return undefined;
    const words = wordsOf(question);
    if (words.length > MOST_WORDS) return undefined;
    const asked = ` ${words.join(' ')} `;
    return known.find(({ words: name }) => asked.includes(` ${name} `))?.term;
  };
};
