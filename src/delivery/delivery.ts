import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PersonId } from '../chat/event';
import type { Outcome } from '../chat/messenger';
import type { Shape } from '../store/collection';

const OPEN = ['due', 'sending', 'looking'] as const;
const ENDED = ['sent', 'gone', 'lost', 'dropped', 'unknown'] as const;
export const STATES = [...OPEN, ...ENDED] as const;

const delivery = z.object({
  id: z.string(),
  revision: z.number(),
  /** What the message is about: `questions.asked`. The feature of that name builds its view when it is sent. */
  kind: z.string(),
  /** The id of the thing it is about. */
  subject: z.string(),
  to: z.string(),
  workspace: z.string(),
  /**
   * `due`: to be sent at `dueAt`. `sending`: somebody is at it until `dueAt`. `looking`: it may have arrived; to be looked into at
   * `dueAt`. `sent`, `gone` (never will be), `dropped` (no longer needed) and `unknown` (cannot be found out) are final; so is `lost`, the `gone`
   * of an account that is no longer there, until the conclusion is drawn.
   */
  state: z.enum(STATES),
  dueAt: z.date(),
  attempts: z.number(),
  reason: z.string().optional(),
  createdAt: z.date(),
  endedAt: z.date().optional(),
  /** Nobody asked for it: it waits for the person's hours, and for its turn among two a week. */
  unasked: z.boolean().optional(),
});
/** One message to one person: what the send log holds. */
export type Delivery = z.infer<typeof delivery>;

export const deliveryShape: Shape<Delivery> = {
  name: 'deliveries',
  schema: delivery,
  indexes: [{ fields: ['state', 'dueAt'] }, { fields: ['to'] }, { fields: ['workspace'] }, { fields: ['createdAt'] }],
};

export const openStates: readonly Delivery['state'][] = OPEN;

/** How long one attempt may take before it counts as broken off, in milliseconds: longer than any adapter's own time limit. */
export const LEASE = 12_000;
const LOOK_AFTER = 5_000;
const GIVE_UP_AFTER = 3 * 86_400_000;

const later = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);

/** The same kind, subject, person and occasion is the same message, whoever asks for it how often. */
export const deliveryId = (kind: string, subject: string, to: PersonId, occasion = ''): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, subject, to, occasion]))
    .digest('hex')
    .slice(0, 32);

/** Takes a due message for one attempt; undefined where it is not due or already ended. */
export const claim = (message: Delivery, now: Date): Delivery | undefined => {
  if (message.state !== 'due' || message.dueAt > now) return undefined;
  return { ...message, state: 'sending', attempts: message.attempts + 1, dueAt: later(now, LEASE) };
};

/** An attempt whose process died: nobody knows whether the message arrived. */
export const isBrokenOff = (message: Delivery, now: Date): boolean => message.state === 'sending' && message.dueAt <= now;

/** After an attempt. Waiting times double from 5 seconds to 15 minutes, and are never shorter than the platform asked. */
export const afterAttempt = (message: Delivery, outcome: Outcome, now: Date): Delivery => {
  switch (outcome.kind) {
    case 'sent':
      return { ...message, state: 'sent', endedAt: now, reason: undefined };
    case 'gone':
      return { ...message, state: outcome.lost ? 'lost' : 'gone', endedAt: now, reason: outcome.reason };
    case 'unknown':
      return { ...message, state: 'looking', dueAt: later(now, LOOK_AFTER), reason: outcome.reason };
    case 'later': {
      if (now.getTime() - message.createdAt.getTime() > GIVE_UP_AFTER)
        return { ...message, state: 'gone', endedAt: now, reason: `gave up: ${outcome.reason}` };
      const wait = Math.max(outcome.afterSeconds * 1000, Math.min(5_000 * 2 ** (message.attempts - 1), 900_000));
      return { ...message, state: 'due', dueAt: later(now, wait), reason: outcome.reason };
    }
  }
};

/** After looking: arrived, certainly not (so it is due again), or not to be found out, ever. */
export const afterLook = (message: Delivery, found: 'arrived' | 'absent' | 'cannot tell', now: Date): Delivery => {
  switch (found) {
    case 'arrived':
      return { ...message, state: 'sent', endedAt: now };
    case 'absent':
      return { ...message, state: 'due', dueAt: now };
    case 'cannot tell':
      return { ...message, state: 'unknown', endedAt: now };
  }
};

/** How many messages that nobody asked for one person gets in a week, beside the digest. */
export const UNASKED_A_WEEK = 2;
const WEEK = 7 * 86_400_000;
const NEAR = 3_000;

/**
 * When an unasked message may go, given the others to the same person: undefined for now. Two that are on their way at the same moment both step
 * back, each for a time of its own, so that neither slips through unseen.
 */
export const turnAmong = (message: Delivery, others: readonly Delivery[], now: Date): Date | undefined => {
  const recent = others.filter(({ id, state, endedAt }) => id !== message.id && (state === 'sending' || later(endedAt ?? now, WEEK) > now));
  if (recent.length < UNASKED_A_WEEK) return undefined;
  if (recent.some(({ state }) => state === 'sending')) return later(now, NEAR + (Number.parseInt(message.id.slice(0, 4), 16) % 9_000));
  const ends = recent.map(({ endedAt }) => (endedAt ?? now).getTime()).sort((a, b) => b - a);
  return new Date((ends[UNASKED_A_WEEK - 1] ?? 0) + WEEK);
};

/** Back to waiting, as if it had not been taken. */
export const postponed = (message: Delivery, until: Date): Delivery => ({
  ...message,
  state: 'due',
  dueAt: until,
  attempts: message.state === 'sending' ? message.attempts - 1 : message.attempts,
});

/** One of each workspace in turn, so that a large one does not stand before all others. */
export const inTurns = (messages: readonly Delivery[]): Delivery[] => {
  const seen = new Map<string, number>();
  const placed = messages.map((message) => {
    const turn = seen.get(message.workspace) ?? 0;
    seen.set(message.workspace, turn + 1);
    return { message, turn };
  });
  return placed.sort((a, b) => a.turn - b.turn).map(({ message }) => message);
};
