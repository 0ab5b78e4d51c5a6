import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** CPU that a Redis has spent so far, in milliseconds. */
export const redisCpu = async (url: string): Promise<number> => {
  const client = new Redis(url);
  const info = await client.info('cpu');
  client.disconnect();
  const of = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1]);
  return (of('used_cpu_user') + of('used_cpu_sys')) * 1000;
};

const TOGETHER = 20;

/** Adds so many jobs, some at a time as the sweep finds them, and never far ahead of what is done. */
export const arriving = async (jobs: number, milliseconds: number, done: () => number, add: (number: number) => Promise<unknown>) => {
  for (let start = 0; start < jobs; start += TOGETHER) {
    await Promise.all(Array.from({ length: TOGETHER }, (_, index) => add(start + index)));
    while (start - done() > 200) await delay(milliseconds);
  }
};

/**
 * What adding and processing this many jobs costs Redis with nothing of ours around it, in milliseconds of its CPU: added as ours are, 50 at once,
 * each as long as the platform takes. (In bursts of empty jobs Redis spends less on each, because it reads and writes many at a time.)
 */
export const bareBullMq = async (url: string, jobs: number, milliseconds: number): Promise<number> => {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue('anchor', { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
  const before = await redisCpu(url);
  let done = 0;
  const work = async (): Promise<void> => {
    await delay(milliseconds);
    done += 1;
  };
  const workers = connection.duplicate();
  const worker = new Worker('anchor', work, { connection: workers, concurrency: 50 });
  await arriving(
    jobs,
    milliseconds,
    () => done,
    (number) => queue.add('deliver', { id: `${number}` }),
  );
  while (done < jobs) await delay(20);
  const spent = (await redisCpu(url)) - before;
  await worker.close();
  await queue.close();
  for (const one of [connection, workers]) one.disconnect();
  return spent;
};

const PINGER = `
const { Redis } = require('ioredis');
const redis = new Redis(process.argv[1]);
let worst = 0;
process.on('SIGTERM', () => { console.log(worst); process.exit(0); });
(async () => { await redis.ping(); for (;;) { const at = performance.now(); await redis.ping(); worst = Math.max(worst, performance.now() - at); await new Promise((resolve) => setTimeout(resolve, 5)); } })();
`;

/** Another client in a process of its own, which asks every 5 ms. Stopping it tells the longest it ever waited, in milliseconds. */
export const otherClient = (url: string): { stop(): Promise<number> } => {
  const child = spawn(process.execPath, ['-e', PINGER, url], { cwd: process.cwd(), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve(Number(said)));
        child.kill('SIGTERM');
      }),
  };
};
