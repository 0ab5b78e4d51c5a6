import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Council, councilSchema, type Register } from '../../src/councils/council';
import { register } from '../../src/councils/register';

const file = z.strictObject({ source: z.array(z.string()).min(1), councils: z.array(z.unknown()) });

const said = (error: z.ZodError): string => error.issues.map((issue) => `${issue.path.join('.') || 'entry'}: ${issue.message}`).join('; ');

/** What is wrong with entries that are each well formed: doubles, lost successors, ends before beginnings. */
const doubts = (councils: readonly Council[]): string[] => {
  const ids = new Map<string, number>();
  const codes = new Map<string, string>();
  for (const { id } of councils) ids.set(id, (ids.get(id) ?? 0) + 1);
  return councils.flatMap((council) => {
    const wrong: string[] = [];
    if (ids.get(council.id) !== 1) wrong.push('this id is used twice');
    for (const code of council.gss) {
      const other = codes.get(code);
      if (other) wrong.push(`${code} is also the code of ${other}`);
      codes.set(code, council.id);
    }
    for (const next of council.replacedBy ?? []) if (!ids.has(next)) wrong.push(`replacedBy names ${next}, which is not in the file`);
    if (council.replacedBy && !council.to) wrong.push('replacedBy needs the last day, in “to”');
    if (council.from && council.to && council.to < council.from) wrong.push('“to” is before “from”');
    return wrong.map((sentence) => `${council.id}: ${sentence}`);
  });
};

const parse = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} cannot be read as JSON.`, { cause });
  }
};

/** Reads and checks the whole file. Throws one error that names the file and every wrong entry; nothing is half-loaded. */
export const readRegister = (path: string): Register => {
  const outer = file.safeParse(parse(path));
  if (!outer.success) throw new Error(`${path}: ${said(outer.error)}`);
  const wrong: string[] = [];
  const councils = outer.data.councils.flatMap((entry, index): Council[] => {
    const read = councilSchema.safeParse(entry);
    if (read.success) return [read.data];
    const id = entry && typeof entry === 'object' && 'id' in entry ? ` (${String(entry.id)})` : '';
    wrong.push(`council ${index + 1}${id}: ${said(read.error)}`);
    return [];
  });
  const all = wrong.length > 0 ? wrong : doubts(councils);
  if (all.length > 0) throw new Error(`${path}:\n${all.join('\n')}`);
  return register(councils);
};
