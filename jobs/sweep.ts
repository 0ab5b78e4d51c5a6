import { z } from 'zod';
import type { Deliverer } from '../src/delivery/deliver';
import type { Delivery } from '../src/delivery/delivery';
import type { Log } from '../src/log';
import type { Job } from './job';

const CHUNK = 500;
const CHUNKS = 40;

/** Runs one at a time in a process: a scheduler makes the next job as soon as the last one has started, however long that takes. */
const alone = (work: () => Promise<void>): (() => Promise<undefined>) => {
  let running = false;
  return async () => {
    if (running) return;
    running = true;
    await work().finally(() => {
      running = false;
    });
  };
};

/** Finds in the store what is due and queues it: an emptied Redis is refilled here, and late work is caught up with. */
export const sweepJob = (
  everySeconds: number,
  due: Deliverer['due'],
  refill: (messages: readonly Delivery[]) => Promise<void>,
): Job<object> => ({
  name: 'sweep',
  payload: z.object({}),
  everySeconds,
  run: alone(async () => {
    for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
      const found = await due(CHUNK, chunk * CHUNK);
      await refill(found);
      if (found.length < CHUNK) return;
    }
  }),
});

/**
 * What the features do by themselves, in this order: polls whose time is over, what a dead process left, who is due a digest. One that fails, or is still
 * at it since the last run, holds up no other. The job counts as failed where one of them did.
 */
export const catchUpJob = (everySeconds: number, works: readonly (() => Promise<void>)[], log: Log): Job<object> => {
  const all = works.map(alone);
  const run = async (): Promise<undefined> => {
    let failed = 0;
    for (const [index, work] of all.entries()) {
      await work().catch((error) => {
        failed += 1;
        log.error('Catching up failed; the others go on', error, { work: index + 1 });
      });
    }
    if (failed > 0) throw new Error(`${failed} of ${all.length} parts of catching up failed.`);
  };
  return { name: 'catch-up', payload: z.object({}), everySeconds, run };
};
