import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../../src/http';
import { signed } from './from-slack';

/** Passes on what Slack sends to a server whose clock was moved, signed again by that clock. */
export const clockRelay = async (target: () => string, clock: () => Date): Promise<{ url: string; stop(): void }> => {
  const server = createServer((request, response) => {
    const pass = async () => {
      const body = (await readBody(request)).toString();
      const headers = { 'content-type': request.headers['content-type'] ?? '', ...signed(body, Math.floor(clock().getTime() / 1000)) };
      const answer = await fetch(target(), { method: 'POST', headers, body });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(await answer.text());
    };
    pass().catch(() => response.writeHead(502).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
