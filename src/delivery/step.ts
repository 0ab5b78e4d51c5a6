import type { Address, PersonId } from '../chat/event';
import type { Messenger, Outcome } from '../chat/messenger';
import type { View } from '../chat/view';
import type { Clock, Log, Metrics } from '../log';
import type { Collection } from '../store/collection';
import {
  afterAttempt,
  afterLook,
  claim,
  type Delivery,
  type Found,
  isBrokenOff,
  isInTime,
  postponed,
  toLookFor,
  turnAmong,
} from './delivery';
import { NotNow } from './not-now';
import type { Pace } from './pace';

/** Builds the message at the moment of sending; undefined where it is no longer needed. */
export type BuildMessage = (subject: string, to: PersonId) => Promise<View | undefined>;
export type Messages = Readonly<Record<string, BuildMessage>>;

export type DeliveryPorts = {
  deliveries: Collection<Delivery>;
  messages: Messages;
  /** Kinds of messages that nobody asked for. */
  unasked: ReadonlySet<string>;
  /** The first moment from `now` on at which somebody may be told what they did not ask for. */
  hoursOf(person: PersonId, now: Date): Promise<Date>;
  messenger: Messenger;
  pace: Pace;
  addressOf(person: PersonId): Promise<Address | undefined>;
  /** An account is no longer there. May be called again for the same one. */
  lost(message: Delivery): Promise<void>;
  /** Asks the queue to deliver these now. May fail: the sweep finds them in the store. */
  wake(messages: readonly Delivery[]): Promise<void>;
  clock: Clock;
  log: Log;
  metrics: Metrics;
};

/** Not now: the same job again in so many milliseconds. `booked`: its place in the workspace's windows is kept. */
export type Again = { wait: number; booked: boolean };

/** A wait that is worth a line in the store, in milliseconds; a shorter one is only the queue's business. */
const LONG = 5_000;
const TOO_SLOW: Outcome = { kind: 'later', afterSeconds: 5, reason: 'taking it took too long' };

/** One step with one message, saved: an attempt, a look, or putting it off. Undefined where there is nothing to do, or somebody else did it. */
export const stepper = (ports: DeliveryPorts) => {
  const { deliveries, messenger, pace, clock, log } = ports;
  const after = (milliseconds: number) => new Date(clock().getTime() + milliseconds);

  const save = async (message: Delivery): Promise<Delivery | undefined> =>
    (await deliveries.replace(message)) ? { ...message, revision: message.revision + 1 } : undefined;

  const contentOf = async ({ kind, subject, to }: Delivery): Promise<View | undefined> =>
    Object.hasOwn(ports.messages, kind) ? ports.messages[kind]?.(subject, to) : undefined;

  /** The end of an attempt is written down before the queue is told to wait, and even where that cannot be told. */
  const attempt = async (taken: Delivery, address: Address | undefined, content: View | undefined): Promise<Delivery | undefined> => {
    if (!content) return save({ ...taken, state: 'dropped', endedAt: clock() });
    if (!address) return save(afterAttempt(taken, { kind: 'gone', reason: 'no address known' }, clock()));
    if (!isInTime(taken, clock())) return save(afterAttempt(taken, TOO_SLOW, clock()));
    const outcome = await messenger.send(address, content, taken.id);
    const saved = await save(afterAttempt(taken, outcome, clock()));
    if (outcome.kind === 'later' && outcome.limited)
      await pace
        .pause(taken.workspace, outcome.afterSeconds * 1000)
        .catch((error) => log.warn('pause failed; the platform will say it again', { workspace: taken.workspace, error: String(error) }));
    return saved;
  };

  /** Asks the platform whether it arrived. Where it cannot be asked just now, for whatever reason, nothing is known yet. */
  const find = async (address: Address, { id, createdAt }: Delivery): Promise<Found> => {
    try {
      return await messenger.find(address, id, createdAt);
    } catch (error) {
      if (error instanceof NotNow) return { kind: 'later', afterSeconds: error.afterSeconds, reason: error.reason };
      log.error('A message could not be looked for', error, { delivery: id });
      return { kind: 'later', afterSeconds: 0, reason: 'could not be looked for' };
    }
  };

  const look = async (message: Delivery): Promise<Delivery> => {
    const address = await ports.addressOf(message.to);
    return afterLook(message, address ? await find(address, message) : 'cannot tell', clock());
  };

  /** When an unasked message may go, where that is not now. Asked after it was taken, so that two cannot both believe to be the second. */
  const turnOf = async ({ unasked, ...message }: Delivery): Promise<Date | undefined> => {
    if (!unasked) return undefined;
    const others = { to: message.to, unasked: true, state: { in: ['sending', 'sent', 'looking', 'unknown'] } };
    return turnAmong(message, await deliveries.find(others), clock());
  };

  const send = async (message: Delivery, booked: boolean): Promise<Delivery | Again | undefined> => {
    const now = clock();
    const hours = message.unasked ? await ports.hoursOf(message.to, now) : now;
    if (hours > now) return save(postponed(message, hours));
    const address = await ports.addressOf(message.to);
    const allowance = address ? messenger.allowance?.(address) : undefined;
    if (address && allowance) {
      const place = await pace.take(address, message.workspace, allowance, booked);
      if (place.wait > LONG && !place.booked) return save(postponed(message, after(place.wait)));
      if (place.wait > 0) return place;
    }
    // Built before it is taken: between taking and sending lies what a process that dies leaves unknown, so there is as little as can be.
    const content = await contentOf(message);
    const taken = claim(message, clock());
    const saved = taken && (await save(taken));
    const turn = saved && (await turnOf(saved));
    return saved && (turn ? save(postponed(saved, turn)) : attempt(saved, address, content));
  };

  return async (message: Delivery, booked: boolean): Promise<Delivery | Again | undefined> => {
    const now = clock();
    if (message.state === 'looking' && message.dueAt <= now) return save(await look(message));
    if (isBrokenOff(message, now)) return save(toLookFor(message, now, now, 'the attempt broke off'));
    return message.state === 'due' && message.dueAt <= now ? send(message, booked) : undefined;
  };
};
