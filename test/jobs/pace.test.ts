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
  let nowInRedis: () => Promise<number>;
  beforeAll(async () => {
    valkey = await embeddedValkey();
    redis = new Redis(valkey.url);
    pace = paceInRedis(redis);
    nowInRedis = async () => {
      const [seconds, micros] = await redis.time();
      return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
    };
  });
  afterAll(async () => {
    redis.disconnect();
    await valkey.close();
  });

  /** Sends one message as a worker does: asks, waits, asks again. Returns when it went, by Redis' clock. */
  const send = async (to: string, workspace: string): Promise<number> => {
    let booked = false;
    for (;;) {
      const place = await pace.take(to, workspace, TEAMS, booked);
      if (place.wait === 0) return nowInRedis();
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
        const sent = await Promise.all(
          conversations.map(async (number) => ({ number, at: await send(`${workspace}/U${number}`, workspace) })),
        );
        // What the reading of the clock adds: a few milliseconds after the place was taken.
        const slack = 30;
        for (const window of TEAMS.workspace)
          expect(
            fullest(
              sent.map(({ at }) => at),
              { ...window, milliseconds: window.milliseconds - slack },
            ),
          ).toBeLessThanOrEqual(window.most);
        for (const number of new Set(conversations))
          for (const window of TEAMS.conversation) {
            const own = sent.filter((one) => one.number === number).map(({ at }) => at);
            expect(fullest(own, { ...window, milliseconds: window.milliseconds - slack })).toBeLessThanOrEqual(window.most);
          }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

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
    expect(await redis.keys('guildhall:pace:slack:L*')).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await redis.keys('guildhall:pace:slack:L*')).toEqual([]);
  });
});
