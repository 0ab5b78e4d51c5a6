import type { z } from 'zod';

/** Work done without being asked: a name, what it is given (ids only), how often it comes by itself, and what it does. */
export type Job<Payload = unknown> = {
  name: string;
  payload: z.ZodType<Payload>;
  everySeconds?: number;
  run(payload: Payload): Promise<void>;
};
