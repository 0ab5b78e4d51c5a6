import type { Refusal } from '../../src/standard/example';
import type { Mistake } from './content-errors';

const LONGEST = 300;

type Draft = { line: number; subject: string; handOff: string; wordings: string[] };

/** Reads the questions that are not ours: Markdown with a subject as heading, one hand-off line, and wordings. */
export const readNotOurs = (file: string, text: string): { refusals: Refusal[]; mistakes: Mistake[] } => {
  const drafts: Draft[] = [];
  const mistakes: Mistake[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const wrong = (problem: string) => mistakes.push({ file, line: index + 1, problem });
    const draft = drafts.at(-1);
    if (line.trim() === '' || line.startsWith('# ')) continue;
    if (line.length > LONGEST) wrong(`The line is longer than ${LONGEST} characters.`);
    if (line.startsWith('## ')) drafts.push({ line: index + 1, subject: line.slice(3).trim(), handOff: '', wordings: [] });
    else if (!draft) wrong('There is text before the first subject. Begin with “## SUBJECT”.');
    else if (line.startsWith('- ')) draft.wordings.push(line.slice(2).trim());
    else if (draft.handOff) wrong('There is a second hand-off here. Put it into one line.');
    else draft.handOff = line.trim();
  }
  for (const { line, handOff, wordings } of drafts) {
    if (!handOff) mistakes.push({ file, line, problem: 'It has no hand-off. Say in one line who can help.' });
    if (wordings.length === 0) mistakes.push({ file, line, problem: 'It has no wordings.' });
  }
  return { refusals: drafts.map(({ line: _, ...refusal }) => refusal), mistakes };
};
