import type { Address, PersonId } from '../chat/event';
import type { Messenger } from '../chat/messenger';
import type { View } from '../chat/view';
import type { Clock, Log, Metrics } from '../log';
import type { Collection } from '../store/collection';
import { afterAttempt, afterLook, claim, type Delivery, isBrokenOff, postponed, turnAmong } from './delivery';
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

/** One step with one message, saved: an attempt, a look, or putting it off. Undefined where there is nothing to do, or somebody else did it. */
export const stepper = (ports: DeliveryPorts) => {
  const { deliveries, messenger, pace, clock } = ports;
  const after = (milliseconds: number) => new Date(clock().getTime() + milliseconds);

  const save = async (message: Delivery): Promise<Delivery | undefined> =>
    (await deliveries.replace(message)) ? { ...message, revision: message.revision + 1 } : undefined;

  const contentOf = async ({ kind, subject, to }: Delivery): Promise<View | undefined> =>
    Object.hasOwn(ports.messages, kind) ? ports.messages[kind]?.(subject, to) : undefined;

  const attempt = async (taken: Delivery, address: Address | undefined, content: View | undefined): Promise<Delivery> => {
    if (!content) return { ...taken, state: 'dropped', endedAt: clock() };
    if (!address) return afterAttempt(taken, { kind: 'gone', reason: 'no address known' }, clock());
    const outcome = await messenger.send(address, content, taken.id);
    if (outcome.kind === 'later' && outcome.limited) await pace.pause(taken.workspace, outcome.afterSeconds * 1000);
    return afterAttempt(taken, outcome, clock());
  };

  const look = async (message: Delivery): Promise<Delivery> => {
    const address = await ports.addressOf(message.to);
    return afterLook(message, address ? await messenger.find(address, message.id, message.createdAt) : 'cannot tell', clock());
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
    return saved && save(turn ? postponed(saved, turn) : await attempt(saved, address, content));
  };

  return async (message: Delivery, booked: boolean): Promise<Delivery | Again | undefined> => {
    const now = clock();
    if (message.state === 'looking' && message.dueAt <= now) return save(await look(message));
    if (isBrokenOff(message, now)) return save({ ...message, state: 'looking', dueAt: now, reason: 'the attempt broke off' });
    return message.state === 'due' && message.dueAt <= now ? send(message, booked) : undefined;
  };
};
