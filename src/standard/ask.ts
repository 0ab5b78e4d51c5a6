import type { Found, Search } from './search';
import { type Library, type Passage, pointOf, type Standard } from './standard';

export type Outcome = 'answered' | 'unsure' | 'unknown';
export type Answer = {
  outcome: Outcome;
  /** 0 to 1: how much of the question the best point's passages cover, lowered where the next point is as good. */
  confidence: number;
  /** Best first. */
  points: readonly { number: number; title: string; score: number }[];
  /** At most three, of the best point, best first, word for word. */
  passages: readonly Passage[];
  /** Two further points worth reading. */
  related: readonly number[];
};

/** From this confidence on a point is given as the answer; below the second the standard is said not to answer. Chosen on the development questions. */
export const ANSWERED = 0.55;
export const UNSURE = 0.3;
const PER_PASSAGE = [1, 1 / 2, 1 / 3];
const QUOTED = 3;

type Scored = { number: number; score: number; passages: Passage[] };

/** A point counts as its best passages do: the first in full, the second by half, the third by a third. */
const byPoint = (found: Found): Scored[] => {
  const points = new Map<number, Scored>();
  for (const { passage, score } of found.hits) {
    const point = points.get(passage.point) ?? { number: passage.point, score: 0, passages: [] };
    point.score += score * (PER_PASSAGE[point.passages.length] ?? 0);
    point.passages.push(passage);
    points.set(passage.point, point);
  }
  return [...points.values()].sort((a, b) => b.score - a.score);
};

/** "What does point 5 say?" names its point. Undefined where the words name none of this standard. */
const namedPoint = (standard: Standard, question: string): number | undefined => {
  const number = Number(/\bpoints?\s+(\d{1,2})\b/i.exec(question.slice(0, 400))?.[1] ?? Number.NaN);
  return pointOf(standard, number) ? number : undefined;
};

/** Guidance to quote: passages rather than titles, and never the same one twice. */
const quotes = (library: Library, standard: Standard, point: Scored): Passage[] => {
  const found = point.passages.filter((passage) => !passage.id.endsWith('/gist'));
  const opening = library.passages.filter(
    (passage) => passage.standard === standard.id && passage.point === point.number && passage.section === 'asks',
  );
  return [...new Set([...found, ...opening])].slice(0, QUOTED);
};

/** Answers a question from one standard: a point, three candidates, or nothing. */
export const answerQuestion = (library: Library, search: Search, standard: Standard, question: string): Answer => {
  const found = search(question);
  const scored = byPoint(found);
  const named = namedPoint(standard, question);
  if (named !== undefined) {
    const there = scored.find((point) => point.number === named) ?? { number: named, score: 0, passages: [] };
    scored.splice(0, scored.length, there, ...scored.filter((point) => point !== there));
  }
  const [best, second] = scored;
  const points = scored.map(({ number, score }) => ({ number, title: pointOf(standard, number)?.title ?? '', score }));
  if (!best) return { outcome: 'unknown', confidence: 0, points, passages: [], related: [] };
  const cover = found.cover(best.passages.slice(0, QUOTED));
  const margin = second ? 1 - second.score / Math.max(best.score, Number.EPSILON) : 1;
  const confidence = named === undefined ? Math.min(1, cover * (0.75 + 0.5 * margin)) : 1;
  const outcome = confidence >= ANSWERED ? 'answered' : confidence >= UNSURE ? 'unsure' : 'unknown';
  const passages = outcome === 'answered' ? quotes(library, standard, best) : [];
  return { outcome, confidence, points, passages, related: points.slice(1, 3).map(({ number }) => number) };
};
