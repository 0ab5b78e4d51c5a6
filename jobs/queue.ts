import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Delivery } from '../src/delivery/delivery';
import type { Clock, Log, Metrics } from '../src/log';
import type { Job } from './job';

export type WorkQueue = {
  /** Queues the delivery of these messages; the same attempt of the same message is queued once. */
  enqueue(messages: readonly Delivery[]): Promise<void>;
  /** Starts working, and keeps the schedules in place even if Redis comes back empty. */
  work(jobs: readonly Job<never>[]): Promise<void>;
  /** Throws where Redis does not answer. */
  ping(): Promise<void>;
  /** Lets running jobs end, then closes. */
  close(): Promise<void>;
};

const NAME = 'guildhall';

/** One attempt of one message is one job: letters, digits and hyphens, as BullMQ asks of job ids. */
const jobId = (message: Delivery): string => `deliver-${message.id}-${message.state}-${message.revision}`;

const soon = <T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(what)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** BullMQ on the Redis at `url`. Throws within `deadline` milliseconds where there is none, naming REDIS_URL but never its value. */
export const workQueue = async (options: { url: string; clock: Clock; log: Log; metrics: Metrics; concurrency?: number; deadline?: number }): Promise<WorkQueue> => {
  const { log, metrics } = options;
  const connection = new Redis(options.url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true, retryStrategy: (times) => Math.min(times * 100, 2_000) });
  connection.on('error', (error) => log.warn('redis', { error: error.message }));
  const absent = 'Redis does not answer. Check REDIS_URL, or leave it out to use the embedded queue.';
  try {
    await soon(connection.connect().then(() => connection.ping()), options.deadline ?? 4_000, absent);
  } catch {
    connection.disconnect();
    throw new Error(absent);
  }
  const queue = new Queue(NAME, { connection: connection as unknown as ConnectionOptions, defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 } });
  queue.on('error', (error) => log.warn('queue', { error: error.message }));
  let worker: Worker | undefined;
  let workerConnection: Redis | undefined;
  let schedules: NodeJS.Timeout | undefined;

  const upsertSchedules = async (jobs: readonly Job<never>[]): Promise<void> => {
    for (const job of jobs) {
      if (!job.everySeconds || (await queue.getJobScheduler(job.name))?.every === job.everySeconds * 1000) continue;
      await queue.upsertJobScheduler(job.name, { every: job.everySeconds * 1000 }, { name: job.name, data: {} });
    }
  };

  return {
    enqueue: async (messages) => {
      for (let start = 0; start < messages.length; start += 100) {
        const chunk = messages.slice(start, start + 100);
        await queue.addBulk(chunk.map((message) => ({ name: 'deliver', data: { id: message.id }, opts: { jobId: jobId(message), delay: Math.max(0, message.dueAt.getTime() - options.clock().getTime()) } })));
      }
    },
    work: async (jobs) => {
      const byName = new Map(jobs.map((job) => [job.name, job]));
      workerConnection = new Redis(options.url, { maxRetriesPerRequest: null });
      workerConnection.on('error', (error) => log.warn('redis', { error: error.message }));
      worker = new Worker(
        NAME,
        async ({ name, data }) => {
          const job = byName.get(name);
          if (job) await job.run(job.payload.parse(data));
        },
        { connection: workerConnection as unknown as ConnectionOptions, concurrency: options.concurrency ?? 50, lockDuration: 5_000, stalledInterval: 5_000, maxStalledCount: 100 },
      );
      worker.on('error', (error) => log.warn('worker', { error: error.message }));
      worker.on('failed', (job, error) => {
        metrics.count('guildhall_jobs_failed_total', { job: job?.name ?? 'unknown' });
        log.error('A job failed; the sweep will find its work again', error, { job: job?.name });
      });
      await upsertSchedules(jobs);
      const often = Math.min(...jobs.map((job) => job.everySeconds ?? 60)) * 1000;
      schedules = setInterval(() => upsertSchedules(jobs).catch((error) => log.warn('schedules', { error: String(error) })), often);
      schedules.unref();
    },
    ping: () => soon(connection.ping(), 1_000, 'Redis does not answer.').then(() => undefined),
    close: async () => {
      clearInterval(schedules);
      await worker?.close().catch(() => undefined);
      await queue.close().catch(() => undefined);
      workerConnection?.disconnect();
      connection.disconnect();
    },
  };
};
