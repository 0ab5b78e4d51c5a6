import type { Passage } from './standard';

/** A sentence that a model wrote, and the words of a passage that it says it rests on. */
export type Worded = { text: string; passage: string; quote: string };

/** Port: lets a model word an answer from passages. Nothing where it does not answer in time or in order; it never throws. */
export type WordAnswer = (question: string, passages: readonly Passage[]) => Promise<readonly Worded[]>;

const LONGEST = 300;
const SHORTEST_QUOTE = 15;
const MOST = 4;
/** How many of a sentence's words must stand in its passage: the rest may be the model's, to join them. */
const SHARED = 0.5;

/** Words that oblige, forbid or promise. One that the passage does not have would be the model's own rule. */
const OBLIGING =
  /\b(must|shall|should|ought|need(?:s|ed)?|needn|have to|has to|required?s?|requires?|requirements?|mandatory|compulsory|obliged?|obligations?|may not|cannot|can't|forbidden|prohibit(?:s|ed)?|illegal|unlawful|legally|law|laws|never|always|only|guarantees?d?|compl(?:y|ies|iant|iance)|exempt|exempts|allowed|permitted)\b/gi;
const NUMBER =
  /\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|thousand|million)\b/gi;
const MARKUP = /https?:|www\.|[<>[\]`*_|]|@/i;

const simple = (words: string): string => words.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
const all = (pattern: RegExp, words: string): string[] => [...words.matchAll(pattern)].map(([found]) => found);
const matter = (words: string): string[] => words.split(/[^\p{L}\p{N}']+/u).filter((word) => word.length > 3);

/** Whether a sentence says nothing but what its passage says. */
const rests = ({ text, quote }: Worded, passage: string): boolean => {
  const [said, quoted, source] = [simple(text), simple(quote), simple(passage)];
  if (quoted.length < SHORTEST_QUOTE || !source.includes(quoted)) return false;
  const has = (word: string): boolean => new RegExp(`\\b${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`).test(source);
  if (![...all(OBLIGING, said), ...all(NUMBER, said)].every(has)) return false;
  const words = matter(said);
  const shared = words.filter((word) => source.includes(word.slice(0, Math.max(4, word.length - 2))));
  return words.length > 0 && shared.length / words.length >= SHARED;
};

/**
 * The sentences of a model that stand: each names a passage that it was given and quotes it word for word, and has no number and no word of obligation that the
 * passage has not. All others are dropped, so that nothing a question or a document says to the model can bring in anything else.
 */
export const supported = (sentences: readonly Worded[], passages: readonly Passage[]): Worded[] =>
  sentences
    .filter(({ text }) => text.trim() !== '' && text.length <= LONGEST && !MARKUP.test(text))
    .filter((sentence) => {
      const passage = passages.find(({ id }) => id === sentence.passage);
      return passage !== undefined && rests(sentence, `${passage.question ?? ''} ${passage.text}`);
    })
    .slice(0, MOST);
