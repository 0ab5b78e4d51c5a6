import { CORE_SCHEMA, load } from 'js-yaml';
import type { z } from 'zod';
import type { Mistake } from './content-errors';

const LARGEST = 1_000_000;

/** What the parser says, without the place, which we give ourselves. */
export const yamlProblem = ({ message }: Error): string =>
  (message.split('\n')[0] ?? 'is not YAML').replace(/ at line \d+, column \d+:?$/, '');

/** The line of a field, or of the nearest one above it. */
export type LineOf = (path: readonly PropertyKey[]) => number;

type Read<T> = { value: T; lineOf: LineOf } | { mistakes: Mistake[] };

/** References, of which a few lines can make gigabytes; only the careful way counts them. */
const REFERENCE = /(^|[\s[{,:-])[&*][\w-]+(\s|$)/m;

/**
 * Reads YAML (and so JSON) by a schema. Mistakes carry the line of the field they are about. What is right is read by js-yaml, ten times as quick and
 * half of what a start would spend on content; only for mistakes the parser that knows every line is loaded.
 */
export const readYaml = <T>(file: string, text: string, schema: z.ZodType<T>): Read<T> => {
  if (text.length > LARGEST) return { mistakes: [{ file, line: 1, problem: 'is larger than 1 MB' }] };
  const quick = REFERENCE.test(text) ? undefined : bounded(() => load(text, { schema: CORE_SCHEMA }));
  const parsed = quick === undefined || quick instanceof Error ? undefined : schema.safeParse(quick);
  if (!parsed?.success) return readCarefully(file, text, schema);
  let lineOf: LineOf | undefined;
  return {
    value: parsed.data,
    lineOf: (path) => {
      if (!lineOf) {
        const read = readCarefully(file, text, schema);
        lineOf = 'lineOf' in read ? read.lineOf : () => 1;
      }
      return lineOf(path);
    },
  };
};

const readCarefully = <T>(file: string, text: string, schema: z.ZodType<T>): Read<T> => {
  const { LineCounter, parseDocument } = require('yaml') as typeof import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const at = (offset: number | undefined): number => (offset === undefined ? 1 : lines.linePos(offset).line);
  if (document.errors.length > 0)
    return {
      mistakes: document.errors.map((error) => ({ file, line: at(error.pos[0]), problem: yamlProblem(error) })),
    };

  const lineOf: LineOf = (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return at(node.range[0]);
    }
    return 1;
  };
  const raw = bounded(() => document.toJS({ maxAliasCount: 50 }));
  if (raw instanceof Error) return { mistakes: [{ file, line: 1, problem: raw.message }] };
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, lineOf };
  return {
    mistakes: parsed.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      field: issue.path.join('.') || undefined,
      problem: issue.message,
    })),
  };
};

const bounded = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};
