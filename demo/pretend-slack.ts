import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const SIGNING_SECRET = 'demo-signing-secret';
type Json = Record<string, unknown>;
export type SlackUser = { id: string; name: string; guest?: boolean };
/** What the pretend Slack was told to show: a message, an ephemeral message or a modal. */
export type Shown = { method: string; body: Json };

const parse = (text: string, type: string): Json => {
  const body: Json = type.includes('json') ? JSON.parse(text || '{}') : Object.fromEntries(new URLSearchParams(text));
  for (const name of ['view', 'blocks', 'metadata']) if (typeof body[name] === 'string') body[name] = JSON.parse(body[name] as string);
  return body;
};

/** Slack's side of the conversation, on loopback: knows its people, keeps what it is told to show. */
export const pretendSlack = async (people: readonly SlackUser[]) => {
  const shown: Shown[] = [];
  const answer = (method: string, body: Json, token: string): Json => {
    if (method === 'users.info') {
      const user = people.find((one) => one.id === body.user);
      return user
        ? {
            ok: true,
            user: {
              id: user.id,
              name: user.name,
              real_name: user.name,
              tz: 'Europe/London',
              is_restricted: user.guest ?? false,
              profile: {},
            },
          }
        : { ok: false, error: 'user_not_found' };
    }
    if (method === 'auth.test') return { ok: true, team_id: token.replace('xoxb-', ''), user_id: 'UBOT', bot_id: 'BBOT' };
    shown.push({ method, body });
    return { ok: true, ts: `${shown.length}.0`, channel: body.channel };
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const method = (request.url ?? '').split('/').at(-1) ?? '';
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(method, parse(text, request.headers['content-type'] ?? ''), token)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, shown, stop: () => server.closeAllConnections() ?? server.close() };
};

let triggers = 0;
export const trigger = (): string => {
  triggers += 1;
  return `demo.${triggers}`;
};

/** Sends what Slack would send, signed. Returns the acknowledgement. */
export const fromSlack = async (port: number, form: Record<string, string>): Promise<Json> => {
  const body = new URLSearchParams(form).toString();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex')}`;
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-slack-request-timestamp': at, 'x-slack-signature': signature },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Slack's request was answered with ${response.status}`);
  return text ? (JSON.parse(text) as Json) : {};
};
