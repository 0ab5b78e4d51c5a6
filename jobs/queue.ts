import { Queue } from 'bullmq';
import type { Delivery } from '../src/delivery/delivery';
import type { Pace } from '../src/delivery/pace';
import type { Clock } from '../src/log';
import { within } from '../src/within';
import { fastConnection } from './connection';
import { gather } from './gather';
import type { Job } from './job';
import { paceInRedis } from './pace';
import { startWorker, type WorkerOptions } from './worker';

export type WorkQueue = {
  /** What all workers on this queue may send together. */
  pace: Pace;
  /** Queues the delivery of these messages; the same attempt of the same message is queued once. */
  enqueue(messages: readonly Delivery[]): Promise<void>;
  /** The same for the sweep, which finds most messages again and again: what it queued within half a minute is left alone, unless Redis is empty. */
  refill(messages: readonly Delivery[]): Promise<void>;
  /** Starts working, and keeps the schedules in place even if Redis comes back empty. */
  work(jobs: readonly Job<never>[]): Promise<void>;
  /** Throws where Redis does not answer. */
  ping(): Promise<void>;
  /** Lets running jobs end, then closes. */
  close(): Promise<void>;
};

/** `deadline`: how long to wait for Redis at start, in milliseconds. */
export type QueueOptions = WorkerOptions & { clock: Clock; deadline?: number };

/** Jobs added together: at most so many, and those of so many milliseconds. */
const CHUNK = 100;
const GATHERED = 10;
/** After so many milliseconds the sweep queues again what is still due: its job may have failed. */
const AGAIN = 30_000;
/** Stands in Redis for as long as it was not emptied. */
const HERE = 'guildhall:here';

/**
 * One attempt of one message is one job: its revision changes with every attempt. Letters, digits and hyphens, as BullMQ asks of job ids; short,
 * because BullMQ writes it down many times.
 */
const jobId = ({ id, revision }: Delivery): string => `${id.slice(0, 20)}-${revision}`;

const upsertSchedules = async (queue: Queue, jobs: readonly Job<never>[]): Promise<void> => {
  for (const job of jobs) {
    if (!job.everySeconds || (await queue.getJobScheduler(job.name))?.every === job.everySeconds * 1000) continue;
    await queue.upsertJobScheduler(job.name, { every: job.everySeconds * 1000 }, { name: job.name, data: {} });
  }
};

/** BullMQ on the Redis at `url`. Throws within `deadline` milliseconds (4,000) where there is none. */
export const workQueue = async (options: QueueOptions): Promise<WorkQueue> => {
  const { log, clock } = options;
  const connection = await fastConnection(options.url, log, options.deadline ?? 4_000);
  const queue = new Queue('guildhall', { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 } });
  queue.on('error', (error) => log.warn('queue', { error: error.message }));
  let stopWorker: () => Promise<void> = async () => undefined;
  let schedules: NodeJS.Timeout | undefined;

  const jobOf = (message: Delivery) => {
    const delay = Math.max(0, message.dueAt.getTime() - clock().getTime());
    return { name: 'deliver', data: { id: message.id }, opts: { jobId: jobId(message), ...(delay > 0 ? { delay } : {}) } };
  };
  const add = async (jobs: readonly ReturnType<typeof jobOf>[]): Promise<readonly undefined[]> => {
    const [first, ...others] = jobs;
    // One alone needs no transaction around it.
    await (first && others.length === 0 ? queue.add(first.name, first.data, first.opts) : queue.addBulk([...jobs]));
    return [];
  };
  const addSoon = gather(GATHERED, CHUNK, add);

  const queued = new Map<string, number>();
  const enqueue = async (messages: readonly Delivery[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += CHUNK)
      await Promise.all(messages.slice(start, start + CHUNK).map((message) => addSoon(jobOf(message))));
    for (const message of messages) queued.set(jobId(message), performance.now());
  };

  return {
    pace: paceInRedis(connection),
    enqueue,
    refill: async (messages) => {
      const isNew = await connection.set(HERE, 1, 'NX');
      const now = performance.now();
      for (const [id, at] of queued) if (isNew || now - at > AGAIN) queued.delete(id);
      await enqueue(messages.filter((message) => !queued.has(jobId(message))));
    },
    work: async (jobs) => {
      stopWorker = startWorker(jobs, options);
      await upsertSchedules(queue, jobs);
      const often = Math.min(...jobs.map((job) => job.everySeconds ?? 60)) * 1000;
      schedules = setInterval(() => {
        upsertSchedules(queue, jobs).catch((error) => log.warn('schedules', { error: String(error) }));
      }, often);
    },
    ping: async () => {
      await within(connection.ping(), 1_000, 'Redis does not answer.');
    },
    close: async () => {
      clearInterval(schedules);
      await stopWorker();
      await queue.close().catch(() => undefined);
      connection.disconnect();
    },
  };
};
