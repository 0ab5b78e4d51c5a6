import { end, type HttpRoute } from '../../src/http';
import { within } from '../../src/within';

/** `/healthz`: alive. `/readyz`: the store and the queue answer. `/metrics`: Prometheus. */
export const healthRoutes = (checks: Readonly<Record<string, () => Promise<void>>>, metricsText: () => Promise<string>): HttpRoute[] => [
  { method: 'GET', path: '/healthz', handle: async (_, response) => end(response, 200, 'ok\n') },
  {
    method: 'GET',
    path: '/readyz',
    handle: async (_, response) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => {
          const fine = await within(check(), 2_000, 'slow').then(
            () => true,
            () => false,
          );
          return [name, fine] as const;
        }),
      );
      const lines = results.map(([name, fine]) => `${name}: ${fine ? 'ok' : 'does not answer'}\n`).join('');
      end(response, results.every(([, fine]) => fine) ? 200 : 503, lines);
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    handle: async (_, response) => end(response, 200, await metricsText(), 'text/plain; version=0.0.4; charset=utf-8'),
  },
];
