import { createHash, randomBytes } from 'node:crypto';
import type { Answer, Link, Poll } from './poll';

const hash = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** What of an answer is counted, in one line that is always written the same. */
export const answerLine = ({ council, rung, band, volume, ends, route, wouldLead, level }: Answer): string =>
  [council, rung, band ?? '-', volume ?? '-', ends ?? '-', (route ?? '-').replace(' ', '-'), wouldLead ? 'leads' : '-', level].join(' ');

/** What a council keeps: with it, and with nothing else, it can find its answer in the log. */
export type Receipt = { poll: string; line: string; secret: string };

export const newSecret = (): string => randomBytes(16).toString('hex');
const sealOf = (line: string, secret: string): string => hash(line, secret);

/** Adds an entry to the log. */
export const linked = (poll: Poll, what: Link['what'], line: string, secret: string, at: Date): Poll => {
  const previous = poll.log.at(-1)?.hash ?? hash(poll.id);
  const seal = sealOf(line, secret);
  return { ...poll, log: [...poll.log, { at, what, seal, previous, hash: hash(previous, what, seal, at.toISOString()) }] };
};

/** Adds the entry of a close: which answers were counted, in an order that says nothing. */
export const linkedClose = (poll: Poll, at: Date): Poll => {
  const counted = poll.answers.map((one) => sealOf(answerLine(one), poll.secrets[one.council] ?? '')).sort();
  const after = linked(poll, 'closed', counted.join(), '', at);
  return { ...after, log: after.log.map((one, index) => (index === after.log.length - 1 ? { ...one, counted } : one)) };
};

/** The log as it is handed out. It names no council and tells no answer. */
export type LogFile = {
  poll: string;
  version: number;
  log: readonly { at: string; what: string; seal: string; previous: string; hash: string; counted?: readonly string[] }[];
};

export const logFile = ({ id, version, log }: Poll): LogFile => ({
  poll: id,
  version,
  log: log.map((one) => ({ ...one, at: one.at.toISOString() })),
});

/** Whether a log is whole: each entry rests on the one before, and a close on what it counted. Returns the number of the first that does not. */
export const brokenAt = ({ poll, log }: LogFile): number | undefined => {
  let previous = hash(poll);
  for (const [index, one] of log.entries()) {
    if (one.previous !== previous || one.hash !== hash(previous, one.what, one.seal, one.at)) return index + 1;
    if ((one.what === 'closed') !== (one.counted !== undefined) || (one.counted && one.seal !== sealOf(one.counted.join(), '')))
      return index + 1;
    previous = one.hash;
  }
  return undefined;
};

/** Where a receipt's answer stands in a log, counted from 1; undefined where it does not. */
export const findReceipt = ({ log }: LogFile, { line, secret }: Receipt): number | undefined => {
  const seal = sealOf(line, secret);
  const index = log.findLastIndex((one) => one.seal === seal);
  return index < 0 ? undefined : index + 1;
};

/** Whether the answer of a receipt is among those counted at the latest close; undefined where none came after it was given. */
export const wasCounted = (file: LogFile, receipt: Receipt): boolean | undefined => {
  const close = file.log.findLastIndex(({ what }) => what === 'closed');
  return close < (findReceipt(file, receipt) ?? 0) ? undefined : file.log[close]?.counted?.includes(sealOf(receipt.line, receipt.secret));
};

/** A receipt in one line that can be copied. */
export const receiptText = ({ poll, line, secret }: Receipt): string => `${poll}/${secret}/${line}`;
export const readReceipt = (typed: string): Receipt | undefined => {
  const [, poll = '', secret = '', line = ''] = /^\s*([0-9a-f]{6,32})\/([0-9a-f]{32})\/(.+?)\s*$/.exec(typed) ?? [];
  return line ? { poll, secret, line } : undefined;
};
