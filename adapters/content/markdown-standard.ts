import { LineCounter, parseDocument } from 'yaml';
import { type LineOf, yamlProblem } from './yaml-file';

const PHASES = ['discovery', 'alpha', 'beta', 'live'];
type Draft = { number: number; title: string; gist: string[]; phases: string[]; url?: string; line: number };

const startPoint = (heading: string, line: number): Draft => {
  const [, number = '', title = heading] = /^(\d{1,3})[.)]?\s+(.*)$/.exec(heading) ?? [];
  return { number: number === '' ? Number.NaN : Number(number), title: title.trim(), gist: [], phases: PHASES, line };
};

const readLine = (point: Draft, line: string): void => {
  const [, name = '', value = ''] = /^(Phases|Link):\s*(.*)$/i.exec(line) ?? [];
  if (/^phases$/i.test(name))
    point.phases = value
      .toLowerCase()
      .split(/[,\s]+/)
      .filter(Boolean);
  else if (/^link$/i.test(name)) point.url = value.trim().replace(/^<|>$/g, '');
  else if (line.trim() !== '') point.gist.push(line.trim());
};

const frontMatter = (text: string): { fields: Record<string, unknown>; problem?: string; line: number; lineOf(name: string): number } => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const [error] = document.errors;
  const fields: unknown = error ? {} : document.toJS({ maxAliasCount: 10 });
  const isMap = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
  return {
    fields: isMap ? (fields as Record<string, unknown>) : {},
    problem: error ? yamlProblem(error) : undefined,
    line: error ? counter.linePos(error.pos[0]).line + 1 : 1,
    lineOf: (name) => {
      const node = document.get(name, true) as { range?: [number, number, number] } | undefined;
      return node?.range ? counter.linePos(node.range[0]).line + 1 : 1;
    },
  };
};

/**
 * A standard as Markdown: the fields of the standard between two lines of `---`, then a heading `## 1. Title` for each point with a
 * paragraph of our own words, and where it differs `Phases: alpha, beta` and `Link: https://…`. What it means is checked afterwards.
 */
export const readMarkdownStandard = (
  text: string,
): { value: Record<string, unknown>; lineOf: LineOf } | { line: number; problem: string } => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0)
    return { line: 1, problem: 'must begin with the standard’s fields (id, title, …) between two lines of ---' };
  const front = frontMatter(lines.slice(1, end).join('\n'));
  if (front.problem) return { line: front.line, problem: front.problem };
  const points: Draft[] = [];
  for (const [index, line] of lines.entries()) {
    if (index <= end) continue;
    if (line.startsWith('## ')) points.push(startPoint(line.slice(3), index + 1));
    else if (points.length > 0) readLine(points.at(-1) as Draft, line);
    else if (line.trim() !== '' && !line.startsWith('# '))
      return { line: index + 1, problem: 'comes before the first point. Points begin with “## 1. Title”.' };
  }
  const source = front.fields.source;
  const value = {
    ...front.fields,
    points: points.map(({ number, title, gist, phases, url }) => ({ number, title, gist: gist.join(' '), phases, url: url ?? source })),
  };
  return {
    value,
    lineOf: ([first, second]) => (first === 'points' ? (points[Number(second)]?.line ?? end + 2) : front.lineOf(String(first ?? ''))),
  };
};
