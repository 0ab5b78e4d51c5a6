import type { z } from 'zod';

/** Work done without being asked: a name, what it is given (ids only), how often it comes by itself, and what it does. */
export type Job<Payload = unknown> = {
  name: string;
  payload: z.ZodType<Payload>;
  everySeconds?: number;
  /** May ask to be run again in so many milliseconds, with this known. */
  run(payload: Payload): Promise<{ wait: number; booked: boolean } | undefined>;
};
