import { join } from 'node:path';
import { finders } from '../../../adapters/answers/finders';
import { stale } from '../../../adapters/answers/stale';
import { type AnswerContent, readAnswerContent } from '../../../adapters/content/answers';
import { readLibrary } from '../../../adapters/content/standards';
import { type Figures, measured } from '../../../bench/answer-figures';
import { answerQuestion } from '../../../src/standard/ask';
import type { Library } from '../../../src/standard/standard';
import { defaultStandard } from '../../../src/standard/standard';

const folder = join(__dirname, '..', '..', '..', 'content');

describe('What was learnt, on questions that nothing was fitted to', () => {
  let library: Library;
  let content: AnswerContent;
  let figures: Figures;
  beforeAll(async () => {
    library = await readLibrary(folder);
    content = await readAnswerContent(folder, library);
    const standard = defaultStandard(library);
    const find = await finders(folder, library)(standard);
    figures = measured(
      content.heldOut.map(({ question, points: wanted }) => {
        const { points, confidence, outcome } = answerQuestion(library, find, standard, question);
        return { wanted, ranked: { points: points.map(({ number }) => number), confidence, outcome }, ms: 0 };
      }),
    );
  }, 60_000);

  test('has enough of them', () => {
    expect(content.heldOut.filter(({ points }) => points).length).toBeGreaterThanOrEqual(200);
    expect(content.heldOut.filter(({ points }) => !points).length).toBeGreaterThanOrEqual(60);
  });

  test.each([
    ['finds the right point first', 'first', 0.82],
    ['finds it among the first three', 'three', 0.93],
    ['tells our questions from others', 'auroc', 0.95],
    ['answers rightly where it answers', 'answeredRight', 0.93],
    ['answers more than half of ours at once', 'answered', 0.55],
  ] as const)('%s (%s at least %f)', (_, figure, least) => {
    expect(figures[figure]).toBeGreaterThanOrEqual(least);
  });

  test('answers hardly any of others’ questions as if they were ours, and refuses few of ours', () => {
    expect(figures.othersAnswered).toBeLessThanOrEqual(0.03);
    expect(figures.refused).toBeLessThanOrEqual(0.07);
  });

  test('was made from the content as it is (otherwise: npm run calibrate), and says so where it was not', async () => {
    expect(await stale(folder, library, content)).toEqual([]);
    expect(await stale(folder, library, { ...content, refusals: content.refusals.slice(1) })).toEqual(['gds-2019', 'lgdss-2016']);
    expect(await stale(join(folder, 'nowhere'), library, content)).toEqual(['gds-2019', 'lgdss-2016']);
  });

  test('no held-out question is among those that were learnt from', () => {
    const simple = (words: string) => words.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
    const learnt = new Set(
      [
        ...content.examples.flatMap(({ question, wordings }) => [question, ...wordings]),
        ...content.refusals.flatMap(({ wordings }) => wordings),
        ...Object.values(content.labels).flatMap((labels) => labels.map(({ question }) => question)),
      ].map(simple),
    );
    expect(content.heldOut.filter(({ question }) => learnt.has(simple(question)))).toEqual([]);
  });
});
