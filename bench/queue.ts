import { setTimeout as delay } from 'node:timers/promises';
import { realRedis } from '../test/support/redis-server';
import { ANSWER, allowance } from './digest-world';
import { report } from './measure';
import { arriving, bareBullMq, redisCpu } from './redis-anchor';

const JOBS = 4_000;
const WORKSPACES = 400;

const nothing = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The same work through our queue: one job for each attempt of each message, and a place in every window before it goes. */
const ours = async (url: string): Promise<number> => {
  const { workQueue } = require('../dist/jobs/queue.js') as typeof import('../jobs/queue');
  const { deliverJob } = require('../dist/jobs/deliver.js') as typeof import('../jobs/deliver');
  const metrics = { count: () => undefined, observe: () => undefined };
  const queue = await workQueue({ url, clock: () => new Date(), log: nothing, metrics });
  let done = 0;
  const deliver = async (id: string): Promise<undefined> => {
    const number = Number.parseInt(id.slice(0, 8), 16);
    const workspace = `slack:T${number % WORKSPACES}`;
    const { wait } = await queue.pace.take(`${workspace}/U${number}`, workspace, allowance(), false);
    if (wait > 0) throw new Error('a window was full');
    await delay(ANSWER);
    done += 1;
  };
  await queue.work([deliverJob(deliver)] as never);
  const before = await redisCpu(url);
  const now = new Date();
  const add = (number: number): Promise<void> => {
    const id = number.toString(16).padStart(8, '0').padEnd(32, '0');
    const of = { kind: 'bench', subject: '', to: '', workspace: '', state: 'due', attempts: 0 } as const;
    return queue.enqueue([{ ...of, id, revision: 0, createdAt: now, dueAt: now }]);
  };
  await arriving(JOBS, ANSWER, () => done, add);
  while (done < JOBS) await delay(20);
  const spent = (await redisCpu(url)) - before;
  await queue.close();
  return spent;
};

/** What a delivery costs Redis (adding, once only, keeping the windows, processing) against bare BullMQ adding and processing. Needs REDIS_SERVER_BINARY. */
export const benchQueue = async (rounds: number): Promise<boolean> => {
  const redis = await realRedis();
  if (!redis) {
    console.log('not run: the queue needs REDIS_SERVER_BINARY');
    return true;
  }
  const figures: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    await redis.restart();
    figures.bare.push((await bareBullMq(redis.url, JOBS, ANSWER)) / JOBS);
    await redis.restart();
    figures.ours.push((await ours(redis.url)) / JOBS);
  }
  await redis.stop();
  return report('Redis CPU of a delivery', figures.ours, figures.bare, 1.5, 'ms');
};
