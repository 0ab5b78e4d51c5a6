import type { Example } from '../../src/standard/example';
import type { Passage, Standard } from '../../src/standard/standard';
import type { Mistake } from './content-errors';

const LONGEST = { question: 300, answer: 320, quote: 12 } as const;
const FEWEST_WORDINGS = 3;

type Draft = { line: number; question: string; answer?: string; passage?: string; also: number[]; wordings: string[] };
type Reading = { file: string; drafts: Draft[]; mistakes: Mistake[]; passages: readonly Passage[]; numbers: ReadonlySet<number> };

/** The one passage that holds these words, word for word. A question that stands before its answer counts as part of it. */
const restsOn = (passages: readonly Passage[], words: string): string => {
  if (words.length < LONGEST.quote) return `Quote at least ${LONGEST.quote} characters of the passage.`;
  const found = passages.filter(({ question = '', text }) => `${question} ${text}`.includes(words));
  if (found.length === 1) return found[0]?.id ?? '';
  return found.length === 0 ? `No passage of this point has “${words}”.` : `${found.length} passages have “${words}”. Quote more of it.`;
};

const readRest = (reading: Reading, draft: Draft, words: string, wrong: (problem: string) => void): void => {
  const found = restsOn(reading.passages, words.replace(/^[“"]|[”"]$/g, ''));
  if (reading.passages.some(({ id }) => id === found)) draft.passage = found;
  else wrong(found);
};

const readAlso = (reading: Reading, draft: Draft, words: string, wrong: (problem: string) => void): void => {
  const also = words.split(',').map(Number);
  draft.also.push(...also.filter((one) => reading.numbers.has(one)));
  if (draft.also.length < also.length) wrong('Write further points of this standard as “Also: 5, 11”.');
};

const readLine = (reading: Reading, line: string, number: number): void => {
  const wrong = (problem: string) => {
    reading.mistakes.push({ file: reading.file, line: number, problem });
  };
  const draft = reading.drafts.at(-1);
  if (line.trim() === '') return;
  if (line.startsWith('## ')) reading.drafts.push({ line: number, question: line.slice(3).trim(), also: [], wordings: [] });
  else if (!draft) wrong('There is text before the first question. Begin with “## QUESTION?”.');
  else if (line.startsWith('- ')) draft.wordings.push(line.slice(2).trim());
  else if (line.startsWith('Rests on:')) readRest(reading, draft, line.slice('Rests on:'.length).trim(), wrong);
  else if (line.startsWith('Also:')) readAlso(reading, draft, line.slice('Also:'.length), wrong);
  else if (draft.answer === undefined) draft.answer = line.trim();
  else wrong('There is a second answer here. Put the answer into one line.');
};

const mistakesOf = (file: string, draft: Draft): Mistake[] => {
  const wrong = (problem: string): Mistake => ({ file, line: draft.line, problem });
  const all = [draft.question, ...draft.wordings];
  return [
    ...(draft.question.endsWith('?') ? [] : [wrong('The heading must be a question that ends with “?”.')]),
    ...(draft.answer ? [] : [wrong('It has no answer. Write one in a line of its own.')]),
    ...(draft.passage ? [] : [wrong('It rests on no passage. Write “Rests on: “words of the passage””.')]),
    ...((draft.answer ?? '').length > LONGEST.answer ? [wrong(`The answer is longer than ${LONGEST.answer} characters.`)] : []),
    ...all.filter((one) => one.length > LONGEST.question).map(() => wrong(`A wording is longer than ${LONGEST.question} characters.`)),
    ...(draft.wordings.length < FEWEST_WORDINGS ? [wrong(`Give at least ${FEWEST_WORDINGS} further wordings.`)] : []),
    ...(/\bcompl(y|ies|iant)\b/i.test(draft.answer ?? '') ? [wrong('The bot never says that somebody complies.')] : []),
  ];
};

/** Reads the questions on one point: Markdown with a heading, an answer, the passage it rests on, and further wordings of each. */
export const readQuestions = (
  file: string,
  text: string,
  standard: Standard,
  point: number,
  all: readonly Passage[],
): { examples: Example[]; mistakes: Mistake[] } => {
  const [title = '', ...lines] = text.split(/\r?\n/);
  const passages = all.filter((one) => one.standard === standard.id && one.point === point);
  const reading: Reading = { file, drafts: [], mistakes: [], passages, numbers: new Set(standard.points.map(({ number }) => number)) };
  const known = standard.points.find(({ number }) => number === point);
  const wanted = `# ${point}. ${known?.title}`;
  if (title !== wanted) reading.mistakes.push({ file, line: 1, problem: `The first line must be “${wanted}”.` });
  for (const [index, line] of lines.entries()) readLine(reading, line, index + 2);
  const mistakes = [...reading.mistakes, ...reading.drafts.flatMap((draft) => mistakesOf(file, draft))];
  const examples = reading.drafts.map(({ line: _, answer = '', passage = '', ...rest }) => ({
    ...rest,
    standard: standard.id,
    point,
    answer,
    passage,
  }));
  return { examples, mistakes };
};
