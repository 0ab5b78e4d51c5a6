import { type PersonId, workspaceOf } from '../chat/event';
import { change } from '../store/collection';
import { type Delivery, deliveryId, inTurns, openStates } from './delivery';
import { type Again, type DeliveryPorts, stepper } from './step';

export type Deliverer = {
  /** Writes a message down to be sent; the same one twice is one. Returns once it is in the store. */
  tell(to: PersonId, kind: string, subject: string, occasion?: string): Promise<void>;
  /** Works on one message: sends it if it is due, looks into it if an attempt broke off. Safe to call at any time, anywhere, repeatedly. */
  deliver(id: string, booked?: boolean): Promise<Again | undefined>;
  /** Messages that ended or stand in this way, newest first. */
  inState(state: Delivery['state'], limit: number): Promise<Delivery[]>;
  /** All messages, newest first. */
  latest(limit: number): Promise<Delivery[]>;
  /** Forgets what was to be said, or was said, to somebody. */
  erase(person: PersonId): Promise<number>;
  /** Messages that need work now, the oldest of each workspace first. */
  due(limit: number, skip?: number): Promise<Delivery[]>;
  /** Draws the conclusion where an account is gone: a part of the sweep. */
  catchUp(): Promise<void>;
};

/** The one way in which the bot speaks without being spoken to. */
export const deliverer = (ports: DeliveryPorts): Deliverer => {
  const { deliveries, clock, log, metrics } = ports;
  const step = stepper(ports);

  const wake = (messages: readonly Delivery[]): Promise<void> =>
    ports.wake(messages).catch((error) => log.warn('wake failed; the sweep will find it', { error: String(error) }));

  const ended = (message: Delivery): void => {
    metrics.count('guildhall_deliveries_total', { kind: message.kind, state: message.state });
    log.info('delivery', { delivery: message.id, kind: message.kind, state: message.state, attempts: message.attempts });
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
        ...(ports.unasked.has(kind) ? { unasked: true } : {}),
      };
      if (!(await deliveries.insert(message))) return;
      await wake([message]);
    },
    deliver: async (id, booked = false) => {
      for (let steps = 0; steps < 4; steps += 1) {
        const message = await deliveries.get(id);
        const result = message && (await step(message, booked));
        if (!result) return undefined;
        if ('wait' in result) return result;
        if (result.endedAt) return void ended(result);
        if (result.dueAt > clock()) return void (await wake([result]));
      }
      return undefined;
    },
    inState: (state, limit) => deliveries.find({ state }, { sort: ['createdAt', 'down'], limit }),
    latest: (limit) => deliveries.find({}, { sort: ['createdAt', 'down'], limit }),
    erase: (person) => deliveries.remove({ to: person }),
    due: async (limit, skip = 0) =>
      inTurns(await deliveries.find({ state: { in: openStates }, dueAt: { before: clock() } }, { sort: ['dueAt', 'up'], limit, skip })),
    catchUp: async () => {
      for (const message of await deliveries.find({ state: 'lost' }, { limit: 200 })) {
        await ports.lost(message);
        await change(deliveries, message.id, (before): Delivery => ({ ...before, state: 'gone' }));
      }
    },
  };
};
