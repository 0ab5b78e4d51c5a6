import { type Passage, SECTIONS, type Section, type Standard } from '../../src/standard/standard';
import type { Mistake } from './content-errors';

const LONGEST = 600;
const headings = new Map<string, Section>(Object.entries(SECTIONS).map(([section, heading]) => [heading, section as Section]));
const wanted = Object.values(SECTIONS).join('”, “');

type Reading = { passages: Passage[]; mistakes: Mistake[]; section?: Section; counts: Map<Section, number> };

const passageOf = (base: { standard: string; point: number }, section: Section, number: number, line: string): Passage => {
  const text = line.replace(/^- /, '').trim();
  const id = `${base.standard}/${base.point}/${section}/${number}`;
  const asked = section === 'questions' ? text.indexOf('?') : -1;
  if (asked < 0) return { id, ...base, section, text };
  return { id, ...base, section, text: text.slice(asked + 1).trim(), question: text.slice(0, asked + 1) };
};

const readLine = (reading: Reading, file: string, line: string, number: number, base: { standard: string; point: number }): void => {
  const wrong = (problem: string) => reading.mistakes.push({ file, line: number, problem });
  if (line.trim() === '') return;
  if (line.startsWith('#')) {
    const section = headings.get(line.replace(/^## /, '').trim());
    if (!section || !line.startsWith('## ')) wrong(`“${line}” is not a heading we know. Use “${wanted}”, each with “## ” before it.`);
    else if (reading.counts.has(section)) wrong(`“${line}” stands here for the second time.`);
    else reading.counts.set(section, 0);
    reading.section = section;
    return;
  }
  if (!reading.section) return void wrong('There is text before the first heading. Put it under one.');
  if (line.length > LONGEST) return void wrong(`The line is longer than ${LONGEST} characters. Make two passages of it.`);
  const count = (reading.counts.get(reading.section) ?? 0) + 1;
  reading.counts.set(reading.section, count);
  const passage = passageOf(base, reading.section, count, line);
  if (reading.section === 'questions' && (!passage.question || !passage.text)) return void wrong('Write it as “- QUESTION? ANSWER”.');
  reading.passages.push(passage);
};

/** Reads our guidance on one point: Markdown with the fixed headings, where each line is a passage. */
export const readGuidance = (
  file: string,
  text: string,
  standard: Standard,
  point: number,
): { passages: Passage[]; mistakes: Mistake[] } => {
  const [title = '', ...lines] = text.split(/\r?\n/);
  const reading: Reading = { passages: [], mistakes: [], counts: new Map() };
  const known = standard.points.find((one) => one.number === point);
  if (!known) reading.mistakes.push({ file, line: 1, problem: `${standard.id} has no point ${point}.` });
  else if (title !== `# ${point}. ${known.title}`)
    reading.mistakes.push({ file, line: 1, problem: `The first line must be “# ${point}. ${known.title}”.` });
  for (const [index, line] of lines.entries()) readLine(reading, file, line, index + 2, { standard: standard.id, point });
  for (const [heading, section] of headings)
    if (!reading.counts.get(section))
      reading.mistakes.push({ file, line: lines.length + 1, problem: `There is nothing under “${heading}”.` });
  return reading;
};
