import { DelayedError, Worker } from 'bullmq';
import type { Log, Metrics } from '../src/log';
import { patientConnection } from './connection';
import type { Job } from './job';

/** `concurrency`: jobs worked on at the same time. */
export type WorkerOptions = { url: string; log: Log; metrics: Metrics; concurrency?: number };

/**
 * Works on queued jobs. Short locks and checks bring work back soon after a worker was killed; a job may stall often, because what it
 * does is safe to repeat and the store, not the job, remembers what was done. Returns how to stop: running jobs end first.
 */
export const startWorker = (jobs: readonly Job<never>[], { url, log, metrics, concurrency = 50 }: WorkerOptions): (() => Promise<void>) => {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const connection = patientConnection(url, log);
  const worker = new Worker(
    'guildhall',
    async (queued, token) => {
      const job = byName.get(queued.name);
      const again = job && (await job.run(job.payload.parse(queued.data)));
      if (!again) return;
      if (again.booked) await queued.updateData({ ...queued.data, booked: true });
      await queued.moveToDelayed(Date.now() + again.wait, token);
      throw new DelayedError();
    },
    { connection, concurrency, lockDuration: 5_000, stalledInterval: 5_000, maxStalledCount: 100 },
  );
  worker.on('error', (error) => log.warn('worker', { error: error.message }));
  worker.on('failed', (job, error) => {
    metrics.count('guildhall_jobs_failed_total', { job: job?.name ?? 'unknown' });
    log.error('A job failed; the sweep will find its work again', error, { job: job?.name });
  });
  return async () => {
    await worker.close().catch(() => undefined);
    connection.disconnect();
  };
};
