import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** How a call to the connector failed. `status` where it answered; else `sent` says whether the call can have arrived. */
export class ConnectorFault extends Error {
  override name = 'ConnectorFault';
  constructor(
    readonly failure: { status: number; retryAfter: string | null } | { status?: undefined; sent: boolean; reason: string },
    options?: ErrorOptions,
  ) {
    super(
      failure.status === undefined
        ? `The Teams connector did not answer: ${failure.reason}`
        : `The Teams connector answered ${failure.status}`,
      options,
    );
  }
}

/** One attempt to say something: the moment by which it must be over, and whether its call has gone out. Once aborted it never goes out. */
export type Attempt = AbortSignal & { until: number; begun: boolean };

/**
 * An attempt that ends within so many milliseconds. `inTime` waits for what it does, and throws where that has not begun while there was time enough for
 * an answer (`least`): a chat that does not open, a token that does not come.
 */
export const attemptWithin = (milliseconds: number, least: number) => {
  const stop = new AbortController();
  const attempt: Attempt = Object.assign(stop.signal, { until: performance.now() + milliseconds, begun: false });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      if (attempt.begun) return;
      stop.abort();
      reject(new ConnectorFault({ sent: false, reason: 'no time was left to send it' }));
    }, milliseconds - least);
  });
  const inTime = <T>(work: Promise<T>): Promise<T> => Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
  return { attempt, inTime };
};

/** The parts of botbuilder's requests and responses that this client touches. `abortSignal`: an `Attempt`, where the call is one. */
type Request = {
  url: string;
  method: string;
  headers: { toJson(): Record<string, string> };
  body?: unknown;
  abortSignal?: unknown;
};
type Response = { request: Request; status: number; headers: { toJson(): Record<string, string> }; bodyAsText: string };

const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

type Raw = { status: number; retryAfter: string | undefined; text: string };

/** How long a call may take. That of an attempt has what is left of it, and does not go out too late. */
const patienceFor = ({ abortSignal }: Request, milliseconds: number): number => {
  const attempt = abortSignal as Attempt | undefined;
  if (!attempt) return milliseconds;
  if (attempt.aborted) throw new ConnectorFault({ sent: false, reason: 'no time was left to send it' });
  attempt.begun = true;
  return Math.min(milliseconds, attempt.until - performance.now());
};

const exchange = (request: Request, agents: Agents, milliseconds: number): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const secure = request.url.startsWith('https:');
    const body = request.body === undefined || request.body === null ? '' : String(request.body);
    const headers = { ...request.headers.toJson(), ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}) };
    const options = { method: request.method, headers, agent: secure ? agents.https : agents.http };
    const broken = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const reason = error.code ?? error.name;
      reject(new ConnectorFault({ sent: !NEVER_SENT.has(reason), reason }, { cause: error }));
    };
    const call = (secure ? httpsRequest : httpRequest)(request.url, options, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      const chunks: Buffer[] = [];
      const done = () => {
        clearTimeout(timer);
        resolve({ status, retryAfter: answered['retry-after'], text: Buffer.concat(chunks).toString() });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Once the status has come, the call is decided, whatever becomes of the rest.
      response.once('end', done).once('error', done);
    });
    const timer = setTimeout(() => call.destroy(Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' })), milliseconds);
    call.once('error', broken);
    call.end(body);
  });

/** Idle lines are closed before the other side may close them, which would look like a broken send. */
const KEPT = { keepAlive: true, timeout: 30_000 } as const;
type Agents = { http: HttpAgent; https: HttpsAgent };

/**
 * The HTTP client for botbuilder's connector. botbuilder has no setting for its retries (429 and 5xx three times, broken lines too, so
 * that a message whose answer was lost is sent again) and none for a timeout. Its retry policy passes on errors it does not know, so
 * this client throws for whatever is not 2xx. Redirects are not followed: they would carry our token elsewhere.
 */
export const connectorHttp = (milliseconds: number) => {
  const agents: Agents = { http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) };
  return {
    sendRequest: async (request: Request): Promise<Response> => {
      const { status, retryAfter, text } = await exchange(request, agents, patienceFor(request, milliseconds));
      if (status < 200 || status > 299) throw new ConnectorFault({ status, retryAfter: retryAfter ?? null });
      const headers = { toJson: () => ({ 'content-type': 'application/json' }) };
      return { request, status, headers, bodyAsText: isJson(text) ? text : '' };
    },
  };
};
