import MiniSearch from 'minisearch';
import type { Example, Refusal } from '../../src/standard/example';
import type { Passage } from '../../src/standard/standard';
import { questionStems, stems } from './words';

/** Something that words are looked for in. `asked`: how people ask for it. `point`: 0 for what is not ours. */
export type Doc = { id: string; point: number; asked: string; text: string; example?: Example; refusal?: Refusal; passage?: Passage };

export type Lexical = {
  /** Docs that share words with the question, best first, with how much of the question's weight (rare words weigh more) each has, 0 to 1. */
  search(question: string): readonly { doc: Doc; score: number; cover: number }[];
};

const HITS = 80;
/** What a word in a question counts beside one in an answer. */
const ASKED = 1.5;
/** So many docs at a time: a few milliseconds. */
const STEP = 40;
const PER_POINT = [1, 1 / 2, 1 / 3];

/** Examples, refusals and passages as docs. */
export const docsOf = (examples: readonly Example[], refusals: readonly Refusal[], passages: readonly Passage[]): Doc[] => [
  ...examples.map((example, number) => ({
    id: `e${number}`,
    point: example.point,
    asked: [example.question, ...example.wordings].join(' '),
    text: example.answer,
    example,
  })),
  ...refusals.map((refusal, number) => ({ id: `r${number}`, point: 0, asked: refusal.wordings.join(' '), text: refusal.subject, refusal })),
  ...passages.map((passage) => ({ id: passage.id, point: passage.point, asked: passage.question ?? '', text: passage.text, passage })),
];

/**
 * Full-text search over docs: stems, exact first; a word that no doc has may be one or two slips away from one that has. The index is made in small
 * steps, so that nobody else waits for it.
 */
export const lexical = async (docs: readonly Doc[]): Promise<Lexical> => {
  const byId = new Map(docs.map((doc) => [doc.id, doc]));
  const frequency = new Map<string, number>();
  const tokenize = (text: string): string[] => {
    const words = stems(text);
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    return words;
  };
  const weight = (word: string): number => Math.log(1 + docs.length / (0.5 + (frequency.get(word) ?? 0)));
  const index = new MiniSearch<Doc>({ fields: ['asked', 'text'], idField: 'id', tokenize, processTerm: (term) => term });
  await index.addAllAsync(docs, { chunkSize: STEP });
  const fuzzy = (term: string): number => (frequency.has(term) || term.length < 4 ? 0 : term.length < 8 ? 1 : 2);
  return {
    search: (question) => {
      const asked = questionStems(question);
      if (asked.length === 0) return [];
      const total = asked.reduce((sum, word) => sum + weight(word), 0);
      return index
        .search(asked.join(' '), { tokenize: (text) => text.split(' '), fuzzy, boost: { asked: ASKED } })
        .slice(0, HITS)
        .map(({ id, score, queryTerms }) => ({
          doc: byId.get(id) as Doc,
          score,
          cover: [...new Set(queryTerms)].reduce((sum, word) => sum + weight(word), 0) / total,
        }));
    },
  };
};

/** How well each point's docs fit, as a share of the best: its best doc counts in full, the second by half, the third by a third. */
export const byPoint = (hits: ReturnType<Lexical['search']>, classes: number): Float32Array => {
  const scores = new Float32Array(classes);
  const counts = new Uint16Array(classes);
  for (const { doc, score } of hits) {
    scores[doc.point] = (scores[doc.point] as number) + score * (PER_POINT[counts[doc.point] as number] ?? 0);
    counts[doc.point] = (counts[doc.point] as number) + 1;
  }
  const best = Math.max(...scores) || 1;
  return scores.map((score) => score / best);
};
