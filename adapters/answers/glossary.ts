import type { Term } from '../../src/standard/example';
import { wordsOf } from './features';

/** What stands around a word whose meaning is asked for, and says nothing more. */
const AROUND = new Set(
  'what whats is are does do a an the mean means meaning stand for of define definition explain tell me please'.split(' '),
);
const ASKS_WHAT = /^\s*(what|whats|define|definition|meaning|explain|tell me what)\b/i;

/** The term whose meaning a question asks for; undefined where it asks for anything else. */
export const termAsked = (terms: readonly Term[]): ((question: string) => Term | undefined) => {
  const bare = (words: string): string =>
    wordsOf(words)
      .filter((word) => !AROUND.has(word))
      .join(' ');
  const known = new Map(terms.flatMap((term) => [...term.short, term.long].map((name) => [bare(name), term] as const)));
  return (question) => {
    const asked = ASKS_WHAT.test(question) ? bare(question) : '';
    return asked === '' ? undefined : known.get(asked);
  };
};
