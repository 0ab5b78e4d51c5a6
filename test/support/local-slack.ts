import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, freePort, startServer } from './child-process';
import { SIGNING_SECRET } from './from-slack';

/** A workspace with its members, the first of whom looks at it. */
export type Town = { team: string; name: string; members: readonly { id: string; name: string }[] };

/** local-slack reads its configuration as YAML, of which JSON is a part. */
const settings = ({ team, name, members }: Town, requestUrl: string) =>
  JSON.stringify({
    workspace: { name, domain: team.toLowerCase(), teamId: team },
    app: {
      appId: 'A01APP',
      botUserId: 'UBOT',
      botName: 'guildhall',
      botToken: `xoxb-${team}`,
      appToken: `xapp-${team}`,
      signingSecret: SIGNING_SECRET,
      mode: 'events',
      requestUrl,
    },
    users: members.map(({ id, name }) => ({ id, name: name.split(' ')[0]?.toLowerCase(), real_name: name, tz: 'Europe/London' })),
    channels: [{ id: 'C01GENERAL', name: 'general', members: [...members.map(({ id }) => id), 'UBOT'] }],
  });

/** Each local-slack is one workspace; Slack's address is one for all, so requests go where their bot token belongs. */
const startRouter = async (ports: ReadonlyMap<string, number>): Promise<{ url: string; stop(): void }> => {
  const server = createServer((incoming, response) => {
    const port = ports.get((incoming.headers.authorization ?? '').replace('Bearer ', ''));
    if (!port) return void response.setHeader('content-type', 'application/json').end('{"ok":false,"error":"invalid_auth"}');
    const headers = { ...incoming.headers, host: `127.0.0.1:${port}` };
    const onward = request({ host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Slack workspaces with their web pages, which send what people do to `requestUrl`. */
export const localSlack = async (program: string, towns: readonly Town[], requestUrl: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'local-slack-'));
  const children: ChildProcess[] = [];
  const pages = new Map<string, string>();
  const ports = new Map<string, number>();
  for (const town of towns) {
    const file = join(folder, `${town.team}.yaml`);
    writeFileSync(file, settings(town, requestUrl));
    const port = await freePort();
    children.push(await startServer(program, ['--config', file, '--port', String(port), '--base-host', '127.0.0.1'], port, 20));
    pages.set(town.team, `http://127.0.0.1:${port}`);
    ports.set(`xoxb-${town.team}`, port);
  }
  const router = await startRouter(ports);
  return {
    apiUrl: router.url,
    page: (team: string): string => pages.get(team) ?? '',
    stop: async () => {
      router.stop();
      for (const child of children) await endChild(child, 'SIGKILL');
    },
  };
};
