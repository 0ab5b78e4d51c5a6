import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BadBody, end, type HttpRoute } from '../../src/http';
import type { Log } from '../../src/log';

export type HttpServer = {
  port: number;
  /** Takes no new requests, lets the running ones end (at most `milliseconds`), then closes. */
  stop(milliseconds?: number): Promise<void>;
};

/** Serves the routes that the adapters offer. A route that throws gets 500 and no detail. Port 0 picks a free one. */
export const serve = (routes: readonly HttpRoute[], port: number, log: Log): Promise<HttpServer> => {
  const byAddress = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  const paths = new Set(routes.map((route) => route.path));
  const server: Server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const route = byAddress.get(`${request.method} ${path}`) ?? byAddress.get(`${request.method} ${path.slice(0, path.indexOf('/', 1))}/*`);
    if (!route) return end(response, paths.has(path) ? 405 : 404);
    route.handle(request, response).catch((error: unknown) => {
      if (error instanceof BadBody) return end(response, error.status);
      log.error('A request failed', error, { path: route.path });
      end(response, 500);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Set PORT to another one, or stop what uses it.`) : error),
    );
    server.listen(port, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        stop: (milliseconds = 8_000) =>
          new Promise((done) => {
            const hurry = setTimeout(() => server.closeAllConnections(), milliseconds);
            server.close(() => {
              clearTimeout(hurry);
              done();
            });
            server.closeIdleConnections();
          }),
      });
    });
  });
};
