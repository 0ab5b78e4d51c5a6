import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { slackLimitProblems } from '../../adapters/slack/limits';

export type Json = Record<string, unknown>;
export type Call = { method: string; token: string; body: Json };
/** What goes wrong with a method: an error as Slack says it, a status, no answer, or a line that breaks after the call was taken. */
export type Fault = { error: string } | { status: number; retryAfter?: string } | 'hang' | 'break';
export type Member = { id: string; team?: string; name?: string; guest?: boolean; stranger?: boolean };

const JSON_FIELDS = ['view', 'blocks', 'metadata'];
const readBody = (text: string, type: string): Json => {
  const body: Json = type.includes('json') ? JSON.parse(text || '{}') : Object.fromEntries(new URLSearchParams(text));
  for (const name of JSON_FIELDS) if (typeof body[name] === 'string') body[name] = JSON.parse(body[name] as string);
  return body;
};

const userOf = (member: Member, team: string): Json => ({
  id: member.id,
  team_id: member.team ?? team,
  real_name: member.name ?? member.id,
  tz: 'Europe/London',
  is_restricted: member.guest ?? false,
  is_stranger: member.stranger ?? false,
  profile: {},
});

const POSTS = new Set(['chat.postMessage', 'chat.postEphemeral', 'views.open', 'views.publish', 'response_url']);

/** Slack's Web API on loopback: knows members, refuses what is over its limits and triggers used twice, and fails as it is told. */
export const fakeSlack = async () => {
  const calls: Call[] = [];
  const members = new Map<string, Member>();
  const faults = new Map<string, (Fault | undefined)[]>();
  const triggers = new Set<string>();
  let pageSize = 200;
  let slowness = 0;

  const answer = (method: string, body: Json, token: string): Json => {
    const team = token.replace('xoxb-', '');
    const problems = POSTS.has(method) ? slackLimitProblems((body.view as Json | undefined) ?? body) : [];
    if (problems.length > 0) return { ok: false, error: 'invalid_blocks', response_metadata: { messages: problems } };
    switch (method) {
      case 'auth.test':
        return { ok: true, team_id: team, user_id: 'UBOT', bot_id: 'BBOT' };
      case 'users.info': {
        const member = members.get(String(body.user));
        return member ? { ok: true, user: userOf(member, team) } : { ok: false, error: 'user_not_found' };
      }
      case 'conversations.open':
        return { ok: true, channel: { id: `D${body.users}` } };
      case 'conversations.history': {
        const there = calls.filter((call) => call.method === 'chat.postMessage' && `D${call.body.channel}` === body.channel).reverse();
        const from = Number(body.cursor ?? 0);
        const page = there.slice(from, from + pageSize);
        const more = from + pageSize < there.length;
        const messages = page.map((call) => ({ text: call.body.text, metadata: call.body.metadata }));
        return { ok: true, messages, has_more: more, response_metadata: { next_cursor: more ? String(from + pageSize) : '' } };
      }
      case 'views.open': {
        const trigger = String(body.trigger_id);
        if (triggers.has(trigger)) return { ok: false, error: 'exchanged_trigger_id' };
        triggers.add(trigger);
        return { ok: true };
      }
      case 'oauth.v2.access':
        if (body.code !== 'good') return { ok: false, error: 'invalid_code' };
        return { ...INSTALLED, authed_user: { id: 'U1', access_token: 'xoxp-personal', scope: 'x', token_type: 'user' } };
      default:
        return { ok: true, ts: `${calls.length}.0`, channel: body.channel };
    }
  };

  const fail = (fault: Fault, response: ServerResponse): void => {
    if (fault === 'hang') return;
    if (fault === 'break') return void response.destroy();
    if ('error' in fault) return void response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: false, ...fault }));
    response.writeHead(fault.status, fault.retryAfter ? { 'retry-after': fault.retryAfter } : {}).end();
  };

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const method = (request.url ?? '').split('/').at(-1) ?? '';
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      const body = readBody(text, request.headers['content-type'] ?? '');
      const [fault] = faults.get(`${method} ${token}`)?.splice(0, 1) ?? faults.get(method)?.splice(0, 1) ?? [];
      if (!fault || fault === 'break') calls.push({ method, token, body });
      if (fault) return fail(fault, response);
      const answered = JSON.stringify(answer(method, body, token));
      setTimeout(() => response.setHeader('content-type', 'application/json').end(answered), slowness);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    members,
    calls,
    /** What was shown: messages, modals and Homes, and answers to response_urls. */
    shown: () => calls.filter(({ method }) => POSTS.has(method)),
    /** What was shown, once there are `count` of them: some answers go out after their request was acknowledged. */
    until: async (count: number): Promise<Call[]> => {
      const shown = () => calls.filter(({ method }) => POSTS.has(method));
      for (let waited = 0; waited < 200 && shown().length < count; waited += 1) await delay(10);
      return shown();
    },
    /** The next calls of a method (of one token, where `method` is "chat.postMessage xoxb-T1") go wrong; undefined: this one does not. */
    failNext: (method: string, ...next: (Fault | undefined)[]) => faults.set(method, next),
    /** How many messages of a conversation come at once. */
    pageSize: (messages: number) => {
      pageSize = messages;
    },
    /** How long each call takes to be answered, after it took effect, in milliseconds. */
    slow: (milliseconds: number) => {
      slowness = milliseconds;
    },
    reset: () => {
      slowness = 0;
      pageSize = 200;
      calls.length = 0;
      faults.clear();
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
export type FakeSlack = Awaited<ReturnType<typeof fakeSlack>>;

const INSTALLED: Json = {
  ok: true,
  app_id: 'A1',
  token_type: 'bot',
  scope: 'commands,chat:write',
  access_token: 'xoxb-T7',
  bot_user_id: 'UBOT',
  team: { id: 'T7', name: 'Camden' },
  enterprise: null,
  is_enterprise_install: false,
};
