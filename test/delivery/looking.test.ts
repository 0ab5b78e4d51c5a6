import { embeddedStore } from '../../adapters/embedded/store';
import type { Messenger, Outcome } from '../../src/chat/messenger';
import { say } from '../../src/chat/view';
import { deliverer } from '../../src/delivery/deliver';
import { type Delivery, deliveryShape } from '../../src/delivery/delivery';
import { NotNow } from '../../src/delivery/not-now';
import type { DeliveryPorts } from '../../src/delivery/step';
import { noMetrics, quietLog } from '../support/turns';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const broken: Outcome = { kind: 'unknown', reason: 'http 503' };

/** A platform that does as told, and a clock that goes to whatever is due next. */
const world = async (messenger: Pick<Messenger, 'send' | 'find'>, over: Partial<DeliveryPorts> = {}) => {
  const now = { at: Date.parse('2026-11-23T09:00:00Z') };
  const deliveries = (await embeddedStore({ log: quietLog })).open(deliveryShape);
  const ports: DeliveryPorts = {
    deliveries,
    messages: { 'x.hello': async (subject) => say(subject) },
    unasked: new Set(),
    hoursOf: async (_person, at) => at,
    lost: async () => undefined,
    pace: { take: async () => ({ wait: 0, booked: false }), pause: async () => undefined },
    messenger: { ...messenger, allowance: () => ({ conversation: [], workspace: [] }) },
    addressOf: async (person) => person,
    wake: async () => undefined,
    clock: () => new Date(now.at),
    log: quietLog,
    metrics: noMetrics,
    ...over,
  };
  const made = deliverer(ports);
  const open = () => deliveries.find({ state: { in: ['due', 'sending', 'looking'] } }, { sort: ['dueAt', 'up'], limit: 1 });
  /** Works as the queue does, until nothing is open or the time is over. Says how long it took. */
  const work = async (milliseconds: number): Promise<number> => {
    const start = now.at;
    for (let [next] = await open(); next && next.dueAt.getTime() <= start + milliseconds; [next] = await open()) {
      now.at = Math.max(now.at, next.dueAt.getTime());
      await made.deliver(next.id);
    }
    return now.at - start;
  };
  const only = async (): Promise<Delivery> => (await deliveries.find({}))[0] as Delivery;
  return { ...made, deliveries, now, work, only };
};

describe('A look at a message whose outcome nobody saw', () => {
  test('is repeated while the platform does not answer, with longer and longer waits, until it says what became of it', async () => {
    let looks = 0;
    const w = await world({
      send: async () => broken,
      find: async () => {
        looks += 1;
        if (w.now.at < Date.parse('2026-11-23T11:00:00Z')) throw new NotNow('http 503');
        return 'arrived';
      },
    });
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    await w.work(DAY);
    expect((await w.only()).state).toBe('sent');
    expect(looks).toBeGreaterThan(5);
    expect(looks).toBeLessThan(25);
  });

  test('is not repeated before the platform allows it', async () => {
    const looked: number[] = [];
    const w = await world({
      send: async () => broken,
      find: async () => {
        looked.push(w.now.at);
        if (looked.length === 1) throw new NotNow('rate limited', 1_800);
        return 'arrived';
      },
    });
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    await w.work(DAY);
    expect((looked[1] ?? 0) - (looked[0] ?? 0)).toBeGreaterThanOrEqual(1_800_000);
  });

  test('ends as unknown, and nothing is sent again, where it was in vain for three days', async () => {
    let sent = 0;
    const w = await world({
      send: async () => {
        sent += 1;
        return broken;
      },
      find: async () => {
        throw new NotNow('http 503');
      },
    });
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const took = await w.work(5 * DAY);
    expect(await w.only()).toMatchObject({ state: 'unknown', reason: 'http 503' });
    expect([sent, took > 3 * DAY, took < 3.2 * DAY]).toEqual([1, true, true]);
  });

  test('has three days even where the message waited a week for its first attempt', async () => {
    const w = await world({
      send: async () => broken,
      find: async () => {
        throw new NotNow('http 503');
      },
    });
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    w.now.at += 7 * DAY;
    await w.work(DAY);
    expect((await w.only()).state).toBe('looking');
  });

  test('of fifty at once, of which the platform allows one a minute, finds out about all', async () => {
    let allowed = 0;
    const tried = new Set<string>();
    const arrived: string[] = [];
    const w = await world({
      // Of every second one only the answer is lost; of the others the message itself, the first time.
      send: async (_to, _view, key) => {
        const isLost = !tried.has(key) && tried.size % 2 === 1;
        const outcome: Outcome = tried.has(key) ? { kind: 'sent' } : broken;
        tried.add(key);
        if (!isLost) arrived.push(key);
        return outcome;
      },
      find: async (_to, key) => {
        if (w.now.at < allowed) throw new NotNow('rate limited', Math.ceil((allowed - w.now.at) / 1_000));
        allowed = w.now.at + 60_000;
        return arrived.includes(key) ? 'arrived' : 'absent';
      },
    });
    for (let person = 0; person < 50; person += 1) await w.tell(`slack:T1:U${person}`, 'x.hello', 's1');
    const took = await w.work(3 * DAY);
    expect(await w.deliveries.count({ state: 'sent' })).toBe(50);
    expect([arrived.length, new Set(arrived).size]).toEqual([50, 50]);
    expect(took).toBeLessThan(6 * HOUR);
  }, 60_000);

  test('that finds the message absent again and again sends it again with longer and longer waits, and not for ever', async () => {
    const sent: number[] = [];
    const w = await world({
      send: async () => {
        sent.push(w.now.at);
        return broken;
      },
      find: async () => 'absent',
    });
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    await w.work(5 * DAY);
    expect(await w.only()).toMatchObject({ state: 'gone', reason: 'gave up: http 503' });
    expect(sent.length).toBeLessThan(310);
    // The first time it goes at once: its process may only have died.
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeLessThan(6_000);
    expect((sent.at(-1) ?? 0) - (sent.at(-2) ?? 0)).toBeGreaterThan(900_000);
  });
});
