import { z } from 'zod';
import type { Deliverer } from '../src/delivery/deliver';
import type { Delivery } from '../src/delivery/delivery';
import type { Job } from './job';

const CHUNK = 500;

/** Finds in the store what is due and queues it: an emptied Redis is refilled here, and late work is caught up with. */
export const sweepJob = (
  everySeconds: number,
  due: Deliverer['due'],
  enqueue: (messages: readonly Delivery[]) => Promise<void>,
  others: readonly (() => Promise<void>)[],
): Job<object> => ({
  name: 'sweep',
  payload: z.object({}),
  everySeconds,
  run: async () => {
    for (const other of others) await other();
    await enqueue(await due(CHUNK));
  },
});
