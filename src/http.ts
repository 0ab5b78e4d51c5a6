import type { IncomingMessage, ServerResponse } from 'node:http';

/** One address of the web process. The adapters offer them; `adapters/http` serves them. */
export type HttpRoute = {
  method: 'GET' | 'POST';
  path: string;
  /** Ends the response itself. What it throws is logged and answered with 500 and no detail. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** A body that will not be read further; `status` is what the caller is told (413 too large, 408 too slow, 400 broken off). */
export class BadBody extends Error {
  override name = 'BadBody';
  constructor(readonly status: 400 | 408 | 413) {
    super(`Body refused with ${status}`);
  }
}

/** Reads a whole request body. Throws `BadBody` past `limit` bytes, after `timeout` milliseconds, or if the caller hangs up. */
export const readBody = (request: IncomingMessage, limit = 1_000_000, timeout = 10_000): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (status: 400 | 408 | 413) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      reject(new BadBody(status));
    };
    const timer = setTimeout(() => refuse(408), timeout);
    if (Number(request.headers['content-length'] ?? 0) > limit) return refuse(413);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return refuse(413);
      chunks.push(chunk);
    });
    request.on('end', () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.on('error', () => refuse(400));
    request.on('aborted', () => refuse(400));
  });

const SAFE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' };

/** Ends a response with a status and, where given, a short body. No effect where it was ended before. */
export const end = (response: ServerResponse, status: number, body = '', type = 'text/plain; charset=utf-8'): void => {
  if (response.headersSent) return;
  response.writeHead(
    status,
    body ? { ...SAFE, 'content-type': type, 'content-length': Buffer.byteLength(body) } : { ...SAFE, 'content-length': 0 },
  );
  if (body) response.write(body, () => response.end());
  else response.end();
};
