import { type Label, labelSchema } from '../../src/standard/example';
import type { Mistake } from './content-errors';

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Reads labelled questions: JSON, one object a line, `{"question": "…", "points": [11]}`, with null where the standard does not answer. */
export const readLabels = (file: string, text: string): { labels: Label[]; mistakes: Mistake[] } => {
  const labels: Label[] = [];
  const mistakes: Mistake[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const read = labelSchema.safeParse(parsed(line));
    if (read.success) labels.push(read.data);
    else mistakes.push({ file, line: index + 1, problem: 'must be {"question": "…", "points": [11]}, or null for points' });
  }
  return { labels, mistakes };
};
