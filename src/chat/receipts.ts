import { z } from 'zod';
import type { Collection, Shape } from '../store/collection';

const receipt = z.object({ id: z.string(), revision: z.number(), at: z.date(), settled: z.boolean() });
/** That an event has been taken in. Kept for two days: longer than any platform delivers again. */
export type Receipt = z.infer<typeof receipt>;
export const receiptShape: Shape<Receipt> = { name: 'receipts', schema: receipt, indexes: [{ fields: ['at'], expireSeconds: 2 * 86_400 }] };

/** How long an unsettled event is left to whoever took it before a repeat may take it over, in milliseconds. */
const TAKEOVER = 10_000;

/** Whose an event is: `ours` to answer, `answered` before, or `with another`, who is answering it or died doing so a moment ago. */
export type Taken = 'ours' | 'answered' | 'with another';

/** Takes an event in, for whoever is to answer it. */
export const takeIn = async (receipts: Collection<Receipt>, key: string, settled: boolean, now: Date): Promise<Taken> => {
  if (await receipts.insert({ id: key, revision: 0, at: now, settled })) return 'ours';
  if (settled) return 'answered';
  const before = await receipts.get(key);
  if (before?.settled) return 'answered';
  if (!before || now.getTime() - before.at.getTime() < TAKEOVER) return 'with another';
  return (await receipts.replace({ ...before, at: now })) ? 'ours' : 'with another';
};

/** The event was answered and the answer performed. */
export const settle = async (receipts: Collection<Receipt>, key: string): Promise<void> => {
  const before = await receipts.get(key);
  if (before && !before.settled) await receipts.replace({ ...before, settled: true });
};

/** The event could not be answered: the platform's next delivery of it counts as the first. */
export const forget = async (receipts: Collection<Receipt>, key: string): Promise<void> => {
  await receipts.remove({ id: key, settled: false });
};
