import type { Outcome } from '../../src/chat/messenger';
import { ConnectorFault } from './connector-http';

const LATER: ReadonlySet<number> = new Set([412, 429, 502, 503, 504]);
/** Never sent, and never will be: not installed or blocked; no such conversation; not a message Teams takes. */
const GONE: ReadonlySet<number> = new Set([400, 403, 404, 410, 413]);
const WAIT = 5;

/** `Retry-After`, in seconds or as a date; between 1 second and an hour. */
const secondsOf = (retryAfter: string | null, now: Date): number => {
  if (!retryAfter) return WAIT;
  const seconds = /^\d+(\.\d+)?$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(3_600, Math.max(1, Math.ceil(seconds))) : WAIT;
};

/** What an error of a send means. Whatever failed before the connector was called was certainly not sent. */
export const outcomeOf = (error: unknown, now: Date): Outcome => {
  if (!(error instanceof ConnectorFault)) return { kind: 'later', afterSeconds: 60, reason: 'no token or no connector' };
  const { failure } = error;
  if (failure.status === undefined)
    return failure.sent ? { kind: 'unknown', reason: failure.reason } : { kind: 'later', afterSeconds: WAIT, reason: failure.reason };
  const { status } = failure;
  const reason = `Teams answered ${status}`;
  if (GONE.has(status)) return { kind: 'gone', reason, ...(status === 404 ? { lost: true } : {}) };
  if (LATER.has(status)) {
    const afterSeconds = secondsOf(failure.retryAfter, now);
    return { kind: 'later', afterSeconds, reason, ...(status === 429 ? { limited: true } : {}) };
  }
  if (status === 401) return { kind: 'later', afterSeconds: 60, reason };
  return status < 500 ? { kind: 'gone', reason } : { kind: 'unknown', reason };
};
