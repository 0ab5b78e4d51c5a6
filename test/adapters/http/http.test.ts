import { request } from 'node:http';
import { connect } from 'node:net';
import { downloads } from '../../../adapters/http/downloads';
import { healthRoutes } from '../../../adapters/http/health';
import { pages } from '../../../adapters/http/pages';
import { type HttpServer, serve } from '../../../adapters/http/server';
import { end, type HttpRoute, readBody } from '../../../src/http';
import { quietLog } from '../../support/turns';

const KEY = Buffer.alloc(32, 7);
const now = { at: new Date('2026-11-23T09:00:00Z') };
const files = downloads({
  key: KEY,
  baseUrl: '',
  clock: () => now.at,
  files: { 'a.csv': async (subject) => ({ filename: 'a.csv', type: 'text/csv', body: `a,${subject}` }) },
});
const health = { store: true };
const routes: HttpRoute[] = [
  ...healthRoutes(
    { store: async () => (health.store ? undefined : Promise.reject(new Error('secret detail'))), queue: async () => undefined },
    async () => 'guildhall_up 1\n',
  ),
  files.route,
  {
    method: 'POST',
    path: '/echo',
    handle: async (incoming, response) => end(response, 200, String((await readBody(incoming, 1000, 300)).length)),
  },
  { method: 'GET', path: '/break', handle: async () => Promise.reject(new Error('secret detail')) },
];

let server: HttpServer;
beforeAll(async () => {
  server = await serve(routes, 0, quietLog);
});
afterAll(() => server.stop(100));

const call = (path: string, method = 'GET', body = ''): Promise<{ status: number; text: string; headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

describe('The web process', () => {
  test.each([
    ['/healthz', 'GET', 200, 'ok'],
    ['/metrics', 'GET', 200, 'guildhall_up 1'],
    ['/nowhere', 'GET', 404, ''],
    ['/echo', 'GET', 405, ''],
    ['/__proto__', 'GET', 404, ''],
    ['/download/nonsense', 'GET', 410, 'expired'],
  ])('%s by %s is %i', async (path, method, status, text) => {
    const answer = await call(path, method);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test('a route that throws gives 500 and no detail', async () => {
    expect(await call('/break')).toMatchObject({ status: 500, text: '' });
  });

  test('is ready only while store and queue answer', async () => {
    expect(await call('/readyz')).toMatchObject({ status: 200, text: 'store: ok\nqueue: ok\n' });
    health.store = false;
    expect(await call('/readyz')).toMatchObject({ status: 503, text: 'store: does not answer\nqueue: ok\n' });
    health.store = true;
  });

  test('refuses a body that is too large, and goes on', async () => {
    expect((await call('/echo', 'POST', 'x'.repeat(5_000))).status).toBe(413);
    expect((await call('/echo', 'POST', 'x'.repeat(900))).text).toBe('900');
  });

  test('refuses a body that never ends', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write('POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc'),
      );
      socket.on('data', (chunk) => {
        resolve(chunk.toString());
        socket.destroy();
      });
    });
    expect(answer).toContain('408');
  });
});

describe('A download link', () => {
  test('gives its file for 15 minutes, and nothing after', async () => {
    const link = files.link('a.csv', 'camden');
    expect(await call(link)).toMatchObject({ status: 200, text: 'a,camden' });
    now.at = new Date('2026-11-23T09:16:00Z');
    expect((await call(link)).status).toBe(410);
    now.at = new Date('2026-11-23T09:00:00Z');
  });

  test('cannot be changed or made by somebody else', async () => {
    const link = files.link('a.csv', 'camden');
    const other = downloads({ key: Buffer.alloc(32, 8), baseUrl: '', clock: () => now.at, files: {} }).link('a.csv', 'camden');
    expect((await call(`${link.slice(0, -2)}AA`)).status).toBe(410);
    expect((await call(other)).status).toBe(410);
  });

  test('to a file that does not exist gives nothing', async () => {
    expect((await call(files.link('constructor', ''))).status).toBe(410);
  });
});

describe('The pages that app packages point to', () => {
  test.each(['/', '/privacy', '/terms'])('%s is a page of its own, with a title and a language, and runs nothing', async (path) => {
    const server = await serve(pages, 0, quietLog);
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
    const html = await response.text();
    await server.stop();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html).toMatch(/<html lang="en-GB">.*<title>.+<\/title>.*<h1>/s);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
