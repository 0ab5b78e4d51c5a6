import MiniSearch from 'minisearch';
import type { Found, Search } from '../../src/standard/search';
import type { Passage, Section, Standard } from '../../src/standard/standard';
import { questionStems, stems } from './words';

const BOOST: Record<Section, number> = {
  questions: 1.3,
  asks: 1.2,
  panel: 1,
  evidence: 1,
  bought: 0.9,
  small: 0.8,
  matters: 0.9,
  mistakes: 0.9,
};
const HITS = 60;

/** The title and gist of a point stand among its passages, so that a point without guidance is found as well. */
const titles = (standard: Standard): Passage[] =>
  standard.points.map((point) => ({
    id: `${standard.id}/${point.number}/gist`,
    standard: standard.id,
    point: point.number,
    section: 'asks',
    text: point.gist,
    question: point.title,
  }));

/** MiniSearch over the passages of one standard: stems, exact first; a word that no passage has may be one slip away from one that has. */
export const minisearch = (standard: Standard, passages: readonly Passage[]): Search => {
  const all = [...titles(standard), ...passages.filter((passage) => passage.standard === standard.id)];
  const byId = new Map(all.map((passage, index) => [passage.id, index]));
  const frequency = new Map<string, number>();
  for (const { question = '', text } of all)
    for (const word of new Set(stems(`${question} ${text}`))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log(1 + all.length / (0.5 + (frequency.get(word) ?? 0)));

  const index = new MiniSearch<Passage>({ fields: ['question', 'text'], idField: 'id', tokenize: stems, processTerm: (term) => term });
  index.addAll(all);
  const fuzzy = (term: string): number => (frequency.has(term) || term.length < 4 ? 0 : term.length < 8 ? 1 : 2);

  // A word that is only near one of ours may well be another word.
  const trust = (word: string): number => (frequency.has(word) ? 1 : 0.7);

  return (question): Found => {
    const asked = questionStems(question);
    if (asked.length === 0) return { hits: [], cover: () => 0 };
    const found = index.search(asked.join(' '), {
      tokenize: (text) => text.split(' '),
      fuzzy,
      boost: { question: 1.4 },
      boostDocument: (id) => BOOST[all[byId.get(id) ?? 0]?.section ?? 'asks'],
    });
    const hits = found.slice(0, HITS).map((hit) => ({ passage: all[byId.get(hit.id) ?? 0] as Passage, score: hit.score }));
    // queryTerms: the words of the question that a passage has, misspelt ones too.
    const has = new Map(found.slice(0, HITS).map((hit) => [hit.id as string, hit.queryTerms]));
    const total = asked.reduce((sum, word) => sum + weight(word), 0);
    return {
      hits,
      cover: (some) => {
        const there = new Set(some.flatMap((passage) => has.get(passage.id) ?? []));
        return asked.reduce((sum, word) => sum + (there.has(word) ? weight(word) * trust(word) : 0), 0) / total;
      },
    };
  };
};
