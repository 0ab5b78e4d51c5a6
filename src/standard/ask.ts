import type { Clarification } from './clarification';
import type { Example, Term } from './example';
import type { Find, Found, Outcome } from './find';
import { olderPoint } from './older-point';
import { asksOfPast, type Past, pastOf } from './past';
import { DEFAULT_STANDARD, type Library, type Passage, pointOf, type Standard } from './standard';
import { canSupport, supported, type WordAnswer, type Worded } from './wording';

export type { Outcome } from './find';

/** One point that answers a question, or a part of it: with a short answer where people ask it often, and the passages it rests on, word for word. */
export type Part = { question: string; number: number; example?: Example; passages: readonly Passage[] };

export type Answer = {
  outcome: Outcome;
  /** 0 to 1: how likely it is that the first point answers. */
  confidence: number;
  /** Best first. */
  points: readonly { number: number; title: string; score: number }[];
  /** Where it is answered: one for each part of the question, mostly one. */
  parts: readonly Part[];
  /** Two further points worth reading. */
  related: readonly number[];
  /** An abbreviation or word whose meaning is asked for. */
  term?: Term;
  /** Older rules that the question is about. */
  past: readonly Past[];
  /** What a model made of the passages, sentence by sentence; the passages it rests on are among those quoted. */
  worded?: readonly Worded[];
  /** What a coordinator has made clear about just this. */
  clarification?: Clarification;
  /** Who can help, where the question is none of the standard's. */
  handOff?: string;
};

const QUOTED = 2;
const READ_BY_A_MODEL = 6;
const MOST_PARTS = 3;
const FEWEST_WORDS = 3;
const SHORT = 7;
const SURE = 0.97;
/** So many words beside the name of a point may be about something else, where nothing was found. */
const FEW_OTHERS = 2;
/** What a piece of a question must give its best point to count as a part of its own. */
const CLEAR = 0.5;

/** "What does point 5 say?" names its point. Undefined where the words name none of this standard, or ask something else about it, such as a score. */
const namedPoint = (standard: Standard, question: string, outcome: Outcome): number | undefined => {
  const number = Number(/\bpoints?\s+(\d{1,2})\b/i.exec(question.slice(0, 400))?.[1] ?? Number.NaN);
  const asksForIt = outcome !== 'unknown' || question.trim().split(/\s+/).length <= SHORT;
  return pointOf(standard, number) && asksForIt ? number : undefined;
};

/** What to quote of a point: the passage that the short answer rests on first, then those that share words with the question, then what it asks. */
export const quotesFor = (library: Library, standard: Standard, found: Found, number: number, most = QUOTED): Part['passages'] => {
  const own = library.passages.filter((passage) => passage.standard === standard.id && passage.point === number);
  const example = found.example(number);
  const first = own.filter(({ id }) => id === example?.passage);
  return [...new Set([...first, ...found.passages(number), ...own.filter(({ section }) => section === 'asks')])].slice(0, most);
};

/** The pieces of a question that may ask different things. */
const pieces = (question: string): string[] =>
  question
    .slice(0, 600)
    .split(/\?\s+(?=\S)|\s+(?:and also|as well as|and|plus|&)\s+|[;\n]+|,\s*(?=and\s)/i)
    .map((one) => one.trim())
    .filter((one) => one.split(/\s+/).length >= FEWEST_WORDS);

/** Points of a question that asks for several things, where each piece by itself is clearly answered by another one. */
const partsOf = (find: Find, question: string): { question: string; found: Found; number: number }[] => {
  const all = pieces(question);
  if (all.length < 2) return [];
  const found = all.slice(0, MOST_PARTS).map((one) => ({ question: one, found: find(one) }));
  const clear = found.flatMap((one) => {
    const [best] = one.found.points;
    return best && best.score >= CLEAR && one.found.outcome !== 'unknown' ? [{ ...one, number: best.number }] : [];
  });
  const distinct = clear.filter(({ number }, index) => clear.findIndex((one) => one.number === number) === index);
  return distinct.length > 1 && distinct.some((one) => one.found.outcome === 'answered') ? distinct : [];
};

/** Points that come first whatever was found: each once, and then the rest as it was. */
const raised = (points: Found['points'], first: readonly number[]): Found['points'] => {
  const top = points[0]?.score ?? 1;
  const scoreOf = (number: number): number => points.find((one) => one.number === number)?.score ?? 0;
  return [
    ...[...new Set(first)].map((number) => ({ number, score: Math.max(top, scoreOf(number)) })),
    ...points.filter(({ number }) => !first.includes(number)),
  ];
};

/** Answers a question from one standard: a point or several, three candidates, or nothing. */
export const answerQuestion = (library: Library, find: Find, standard: Standard, question: string): Answer => {
  const asked = find(question);
  const older = olderPoint(library, standard, question);
  const before = older && (asked.outcome !== 'unknown' || older.others <= FEW_OTHERS) ? older.past : undefined;
  const found = older && before ? find(older.asks) : asked;
  const named = older ? undefined : namedPoint(standard, question, found.outcome);
  const asksOfOld = named === undefined && (found.outcome !== 'unknown' || asksOfPast(question));
  const past = before ? [before] : asksOfOld ? pastOf(library, standard, question) : [];
  const now = past.flatMap(({ change }) => change.to);
  const whole = named === undefined && past.length === 0 && found.outcome !== 'unknown';
  const several = whole ? partsOf(find, question) : [];
  const meant = (found.term?.points ?? []).filter((number) => standard.id === DEFAULT_STANDARD && pointOf(standard, number));
  const first = named !== undefined ? [named] : past.length > 0 ? now : meant.length > 0 ? meant : several.map(({ number }) => number);
  const ranked = raised(found.points, first);
  const points = ranked.map(({ number, score }) => ({ number, title: pointOf(standard, number)?.title ?? '', score }));
  const part = (piece: string, from: Found, number: number): Part => ({
    question: piece,
    number,
    example: from.example(number),
    passages: quotesFor(library, standard, from, number),
  });
  const sure = named !== undefined || past.length > 0 || meant.length > 0;
  const outcome = sure || several.length > 0 ? 'answered' : found.outcome;
  const [best] = points;
  const parts =
    several.length > 0 ? several.map((one) => part(one.question, one.found, one.number)) : best ? [part(question, found, best.number)] : [];
  const shown = new Set(parts.map(({ number }) => number));
  return {
    outcome,
    confidence: sure
      ? Math.max(SURE, found.confidence)
      : Math.max(found.confidence, several.length > 0 ? Math.min(...several.map((one) => one.found.confidence)) : 0),
    points,
    parts: outcome === 'answered' ? parts : [],
    related: points
      .map(({ number }) => number)
      .filter((number) => !shown.has(number))
      .slice(0, 2),
    past,
    term: found.term,
    ...(outcome === 'unknown' && found.refusal ? { handOff: found.refusal.handOff } : {}),
  };
};

/**
 * The same answer with what a coordinator has made clear about the question. It stands beside an answer that is there; where there was none, its point comes first.
 * `part`: what that point says.
 */
export const withClarification = (answer: Answer, standard: Standard, clarification: Clarification, part: Part): Answer => {
  if (answer.outcome === 'answered') return { ...answer, clarification };
  const points = raised(answer.points, [clarification.point]);
  return {
    ...answer,
    outcome: 'answered',
    points: points.map(({ number, score }) => ({ number, title: pointOf(standard, number)?.title ?? '', score })),
    parts: [part],
    related: points
      .map(({ number }) => number)
      .filter((number) => number !== part.number)
      .slice(0, 2),
    clarification,
    past: [],
    handOff: undefined,
  };
};

/** What a model words an answer from: only plain answers of one point are worded, and lists of mistakes and questions say nothing. */
const wordable = ({ parts, past, clarification }: Answer, library: Library, standard: Standard, found: Found): readonly Passage[] => {
  const [part, second] = parts;
  if (!part || second || past.length > 0 || clarification) return [];
  return quotesFor(library, standard, found, part.number, READ_BY_A_MODEL).filter(canSupport);
};

/** The same answer in these sentences, as far as they rest on its passages; as it was where none do. */
export const inWords = (answer: Answer, library: Library, standard: Standard, found: Found, sentences: readonly Worded[]): Answer => {
  const passages = wordable(answer, library, standard, found);
  const worded = supported(sentences, passages);
  const [part] = answer.parts;
  if (worded.length === 0 || !part) return answer;
  const cited = passages.filter(({ id }) => worded.some(({ passage }) => passage === id));
  return { ...answer, worded, parts: [{ ...part, example: undefined, passages: cited }] };
};

/** The same answer in a model's words. */
export const withWording = async (
  answer: Answer,
  library: Library,
  standard: Standard,
  found: Found,
  word: WordAnswer,
): Promise<Answer> => {
  const passages = wordable(answer, library, standard, found);
  if (passages.length === 0) return answer;
  return inWords(answer, library, standard, found, await word(answer.parts[0]?.question ?? '', passages));
};
