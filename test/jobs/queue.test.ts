import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Job } from '../../jobs/job';
import { type WorkQueue, workQueue } from '../../jobs/queue';
import type { Delivery } from '../../src/delivery/delivery';
import { freePort } from '../support/child-process';
import { describeRedis, REDIS_START, type RealRedis, realRedis } from '../support/real-redis';
import { noMetrics, quietLog } from '../support/turns';

const message = (id: string, over: Partial<Delivery> = {}): Delivery => ({
  id,
  revision: 1,
  kind: 'test.said',
  subject: 's1',
  to: 'slack:T1:U1',
  workspace: 'slack:T1',
  state: 'due',
  dueAt: new Date(),
  attempts: 0,
  createdAt: new Date(),
  ...over,
});

describeRedis('The queue on a real Redis', () => {
  let redis: RealRedis;
  let queue: WorkQueue;
  let ran: string[];
  const options = () => ({ url: redis.url, clock: () => new Date(), log: quietLog, metrics: noMetrics });
  const job = (run: (id: string) => Promise<void>): Job<never>[] =>
    [{ name: 'deliver', payload: z.object({ id: z.string() }), run: ({ id }: { id: string }) => run(id) }] as unknown as Job<never>[];
  const until = async (count: number): Promise<string[]> => {
    for (let waited = 0; waited < 300 && ran.length < count; waited += 1) await delay(10);
    return ran;
  };

  beforeAll(async () => {
    redis = (await realRedis()) as RealRedis;
  }, REDIS_START);
  afterAll(() => redis?.stop());
  beforeEach(async () => {
    ran = [];
    queue = await workQueue(options());
  });
  afterEach(() => queue.close());

  test('the same attempt of the same message runs once, however often it is queued; the next attempt is another', async () => {
    await Promise.all([1, 2, 3, 4].map(() => queue.enqueue([message('m1'), message('m1')])));
    await queue.enqueue([message('m1', { revision: 2 })]);
    await queue.work(job(async (id) => void ran.push(id)));
    await until(2);
    await delay(200);
    expect(ran).toEqual(['m1', 'm1']);
  });

  test('what is due later runs later', async () => {
    await queue.work(job(async (id) => void ran.push(id)));
    await queue.enqueue([message('later', { dueAt: new Date(Date.now() + 600) }), message('now')]);
    expect(await until(1)).toEqual(['now']);
    expect(await until(2)).toEqual(['now', 'later']);
  });

  test('closing lets the running job end', async () => {
    const own = await workQueue(options());
    await own.work(
      job(async (id) => {
        await delay(400);
        ran.push(id);
      }),
    );
    await own.enqueue([message('slow')]);
    await delay(150);
    await own.close();
    expect(ran).toEqual(['slow']);
  });

  test('a job that throws holds up no other', async () => {
    await queue.work(
      job(async (id) => {
        if (id === 'bad') throw new Error('broken');
        ran.push(id);
      }),
    );
    await queue.enqueue([message('bad'), message('good')]);
    expect(await until(1)).toEqual(['good']);
  });

  test('where there is no Redis, the start says so in time, without the address', async () => {
    const url = `redis://:hunter2@127.0.0.1:${await freePort()}`;
    const before = performance.now();
    await expect(workQueue({ ...options(), url, deadline: 500 })).rejects.toThrow('Redis does not answer. Check REDIS_URL');
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
