import { Queue } from 'bullmq';
import type { Delivery } from '../src/delivery/delivery';
import type { Clock } from '../src/log';
import { within } from '../src/within';
import { fastConnection } from './connection';
import type { Job } from './job';
import { startWorker, type WorkerOptions } from './worker';

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

/** `deadline`: how long to wait for Redis at start, in milliseconds. */
export type QueueOptions = WorkerOptions & { clock: Clock; deadline?: number };

const CHUNK = 100;

/** One attempt of one message is one job: letters, digits and hyphens, as BullMQ asks of job ids. */
const jobId = (message: Delivery): string => `deliver-${message.id}-${message.state}-${message.revision}`;

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

  const add = (chunk: readonly Delivery[]) =>
    queue.addBulk(
      chunk.map((message) => {
        const delay = Math.max(0, message.dueAt.getTime() - clock().getTime());
        return { name: 'deliver', data: { id: message.id }, opts: { jobId: jobId(message), delay } };
      }),
    );

  return {
    enqueue: async (messages) => {
      for (let start = 0; start < messages.length; start += CHUNK) await add(messages.slice(start, start + CHUNK));
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
