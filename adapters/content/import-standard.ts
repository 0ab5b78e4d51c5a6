import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Standard, standardSchema } from '../../src/standard/standard';
import { ContentErrors, type Mistake } from './content-errors';
import { readMarkdownStandard } from './markdown-standard';
import { type Read, standardMistakes } from './standards';
import { readYaml } from './yaml-file';

const LARGEST = 1_000_000;

const fromMarkdown = (file: string, text: string): Read<Standard> | { mistakes: Mistake[] } => {
  const read = readMarkdownStandard(text);
  if ('problem' in read) return { mistakes: [{ file, ...read }] };
  const parsed = standardSchema.safeParse(read.value);
  if (parsed.success) return { file, value: parsed.data, lineOf: read.lineOf };
  return {
    mistakes: parsed.error.issues.map(({ path, message }) => ({
      file,
      line: read.lineOf(path),
      field: path.join('.') || undefined,
      problem: message,
    })),
  };
};

const readStandard = (file: string, text: string): Read<Standard> | { mistakes: Mistake[] } => {
  if (/\.(md|markdown)$/i.test(file)) return fromMarkdown(file, text);
  if (!/\.(json|ya?ml)$/i.test(file)) return { mistakes: [{ file, line: 1, problem: 'must be a .md, .json or .yaml file' }] };
  const read = readYaml(file, text.replace(/^\uFEFF/, ''), standardSchema);
  return 'value' in read ? { file, ...read } : read;
};

/**
 * Adds a standard from Markdown, JSON or YAML to the content, whole or not at all. Throws `ContentErrors` with every mistake.
 * `known`: ids of the standards that are there; one of them is replaced only where `replace` says so.
 */
export const importStandard = async (
  file: string,
  content: string,
  known: readonly string[],
  replace: boolean,
): Promise<{ standard: Standard; written: string }> => {
  const fail = (problem: string): never => {
    throw new ContentErrors([{ file, line: 1, problem }]);
  };
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) fail('is not a file that can be read');
  if (found && found.size > LARGEST) fail('is larger than 1 MB');
  const read = readStandard(file, await readFile(file, 'utf8'));
  if ('mistakes' in read) throw new ContentErrors(read.mistakes);
  const mistakes = standardMistakes(read, new Set([...known, read.value.id]));
  if (mistakes.length > 0) throw new ContentErrors(mistakes);
  const standard = read.value;
  if (known.includes(standard.id) && !replace) fail(`there is a standard ${standard.id} already. Give it another id, or add --replace.`);
  const written = join(content, 'standards', `${standard.id}.yaml`);
  const beside = `${written}.new`;
  await writeFile(beside, stringify(standard), { mode: 0o644 });
  await rename(beside, written);
  return { standard, written };
};
