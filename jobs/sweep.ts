import { z } from 'zod';
import type { Deliverer } from '../src/delivery/deliver';
import type { Delivery } from '../src/delivery/delivery';
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

/** What the features do by themselves: who is due a digest, what a dead process left. May take long; the sweep goes on beside it. */
export const catchUpJob = (everySeconds: number, works: readonly (() => Promise<void>)[]): Job<object> => ({
  name: 'catch-up',
  payload: z.object({}),
  everySeconds,
  run: alone(async () => {
    for (const work of works) await work();
  }),
});
