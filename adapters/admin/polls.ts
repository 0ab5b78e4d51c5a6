import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { brokenAt, findReceipt, type LogFile, readReceipt, wasCounted } from '../../src/buying/chain';
import { UserError } from '../../src/errors';
import { type Command, word } from './tools';

const schema: z.ZodType<LogFile> = z.object({
  poll: z.string(),
  version: z.number(),
  log: z.array(
    z.object({
      at: z.string(),
      what: z.string(),
      seal: z.string(),
      previous: z.string(),
      hash: z.string(),
      counted: z.array(z.string()).optional(),
    }),
  ),
});
const LARGEST = 50_000_000;

const readLog = async (file: string): Promise<LogFile> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be read: ${error.code}.`);
  });
  if (text.length > LARGEST) throw new UserError(`${file} is too large to be the log of a poll.`);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new UserError(`${file} is not the log of a poll. Download it again: poll export, The log (JSON).`);
  }
};

const verify: Command = {
  usage: 'verify-poll FILE [RECEIPT]',
  does: 'whether the log of a poll is whole, and whether a receipt’s answer was counted',
  alone: async (write, given) => {
    const log = await readLog(word(given, 0, verify.usage));
    const broken = brokenAt(log);
    if (broken !== undefined)
      throw new UserError(`The log was changed: entry ${broken} of ${log.log.length} does not rest on the one before.`);
    write(`The log of poll ${log.poll} is whole: ${log.log.length} entries, each resting on the one before.`);
    const typed = given.words.slice(1).join(' ');
    if (typed === '') return;
    const receipt = readReceipt(typed);
    if (!receipt) throw new UserError('That is no receipt. Copy the whole line from “poll show” or from Home, in quotation marks.');
    if (!log.poll.startsWith(receipt.poll)) throw new UserError(`The receipt is of poll ${receipt.poll}, and the log of another one.`);
    const at = findReceipt(log, receipt);
    if (at === undefined) throw new UserError('No entry fits this receipt: the answer in it was not counted, or the receipt was changed.');
    const entry = log.log[at - 1];
    write(`Entry ${at}, ${entry?.at}, ${entry?.what}: the answer “${receipt.line}” stands in the log as given.`);
    const counted = wasCounted(log, receipt);
    if (counted === false)
      throw new UserError(
        'It is not among the answers counted at the close: it was changed or taken back later, or the wording was corrected. The receipt in “poll show” is of the answer that counts.',
      );
    write(counted ? 'It is among the answers counted at the close.' : 'No close in this log came after it, so it was not counted so far.');
  },
};

/** What anybody can check of a poll, from files alone. */
export const pollCommands: Readonly<Record<string, Command>> = { 'verify-poll': verify };
