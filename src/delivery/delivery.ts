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
  /** How often it was looked for in vain since the last attempt. */
  looks: z.number().optional(),
  /** When an attempt first ended otherwise than well. */
  troubleSince: z.date().optional(),
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

/** How long one attempt may take before it counts as broken off, in milliseconds. */
export const LEASE = 12_000;
/** Every messenger's `send` ends within so many milliseconds, and nothing leaves it afterwards: so an attempt is over before its lease is. */
export const SEND_WITHIN = 8_000;
/** What is kept of the lease for writing down how the attempt ended, and for clocks that differ. */
const RESERVE = 2_000;
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

/** Whether an attempt that begins now is over before its lease is. Taking the message may have been slow. */
export const isInTime = ({ dueAt }: Delivery, now: Date): boolean => later(now, SEND_WITHIN + RESERVE) <= dueAt;

/** An attempt whose process died: nobody knows whether the message arrived. */
export const isBrokenOff = (message: Delivery, now: Date): boolean => message.state === 'sending' && message.dueAt <= now;

const inTrouble = (message: Delivery, now: Date, reason: string | undefined): Delivery => ({
  ...message,
  troubleSince: message.troubleSince ?? now,
  reason,
});
const isGivenUp = ({ troubleSince }: Delivery, now: Date): boolean => now.getTime() - (troubleSince ?? now).getTime() > GIVE_UP_AFTER;

/** Waiting times double from 5 seconds to 15 minutes. */
const backOff = (times: number): number => Math.min(5_000 * 2 ** (times - 1), 900_000);

/** To be looked for at this moment. */
export const toLookFor = (message: Delivery, at: Date, now: Date, reason: string): Delivery => ({
  ...inTrouble(message, now, reason),
  state: 'looking',
  dueAt: at,
  looks: undefined,
});

/** After an attempt. It is never made again sooner than the platform asked. */
export const afterAttempt = (message: Delivery, outcome: Outcome, now: Date): Delivery => {
  switch (outcome.kind) {
    case 'sent':
      return { ...message, state: 'sent', endedAt: now, reason: undefined };
    case 'gone':
      return { ...message, state: outcome.lost ? 'lost' : 'gone', endedAt: now, reason: outcome.reason };
    case 'unknown':
      return toLookFor(message, later(now, LOOK_AFTER), now, outcome.reason);
    case 'later': {
      if (isGivenUp(message, now)) return { ...message, state: 'gone', endedAt: now, reason: `gave up: ${outcome.reason}` };
      const wait = Math.max(outcome.afterSeconds * 1000, backOff(message.attempts));
      return { ...inTrouble(message, now, outcome.reason), state: 'due', dueAt: later(now, wait) };
    }
  }
};

/** What a look finds; `later`: the platform could not be asked just now. */
export type Found = 'arrived' | 'absent' | 'cannot tell' | Later;
type Later = { kind: 'later'; afterSeconds: number; reason: string };

/**
 * The next look, later than the platform asked by a part of the time that is the message's own: of many that wait for a platform which allows one look a
 * minute, each finds a minute for itself.
 */
const lookAgain = (message: Delivery, { afterSeconds, reason }: Later, now: Date): Delivery => {
  if (isGivenUp(message, now)) return { ...message, state: 'unknown', endedAt: now, reason };
  const looks = (message.looks ?? 0) + 1;
  const wait = Math.max(afterSeconds * 1000, backOff(looks));
  const part = (Number.parseInt(message.id.slice(looks % 28, (looks % 28) + 4), 16) || 0) / 0x10000;
  return { ...inTrouble(message, now, reason), looks, dueAt: later(now, wait * (1 + part)) };
};

/**
 * After looking: arrived; certainly not, so it is due again, at once where this was its first attempt; not to be found out, ever; or to be looked for
 * again, for three days.
 */
export const afterLook = (message: Delivery, found: Found, now: Date): Delivery => {
  if (typeof found === 'object') return lookAgain(message, found, now);
  switch (found) {
    case 'arrived':
      return { ...message, state: 'sent', endedAt: now };
    case 'absent':
      if (isGivenUp(message, now)) return { ...message, state: 'gone', endedAt: now, reason: `gave up: ${message.reason}` };
      return { ...message, state: 'due', dueAt: message.attempts < 2 ? now : later(now, backOff(message.attempts - 1)) };
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
