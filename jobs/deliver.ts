import { z } from 'zod';
import type { Deliverer } from '../src/delivery/deliver';
import type { Job } from './job';

const payload = z.object({ id: z.string(), booked: z.boolean().optional() });

/** Serves one message of the send log. */
export const deliverJob = (deliver: Deliverer['deliver']): Job<z.infer<typeof payload>> => ({
  name: 'deliver',
  payload,
  run: ({ id, booked }) => deliver(id, booked),
});
