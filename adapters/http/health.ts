import { end, type HttpRoute } from '../../src/http';

/** `/healthz`: alive. `/readyz`: the store and the queue answer. `/metrics`: Prometheus. */
export const healthRoutes = (checks: Readonly<Record<string, () => Promise<void>>>, metricsText: () => Promise<string>): HttpRoute[] => [
  { method: 'GET', path: '/healthz', handle: async (_, response) => end(response, 200, 'ok\n') },
  {
    method: 'GET',
    path: '/readyz',
    handle: async (_, response) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => {
          let timer: NodeJS.Timeout | undefined;
          const slow = new Promise<never>((_resolve, reject) => {
            timer = setTimeout(() => reject(new Error('slow')), 2_000);
          });
          const fine = await Promise.race([check(), slow]).then(
            () => true,
            () => false,
          );
          clearTimeout(timer);
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
