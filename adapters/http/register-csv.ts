import { parse } from 'csv-parse';
import { UserError } from '../../src/errors';

/** More lines than any register has. */
export const MOST_LINES = 20_000;

/** The text of a file: UTF-16 where it begins so, or is so to look at; UTF-8 where it is valid; else as old spreadsheets write it. */
export const decoded = (bytes: Buffer): string => {
  if (bytes.length === 0) throw new UserError('The file is empty. Choose the register as CSV.');
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const start = bytes.subarray(0, 400);
  const zeros = start.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  if (zeros > start.length / 4) return new TextDecoder('utf-16le').decode(bytes);
  if (start.includes(0)) throw new UserError('This is not a CSV file. In a spreadsheet choose Save as, CSV UTF-8.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** The separator of the first line: registers come with commas, semicolons and tabs. */
const separatorOf = (text: string): string => {
  const line = text.slice(0, text.search(/[\r\n]/) >>> 0).slice(0, 5_000);
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

/** The lines of a CSV, one by one, with their number counted from 1. Throws a sentence for what is none. */
export async function* csvLines(text: string): AsyncGenerator<{ row: string[]; line: number }> {
  const parser = parse(text, {
    bom: true,
    delimiter: separatorOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  let line = 0;
  try {
    for await (const row of parser) {
      line += 1;
      if (line > MOST_LINES)
        throw new UserError(
          `The file has more than ${MOST_LINES.toLocaleString('en-GB')} lines. Keep the contracts that still run, and send it again.`,
        );
      yield { row: row as string[], line };
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The file breaks off or is no CSV near line ${line + 1}. In a spreadsheet choose Save as, CSV UTF-8, and send that.`,
    );
  }
}
