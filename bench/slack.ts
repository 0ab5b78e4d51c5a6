import { createHmac } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load, type Server, startServer } from './child';
import { report } from './measure';

const SECRET = 'bench-secret';
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** A Slack that knows its bot and its one user: enough for both servers to start and to know who speaks. */
const pretendSlack = () =>
  new Promise<{ url: string; close(): void }>((resolve) => {
    const server = createServer((incoming, response) => {
      incoming.resume();
      const body = incoming.url?.includes('users.info')
        ? { ok: true, user: { id: 'U1', team_id: 'T1', name: 'alice', real_name: 'Alice', tz: 'Europe/London', profile: {} } }
        : { ok: true, team_id: 'T1', team: 'Camden', user_id: 'UBOT', bot_id: 'BBOT', url: 'https://camden.slack.com/' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`, close: () => void server.close() }),
    );
  });

const post = (port: number, text: string, trigger: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const body = new URLSearchParams({
      token: 'x',
      team_id: 'T1',
      team_domain: 'camden',
      channel_id: 'C1',
      channel_name: 'general',
      user_id: 'U1',
      user_name: 'alice',
      command: '/guild',
      text,
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: 'https://hooks.slack.com/commands/T1/1/x',
      trigger_id: trigger,
    }).toString();
    const at = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-slack-request-timestamp': at,
      'x-slack-signature': signature,
    };
    const sent = request({ agent, host: '127.0.0.1', port, path: '/slack/events', method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const COUNT = 1500;

const round = async (server: Server, text: string, expected: string, run: string): Promise<number> => {
  const before = await server.cpu();
  await load(COUNT, 8, async (index) => {
    const { status, body } = await post(server.port, text, `${run}.${index}`);
    return status === 200 && body.includes(expected);
  });
  return (await server.cpu()) - before;
};

/** CPU per signed slash command, durably acknowledged, against plain Bolt that only acknowledges. */
export const benchSlack = async (rounds: number): Promise<boolean> => {
  const slack = await pretendSlack();
  const anchor = await startServer('plain-bolt.ts', { SLACK_API_URL: slack.url });
  const ours = await startServer('ours.ts', { SLACK_API_URL: slack.url, SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: 'xoxb-bench' });
  try {
    const figures = { anchor: [] as number[], council: [] as number[], ask: [] as number[] };
    for (let number = 0; number <= rounds; number += 1) {
      const bolt = await round(anchor, 'council', '', `a${number}`);
      const council = await round(ours, 'council', 'link', `c${number}`);
      const ask = await round(ours, 'ask do we have to publish our source code?', 'Point 12', `q${number}`);
      if (number === 0) continue; // warm-up
      figures.anchor.push(bolt / COUNT);
      figures.council.push(council / COUNT);
      figures.ask.push(ask / COUNT);
    }
    const held = report('CPU per signed slash command, durably acknowledged', figures.council, figures.anchor, 1.3, 'ms');
    report('  the same with a whole answer from the standard, kept (no gate)', figures.ask, figures.anchor, 99, 'ms');
    return held;
  } finally {
    anchor.stop();
    ours.stop();
    slack.close();
    agent.destroy();
  }
};
