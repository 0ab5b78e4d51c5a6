import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const SKEW = 300;

/** Is this body Slack's, and of now? The clock is checked both ways: more than five minutes old or ahead is refused. */
export const isSigned = (headers: IncomingHttpHeaders, body: Buffer, secret: string, now: Date): boolean => {
  const at = headers['x-slack-request-timestamp'];
  const given = headers['x-slack-signature'];
  if (typeof at !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(at)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(at)) > SKEW) return false;
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${at}:`).update(body).digest('hex')}`);
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};
