import { join } from 'node:path';
import { stderr, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { finders } from '../adapters/answers/finders';
import { readLibrary } from '../adapters/content/standards';
import { type Answer, answerQuestion } from '../src/standard/ask';
import type { Find } from '../src/standard/find';
import { DEFAULT_STANDARD, findStandard, type Library, type Standard } from '../src/standard/standard';

const USAGE = `npm run ask [-- --standard ID]
  a prompt: type a question, see the answer and why

npm run --silent ask -- --jsonl [--standard ID]
  one question a line on standard input, one JSON object a line on standard output: {"question", "outcome": "answered" | "unsure" | "unknown",
  "confidence": 0 to 1, "standard", "points": [{"number", "title", "score"}], "passages": [{"id", "text"}], "ms"}, points best first`;

type Asked = { library: Library; standard: Standard; find: Find };

const asLine = ({ library, standard, find }: Asked, question: string): string => {
  const started = performance.now();
  const { outcome, confidence, points, parts } = answerQuestion(library, find, standard, question);
  const ms = Number((performance.now() - started).toFixed(2));
  const passages = parts.flatMap((part) => part.passages.map(({ id, text }) => ({ id, text })));
  return JSON.stringify({ question, outcome, confidence, standard: standard.id, points, passages, ms });
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const told = ({ standard, find }: Asked, answer: Answer, question: string): string[] => {
  const found = find(question);
  return [
    `${answer.outcome}, ${percent(answer.confidence)} sure, from ${standard.shortName}`,
    ...(answer.handOff ? [`  ${answer.handOff}`] : []),
    ...answer.past.map(({ older, change }) => `  ${older.id}: ${change.note}`),
    ...answer.parts.flatMap(({ number, example, passages }) => [
      ...(example ? [`  point ${number}: ${example.answer}`] : []),
      ...passages.map(({ id, text }) => `  “${text}” (${id})`),
    ]),
    ...answer.points
      .slice(0, 3)
      .map(
        ({ number, title, score }) =>
          `  ${number}. ${title}, ${percent(score)}, because of: ${found.why(number).join(', ') || 'nothing learnt'}`,
      ),
    ...(found.refusal ? [`  most like, among what is not ours: ${found.refusal.subject}`] : []),
  ];
};

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { jsonl: { type: 'boolean' }, standard: { type: 'string', default: DEFAULT_STANDARD }, help: { type: 'boolean' } },
  });
  if (values.help) return void stdout.write(`${USAGE}\n`);
  const folder = join(process.cwd(), 'content');
  const library = await readLibrary(folder);
  const standard = findStandard(library, values.standard);
  if (!standard) throw new Error(`I know no standard “${values.standard}”. I know ${library.standards.map(({ id }) => id).join(', ')}.`);
  const asked: Asked = { library, standard, find: await finders(folder, library)(standard) };
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  if (!values.jsonl) stderr.write(`Ask ${standard.shortName}. An empty line ends.\n> `);
  for await (const line of lines) {
    if (values.jsonl) {
      if (line.trim() !== '') stdout.write(`${asLine(asked, line)}\n`);
      continue;
    }
    if (line.trim() === '') break;
    stdout.write(`${told(asked, answerQuestion(library, asked.find, standard, line), line).join('\n')}\n`);
    stderr.write('> ');
  }
};

run().catch((error: unknown) => {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
