import { embeddedStore } from '../../adapters/embedded/store';
import type { Messenger, Outcome } from '../../src/chat/messenger';
import { say } from '../../src/chat/view';
import { deliverer } from '../../src/delivery/deliver';
import { type Delivery, deliveryShape, LEASE, SEND_WITHIN } from '../../src/delivery/delivery';
import type { Pace } from '../../src/delivery/pace';
import { noMetrics, quietLog } from '../support/turns';

/** Two workers on one store. `meanwhile`: what happens before the first one hears that its next saves were done. */
const world = async (send: Messenger['send'], pause: Pace['pause'] = async () => undefined) => {
  const now = { at: Date.parse('2026-11-23T09:00:00Z') };
  const meanwhile: (() => unknown)[] = [];
  const looked: string[] = [];
  const kept = (await embeddedStore({ log: quietLog })).open(deliveryShape);
  const worker = (deliveries: typeof kept) =>
    deliverer({
      deliveries,
      messages: { 'x.hello': async (subject) => say(subject) },
      unasked: new Set(),
      hoursOf: async (_person, at) => at,
      lost: async () => undefined,
      pace: { take: async () => ({ wait: 0, booked: false }), pause },
      messenger: {
        send,
        find: async (_to, key) => {
          looked.push(key);
          return 'absent';
        },
        allowance: () => ({ conversation: [], workspace: [] }),
      },
      addressOf: async (person) => person,
      wake: async () => undefined,
      clock: () => new Date(now.at),
      log: quietLog,
      metrics: noMetrics,
    });
  const first = worker({
    ...kept,
    replace: async (message) => {
      const saved = await kept.replace(message);
      await meanwhile.shift()?.();
      return saved;
    },
  });
  await first.tell('slack:T1:U1', 'x.hello', 's1');
  const only = async (): Promise<Delivery> => (await kept.find({}))[0] as Delivery;
  return { first, second: worker(kept), now, meanwhile, looked, only, id: (await only()).id };
};

describe('An attempt', () => {
  test('has an end before its lease ends, with time to begin and to be noted', () => {
    expect(LEASE - SEND_WITHIN).toBeGreaterThanOrEqual(3_000);
  });

  test('that was taken so slowly that it could outlast its lease does not begin, and comes again later', async () => {
    const sent: number[] = [];
    const w = await world(async () => {
      sent.push(w.now.at);
      return { kind: 'sent' };
    });
    w.meanwhile.push(() => {
      w.now.at += LEASE - SEND_WITHIN;
    });
    await w.first.deliver(w.id);
    expect(sent).toEqual([]);
    expect(await w.only()).toMatchObject({ state: 'due', dueAt: new Date(w.now.at + 5_000) });
    w.now.at += 5_000;
    await w.first.deliver(w.id);
    expect((await w.only()).state).toBe('sent');
    expect(sent).toHaveLength(1);
  });

  test('that was taken so slowly that another worker has looked and sent it is not sent by the first', async () => {
    const sent: string[] = [];
    const w = await world(async (_to, _view, key) => {
      sent.push(key);
      return { kind: 'sent' };
    });
    w.meanwhile.push(async () => {
      w.now.at += LEASE + 1;
      await w.second.deliver(w.id);
    });
    await w.first.deliver(w.id);
    expect(w.looked).toEqual([w.id]);
    expect(sent).toEqual([w.id]);
    expect((await w.only()).state).toBe('sent');
  });

  test('that is refused for speaking too often is noted, even where the queue cannot be told', async () => {
    const limited: Outcome = { kind: 'later', afterSeconds: 30, reason: '429', limited: true };
    const w = await world(
      async () => limited,
      async () => {
        throw new Error('Redis is away');
      },
    );
    await w.first.deliver(w.id);
    expect(await w.only()).toMatchObject({ state: 'due', reason: '429', dueAt: new Date(w.now.at + 30_000) });
  });
});
