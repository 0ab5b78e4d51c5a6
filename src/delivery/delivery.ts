import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PersonId } from '../chat/event';
import type { Outcome } from '../chat/messenger';
import type { Shape } from '../store/collection';

const OPEN = ['due', 'sending', 'looking'] as const;
const ENDED = ['sent', 'gone', 'dropped', 'unknown'] as const;

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
   * `dueAt`. `sent`, `gone` (never will be), `dropped` (no longer needed) and `unknown` (cannot be found out) are final.
   */
  state: z.enum([...OPEN, ...ENDED]),
  dueAt: z.date(),
  attempts: z.number(),
  reason: z.string().optional(),
  createdAt: z.date(),
  endedAt: z.date().optional(),
});
/** One message to one person: what the send log holds. */
export type Delivery = z.infer<typeof delivery>;

export const deliveryShape: Shape<Delivery> = {
  name: 'deliveries',
  schema: delivery,
  indexes: [{ fields: ['state', 'dueAt'] }, { fields: ['to'] }, { fields: ['workspace'] }],
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
      return { ...message, state: 'gone', endedAt: now, reason: outcome.reason };
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
