import fc from 'fast-check';
import { Redis } from 'ioredis';
import { embeddedValkey } from '../../adapters/embedded/valkey';
import { paceInRedis } from '../../jobs/pace';
import type { Allowance, Window } from '../../src/chat/messenger';
import type { Pace } from '../../src/delivery/pace';

const TEAMS: Allowance = {
  conversation: [
    { most: 3, milliseconds: 200 },
    { most: 5, milliseconds: 700 },
  ],
  workspace: [{ most: 8, milliseconds: 250 }],
};

/** The most that ever fell into such a window. */
const fullest = (moments: readonly number[], { milliseconds }: Window): number =>
  Math.max(0, ...moments.map((start) => moments.filter((at) => at >= start && at < start + milliseconds).length));

describe('The pace in Redis', () => {
  let valkey: Awaited<ReturnType<typeof embeddedValkey>>;
  let redis: Redis;
  let pace: Pace;
  /** When messages went, by the key of their window: what Redis itself wrote down, so that a busy machine adds nothing. */
  const went = new Map<string, number[]>();
  let monitor: Redis;
  beforeAll(async () => {
    valkey = await embeddedValkey();
    redis = new Redis(valkey.url);
    pace = paceInRedis(redis);
    monitor = await redis.monitor();
    monitor.on('monitor', (_time, [command, key, at]: string[]) => {
      if (command === 'LPUSH' && key?.startsWith('guildhall:pace:')) went.set(key, [...(went.get(key) ?? []), Number(at)]);
    });
  });
  afterAll(async () => {
    monitor.disconnect();
    redis.disconnect();
    await valkey.close();
  });

  /** Sends one message as a worker does: asks, waits, asks again. */
  const send = async (to: string, workspace: string): Promise<void> => {
    for (let booked = false; ; ) {
      const place = await pace.take(to, workspace, TEAMS, booked);
      if (place.wait === 0) return;
      booked = place.booked;
      await new Promise((resolve) => setTimeout(resolve, place.wait));
    }
  };

  test('keeps every sliding window, for whatever mixture of conversations', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 24 }), async (conversations) => {
        run += 1;
        const workspace = `slack:T${run}`;
        await Promise.all(conversations.map((number) => send(`${workspace}/U${number}`, workspace)));
        const sent = (key: string) => went.get(`guildhall:pace:${key}`) ?? [];
        while (sent(workspace).length < conversations.length) await new Promise((resolve) => setTimeout(resolve, 5));
        expect(sent(workspace)).toHaveLength(conversations.length);
        for (const window of TEAMS.workspace) expect(fullest(sent(workspace), window)).toBeLessThanOrEqual(window.most);
        for (const number of new Set(conversations))
          for (const window of TEAMS.conversation)
            expect(fullest(sent(`${workspace}/U${number}`), window)).toBeLessThanOrEqual(window.most);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('lets those that come back late go no faster than the window allows', async () => {
    const ask = (booked: boolean) =>
      Promise.all(Array.from({ length: 24 }, (_, number) => pace.take(`teams:D/U${number}`, 'teams:D', TEAMS, booked)));
    expect((await ask(false)).filter(({ wait }) => wait === 0)).toHaveLength(8);
    // A worker that was held up asks for all of them at once, long after every booked moment.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const late = await ask(true);
    expect(late.filter(({ wait }) => wait === 0)).toHaveLength(8);
    expect(late.every(({ wait, booked }) => wait === 0 || booked)).toBe(true);
  });

  test('books the workspace’s places ahead, each once, and holds up no other workspace', async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, (_, number) => pace.take(`teams:B/U${number}`, 'teams:B', TEAMS, false)));
    expect(waits.filter(({ wait }) => wait === 0)).toHaveLength(8);
    expect(Math.max(...waits.map(({ wait }) => wait))).toBeGreaterThan(900);
    expect(Math.max(...waits.map(({ wait }) => wait))).toBeLessThanOrEqual(1_000);
    expect(await pace.take('teams:C/U1', 'teams:C', TEAMS, false)).toEqual({ wait: 0, booked: false });
  });

  test('a pause stops one workspace for as long as it was told', async () => {
    await pace.pause('slack:P', 400);
    const { wait, booked } = await pace.take('slack:P/U1', 'slack:P', TEAMS, false);
    expect(booked).toBe(false);
    expect(wait).toBeGreaterThan(300);
    expect((await pace.take('slack:Q/U1', 'slack:Q', TEAMS, false)).wait).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, wait + 20));
    expect((await pace.take('slack:P/U1', 'slack:P', TEAMS, false)).wait).toBe(0);
  });

  test('leaves nothing behind once the windows have passed', async () => {
    await pace.take('slack:L/U1', 'slack:L', TEAMS, false);
    expect(await redis.keys('guildhall:*slack:L*')).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await redis.keys('guildhall:*slack:L*')).toEqual([]);
  });
});
