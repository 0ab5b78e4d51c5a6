import type { Passage } from './standard';
import { stem, wordSet } from './words';

/** A sentence that a model wrote, and the words of a passage that it says it rests on. */
export type Worded = { text: string; passage: string; quote: string };

/** Port: lets a model word an answer from passages. Nothing where it does not answer in time or in order; it never throws. */
export type WordAnswer = (question: string, passages: readonly Passage[]) => Promise<readonly Worded[]>;

const LONGEST = 300;
const SHORTEST_QUOTE = 15;
const MOST = 4;
const FEWEST = 2;

/** Words that join others and say nothing alone: a model may add them and leave them out. All other words must be those of the sentence it quotes. */
const JOINING = wordSet(
  'a an the of to in on at by for with from as and so then also is are be it its they them their this that these those which who you your there do does',
);
/** Words that turn, bound or soften what is said: where a sentence has one, none of its words may be left out or change places. */
const TURNING = wordSet(
  'not no never none nobody nothing nowhere neither nor without hardly rarely seldom if unless until except only or before after when where while once may might can ' +
    'could would perhaps usually often sometimes some many most few maybe probably likely partly almost must should need out off away outside instead rather than ' +
    'less fewer least little minimum stop avoid prevent against',
);
const MARKUP = /https?:|www\.|[<>[\]`*_|]|@/i;
const OBLIGES = /\b(?:have|has) to\b/;
/** The start of an answer that only its own question makes clear. */
const LEANING =
  /^(?:yes|no|not|nor|it|they|them|that|this|these|those|perhaps|usually|often|sometimes|better|only|both|either|neither|you (?:can|do|may|should|need))\b/i;

const MEETS = /\b(?:meet(?:s|ing)?|met|pass(?:es|ed|ing)?|satisf\w+|fulfil\w*|conform\w*|achiev\w+|qualif\w+)\b/;
const MEASURE = /\b(?:standards?|points?|assessments?|requirements?|criteri\w+|panels?|reviews?|audits?)\b/;
const COMPLIES = /\bcompl(?:y|ies|ied|ying|iant|iance)\b|\b(?:is|are|be|you're|they're|it's) (?:\w+ )?ready\b/;

const simple = (words: string): string => words.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();

/** Whether a sentence says that somebody meets the standard, which nobody but a panel may. */
const claims = (said: string): boolean => COMPLIES.test(said) || (MEETS.test(said) && MEASURE.test(said));

/** All but the joining words of a sentence, in their order: "Don't rely on it" is "do", "not" and "rely". */
const matter = (words: string): string[] =>
  words
    .replace(/\bcan't\b|\bcannot\b/g, 'can not')
    .replace(/\bwon't\b/g, 'will not')
    .replace(/n't\b/g, ' not')
    .replace(/'(?:s|re|ve)?(?!\p{L})/gu, ' ')
    .match(/\d+(?:[.,]\d+)*|\p{L}+/gu)
    ?.filter((word) => !JOINING.has(word)) ?? [];

/** Mistakes say what not to do and panels ask: no sentence can rest on either. */
export const canSupport = ({ section }: Passage): boolean => section !== 'mistakes' && section !== 'panel';

/** The sentences of a passage that state something by themselves: no questions, and no "Yes" to the question that stands before the passage. */
const statements = ({ text, question }: Passage): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence, index) => !sentence.trimEnd().endsWith('?') && !(question && index === 0 && LEANING.test(sentence.trim())))
    .map(simple);

/** Whether a sentence says nothing but what the sentence of its passage says that it quotes: all of it, or less of it where nothing turns on the rest. */
const rests = (text: string, quote: string, passage: Passage): boolean => {
  const [said, quoted] = [simple(text), simple(quote)];
  const source = quoted.length < SHORTEST_QUOTE ? undefined : statements(passage).find((sentence) => sentence.includes(quoted));
  if (source === undefined || claims(said) || said.includes('?') || (OBLIGES.test(said) && !OBLIGES.test(source))) return false;
  const [mine, theirs] = [matter(said), matter(source)];
  if (mine.length < FEWEST) return false;
  if (theirs.some((word) => TURNING.has(word))) return mine.map(stem).join(' ') === theirs.map(stem).join(' ');
  const known = new Set(theirs.map(stem));
  return mine.every((word) => known.has(stem(word)));
};

/**
 * The sentences of a model that stand: each names a passage that it was given, quotes a sentence of it word for word, and has no other words than that sentence. All
 * others are dropped, so that nothing a question or a document says to the model can bring in anything else.
 */
export const supported = (sentences: readonly Worded[], passages: readonly Passage[]): Worded[] =>
  sentences
    .filter(({ text }) => text.trim() !== '' && text.length <= LONGEST && !MARKUP.test(text))
    .filter(({ text, quote, passage: id }) => passages.some((one) => one.id === id && canSupport(one) && rests(text, quote, one)))
    .slice(0, MOST);
