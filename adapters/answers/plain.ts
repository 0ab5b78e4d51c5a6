import type { Find } from '../../src/standard/find';
import type { Passage, Standard } from '../../src/standard/standard';
import { byPoint, type Doc, docsOf, lexical } from './lexical';

/** From this confidence on a point is given as the answer; below the second the standard is said not to answer. Chosen on the development questions. */
const ANSWERED = 0.55;
const UNSURE = 0.3;
const BEST = 3;

/** The title and gist of a point stand among its passages, so that a point without guidance is found as well. */
const titles = ({ points }: Standard): Doc[] =>
  points.map(({ number, title, gist }) => ({ id: `title ${number}`, point: number, asked: title, text: gist }));

/** Finds in a standard that nothing was learnt for, such as one that was imported: by the words that its passages share with the question. */
export const plainFinder = async (standard: Standard, passages: readonly Passage[]): Promise<Find> => {
  const docs = await lexical([...titles(standard), ...docsOf([], [], passages)]);
  return (question) => {
    const hits = docs.search(question);
    const scores = byPoint(hits, standard.points.length + 1);
    const points = Array.from(scores, (score, number) => ({ number, score }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const [best, second] = points;
    const of = (point: number) => hits.filter(({ doc }) => doc.point === point);
    const cover = Math.max(
      0,
      ...of(best?.number ?? 0)
        .slice(0, BEST)
        .map((hit) => hit.cover),
    );
    const confidence = best ? Math.min(1, cover * (1.25 - 0.5 * (second?.score ?? 0))) : 0;
    return {
      outcome: confidence >= ANSWERED ? 'answered' : confidence >= UNSURE ? 'unsure' : 'unknown',
      confidence,
      points,
      passages: (point) => of(point).flatMap(({ doc }) => doc.passage ?? []),
      example: () => undefined,
      why: () => [],
    };
  };
};
