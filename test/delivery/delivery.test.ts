import { embeddedStore } from '../../adapters/embedded/store';
import type { Messenger, Outcome } from '../../src/chat/messenger';
import { say } from '../../src/chat/view';
import { deliverer } from '../../src/delivery/deliver';
import { type Delivery, deliveryShape } from '../../src/delivery/delivery';
import type { Place } from '../../src/delivery/pace';
import { noMetrics, quietLog } from '../support/turns';

const world = async (outcomes: Outcome[], found: 'arrived' | 'absent' | 'cannot tell' = 'cannot tell') => {
  const now = { at: new Date('2026-11-23T09:00:00Z'), free: new Date(0) };
  const places: Place[] = [];
  const paused: [string, number][] = [];
  const lost: string[] = [];
  const store = await embeddedStore({ log: quietLog });
  const deliveries = store.open(deliveryShape);
  const sent: string[] = [];
  const woken: Delivery[] = [];
  const messenger: Messenger = {
    send: async (_to, _view, key) => {
      sent.push(key);
      return outcomes.shift() ?? { kind: 'sent' };
    },
    find: async () => found,
    allowance: () => ({ conversation: [], workspace: [] }),
  };
  const made = deliverer({
    deliveries,
    messages: {
      'x.hello': async (subject) => (subject === 'gone' ? undefined : say(subject)),
      'x.unasked': async (subject) => say(subject),
    },
    unasked: new Set(['x.unasked']),
    hoursOf: async (_person, at) => new Date(Math.max(now.free.getTime(), at.getTime())),
    lost: async (message) => void lost.push(message.to),
    pace: {
      take: async () => places.shift() ?? { wait: 0, booked: false },
      pause: async (workspace, ms) => void paused.push([workspace, ms]),
    },
    messenger,
    addressOf: async (person) => (person === 'slack:T1:nobody' ? undefined : `${person}/dm`),
    wake: async (messages) => void woken.push(...messages),
    clock: () => now.at,
    log: quietLog,
    metrics: noMetrics,
  });
  const only = async (): Promise<Delivery> => (await deliveries.find({}))[0] as Delivery;
  const pass = (seconds: number): void => {
    now.at = new Date(now.at.getTime() + seconds * 1000);
  };
  return { ...made, deliveries, sent, woken, only, pass, now, places, paused, lost };
};

describe('A delivery', () => {
  test('of the same message is written down once, however often it is asked for', async () => {
    const w = await world([]);
    await Promise.all([1, 2, 3, 4].map(() => w.tell('slack:T1:U1', 'x.hello', 's1')));
    expect(await w.deliveries.count({})).toBe(1);
    expect(w.woken).toHaveLength(1);
  });

  test('is sent once, even when four workers take it at the same moment', async () => {
    const w = await world([]);
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const { id } = await w.only();
    await Promise.all([1, 2, 3, 4].map(() => w.deliver(id)));
    expect(w.sent).toEqual([id]);
    expect((await w.only()).state).toBe('sent');
  });

  test('waits as long as the platform asks, and then is sent', async () => {
    const w = await world([{ kind: 'later', afterSeconds: 30, reason: '429' }]);
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const { id } = await w.only();
    await w.deliver(id);
    expect(await w.due(10)).toEqual([]);
    w.pass(29);
    await w.deliver(id);
    expect(w.sent).toHaveLength(1);
    w.pass(2);
    expect(await w.due(10)).toHaveLength(1);
    await w.deliver(id);
    expect((await w.only()).state).toBe('sent');
  });

  test.each([
    ['arrived', 'sent', 1],
    ['cannot tell', 'unknown', 1],
    ['absent', 'sent', 2],
  ] as const)('whose outcome nobody saw is looked into: %s → %s', async (found, state, times) => {
    const w = await world([{ kind: 'unknown', reason: 'line broke' }], found);
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const { id } = await w.only();
    await w.deliver(id);
    expect((await w.only()).state).toBe('looking');
    w.pass(6);
    await w.deliver(id);
    w.pass(60);
    await w.deliver(id);
    expect((await w.only()).state).toBe(state);
    expect(w.sent).toHaveLength(times);
  });

  test('whose worker died while sending is never sent again blindly', async () => {
    const w = await world([], 'cannot tell');
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const before = await w.only();
    await w.deliveries.replace({ ...before, state: 'sending', attempts: 1, dueAt: new Date(w.now.at.getTime() + 12_000) });
    await w.deliver(before.id);
    expect((await w.only()).state).toBe('sending');
    w.pass(13);
    expect(await w.due(10)).toHaveLength(1);
    await w.deliver(before.id);
    expect(w.sent).toEqual([]);
    expect((await w.only()).state).toBe('unknown');
  });

  test.each([
    ['slack:T1:U1', 'gone', [], 'dropped'],
    ['slack:T1:nobody', 's1', [], 'gone'],
    ['slack:T1:U1', 's1', [{ kind: 'gone', reason: 'account_inactive' }], 'gone'],
  ] as const)('to %s about %s ends as it should', async (to, subject, outcomes, state) => {
    const w = await world([...outcomes]);
    await w.tell(to, 'x.hello', subject);
    const { id } = await w.only();
    await w.deliver(id);
    await w.deliver(id);
    expect((await w.only()).state).toBe(state);
  });

  test('that the windows have no room for comes back when there is some: soon without a trace, later with a line in the store', async () => {
    const w = await world([]);
    w.places.push({ wait: 800, booked: true }, { wait: 90_000, booked: false });
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const { id } = await w.only();
    expect(await w.deliver(id)).toEqual({ wait: 800, booked: true });
    expect(await w.only()).toMatchObject({ state: 'due', attempts: 0, revision: 0 });
    expect(await w.deliver(id, true)).toBeUndefined();
    expect(await w.only()).toMatchObject({ state: 'due', attempts: 0, dueAt: new Date('2026-11-23T09:01:30Z') });
    expect(w.sent).toEqual([]);
    w.pass(91);
    await w.deliver(id);
    expect(w.sent).toEqual([id]);
  });

  test('that is refused for speaking too often stops its workspace, and no other', async () => {
    const w = await world([{ kind: 'later', afterSeconds: 30, reason: '429', limited: true }]);
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    await w.deliver((await w.only()).id);
    expect(w.paused).toEqual([['slack:T1', 30_000]]);
  });

  test('that nobody asked for waits for hours in which people are spoken to', async () => {
    const w = await world([]);
    w.now.free = new Date('2026-11-24T08:00:00Z');
    await w.tell('slack:T1:U1', 'x.unasked', 's1');
    const { id } = await w.only();
    await w.deliver(id);
    expect(await w.only()).toMatchObject({ state: 'due', attempts: 0, dueAt: w.now.free });
    w.pass(86_400);
    await w.deliver(id);
    expect(w.sent).toEqual([id]);
  });

  test('that nobody asked for comes twice a week to one person, even when six arrive on many workers at once', async () => {
    const w = await world([]);
    for (let number = 0; number < 6; number += 1) await w.tell('slack:T1:U1', 'x.unasked', `s${number}`);
    await w.tell('slack:T1:U2', 'x.unasked', 's0');
    const times: number[] = [];
    for (let minute = 0; minute < 3 * 7 * 24 * 6; minute += 1) {
      const before = w.sent.length;
      await Promise.all((await w.due(50)).flatMap(({ id }) => [w.deliver(id), w.deliver(id)]));
      for (let sent = before; sent < w.sent.length; sent += 1) times.push(minute / 6 / 24);
      w.pass(600);
    }
    expect(new Set(w.sent).size).toBe(7);
    expect(w.sent).toHaveLength(7);
    const mine = times.filter((_, index) => w.sent[index] !== undefined).sort((a, b) => a - b);
    expect(mine.filter((day) => day < 6.9).length).toBeLessThanOrEqual(3); // Two to one, one to the other.
    expect(mine.filter((day) => day > 6.9 && day < 13.9)).toHaveLength(2);
    expect(mine.filter((day) => day > 13.9)).toHaveLength(2);
  });

  test('to an account that is gone says so once, in the sweep, even if the conclusion failed before', async () => {
    const w = await world([{ kind: 'gone', reason: 'user_not_found', lost: true }]);
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    await w.deliver((await w.only()).id);
    expect(w.lost).toEqual([]);
    await w.catchUp();
    await w.catchUp();
    expect(w.lost).toEqual(['slack:T1:U1']);
  });

  test('is given up after three days of refusals', async () => {
    const w = await world(Array.from({ length: 400 }, () => ({ kind: 'later', afterSeconds: 1, reason: '503' }) as const));
    await w.tell('slack:T1:U1', 'x.hello', 's1');
    const { id } = await w.only();
    for (let tries = 0; tries < 400 && !(await w.only()).endedAt; tries += 1) {
      w.pass(900);
      await w.deliver(id);
    }
    expect((await w.only()).state).toBe('gone');
    expect(w.sent.length).toBeLessThan(310);
  });
});
