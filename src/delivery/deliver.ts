import { type Address, type PersonId, workspaceOf } from '../chat/event';
import type { Messenger } from '../chat/messenger';
import type { View } from '../chat/view';
import type { Clock, Log, Metrics } from '../log';
import type { Collection } from '../store/collection';
import { afterAttempt, afterLook, claim, type Delivery, deliveryId, isBrokenOff, openStates } from './delivery';

/** Builds the message at the moment of sending; undefined where it is no longer needed. */
export type BuildMessage = (subject: string, to: PersonId) => Promise<View | undefined>;
export type Messages = Readonly<Record<string, BuildMessage>>;

export type DeliveryPorts = {
  deliveries: Collection<Delivery>;
  messages: Messages;
  messenger: Messenger;
  addressOf(person: PersonId): Promise<Address | undefined>;
  /** Asks the queue to deliver these now. May fail: the sweep finds them in the store. */
  wake(messages: readonly Delivery[]): Promise<void>;
  clock: Clock;
  log: Log;
  metrics: Metrics;
};

export type Deliverer = {
  /** Writes a message down to be sent; the same one twice is one. Returns once it is in the store. */
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  /** Works on one message: sends it if it is due, looks into it if an attempt broke off. Safe to call at any time, anywhere, repeatedly. */
  deliver(id: string): Promise<void>;
  /** Messages that ended or stand in this way, newest first. */
  inState(state: Delivery['state'], limit: number): Promise<Delivery[]>;
  /** Forgets what was to be said, or was said, to somebody. */
  erase(person: PersonId): Promise<number>;
  /** Messages that need work now, oldest first. */
  due(limit: number): Promise<Delivery[]>;
};

/** The one way in which the bot speaks without being spoken to. */
export const deliverer = (ports: DeliveryPorts): Deliverer => {
  const { deliveries, messenger, clock, log, metrics } = ports;

  const save = async (message: Delivery): Promise<Delivery | undefined> =>
    (await deliveries.replace(message)) ? { ...message, revision: message.revision + 1 } : undefined;

  const wake = (messages: readonly Delivery[]): Promise<void> =>
    ports.wake(messages).catch((error) => log.warn('wake failed; the sweep will find it', { error: String(error) }));

  const ended = (message: Delivery): void => {
    metrics.count('guildhall_deliveries_total', { kind: message.kind, state: message.state });
    log.info('delivery', { delivery: message.id, kind: message.kind, state: message.state, attempts: message.attempts });
  };

  const attempt = async (taken: Delivery): Promise<Delivery> => {
    const build = Object.hasOwn(ports.messages, taken.kind) ? ports.messages[taken.kind] : undefined;
    const content = build ? await build(taken.subject, taken.to) : undefined;
    if (!content) return { ...taken, state: 'dropped', endedAt: clock() };
    const address = await ports.addressOf(taken.to);
    if (!address) return afterAttempt(taken, { kind: 'gone', reason: 'no address known' }, clock());
    return afterAttempt(taken, await messenger.send(address, content, taken.id), clock());
  };

  const look = async (message: Delivery): Promise<Delivery> => {
    const address = await ports.addressOf(message.to);
    return afterLook(message, address ? await messenger.find(address, message.id, message.createdAt) : 'cannot tell', clock());
  };

  const step = async (message: Delivery): Promise<Delivery | undefined> => {
    const now = clock();
    if (message.state === 'looking' && message.dueAt <= now) return save(await look(message));
    if (isBrokenOff(message, now)) return save({ ...message, state: 'looking', dueAt: now, reason: 'the attempt broke off' });
    const taken = claim(message, now);
    const saved = taken && (await save(taken));
    return saved && save(await attempt(saved));
  };

  return {
    tell: async (to, kind, subject, occasion) => {
      const now = clock();
      const message: Delivery = {
        id: deliveryId(kind, subject, to, occasion),
        revision: 0,
        kind,
        subject,
        to,
        workspace: workspaceOf(to),
        state: 'due',
        dueAt: now,
        attempts: 0,
        createdAt: now,
      };
      if (!(await deliveries.insert(message))) return;
      await wake([message]);
    },
    deliver: async (id) => {
      for (let steps = 0; steps < 4; steps += 1) {
        const message = await deliveries.get(id);
        const after = message && (await step(message));
        if (!after) return;
        if (after.endedAt) return ended(after);
        if (after.dueAt > clock()) return wake([after]);
      }
    },
    inState: (state, limit) => deliveries.find({ state }, { sort: ['createdAt', 'down'], limit }),
    erase: (person) => deliveries.remove({ to: person }),
    due: (limit) => deliveries.find({ state: { in: openStates }, dueAt: { before: clock() } }, { sort: ['dueAt', 'up'], limit }),
  };
};
