import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../adapters/http/server';
import { type SlackOptions, slack } from '../../adapters/slack/slack';
import type { ChatEvent } from '../../src/chat/event';
import { type Front, StillAnswering } from '../../src/chat/front';
import type { Reply } from '../../src/chat/view';
import type { Secrets } from '../../src/secrets/secrets';
import type { FakeSlack, Json } from './fake-slack';
import { installationOf, SIGNING_SECRET, signed } from './from-slack';
import { keepingLog, noMetrics } from './turns';

export const NOW = new Date('2026-11-23T09:00:00Z');

/** A recorded payload, changed as told. */
export const fixture = (name: string, over: Json = {}): Json => ({
  ...(JSON.parse(readFileSync(join(__dirname, '../fixtures/slack', `${name}.json`), 'utf8')) as Json),
  ...over,
});

/** An event with other things in its `event`. */
export const event = (name: string, over: Json, outer: Json = {}): Json => {
  const whole = fixture(name, outer);
  return { ...whole, event: { ...(whole.event as Json), ...over } };
};

const inMemory = (teams: readonly string[]): Secrets & { kept: Map<string, string> } => {
  const kept = new Map(teams.map((team) => [`slack:${team}`, installationOf(team)]));
  return {
    kept,
    put: async (workspace, _name, value) => void kept.set(workspace, value),
    get: async (workspace) => kept.get(workspace),
    remove: async (workspace) => void kept.delete(workspace),
  };
};

export type Sent = { body: string; type: string; at?: number; signature?: string };
export const asForm = (fields: Json): Sent => ({
  body: new URLSearchParams(fields as Record<string, string>).toString(),
  type: 'application/x-www-form-urlencoded',
});
export const asPayload = (payload: Json): Sent => asForm({ payload: JSON.stringify(payload) });
export const asEvent = (payload: unknown): Sent => ({ body: JSON.stringify(payload), type: 'application/json' });

/** The real Slack adapter behind the real server, with a core that answers as told and keeps what it was asked, or with the core that is given. */
export const slackDoor = async (api: FakeSlack, auth?: SlackOptions['auth'], core?: Front) => {
  const events: ChatEvent[] = [];
  const installed: string[][] = [];
  const removed: string[] = [];
  const left: string[] = [];
  const settled: string[] = [];
  const seen = new Set<string>();
  const open = new Set<string>();
  const secrets = inMemory(['T1', 'T2']);
  const state: { reply: Reply | Error; wait: number; now: Date } = { reply: { kind: 'done' }, wait: 0, now: NOW };
  const log = keepingLog();
  const { routes, messenger } = await slack({
    signingSecret: SIGNING_SECRET,
    auth: auth ?? { kind: 'many', clientId: '1.2', clientSecret: 'secret', stateSecret: 'state', baseUrl: 'https://guildhall.example' },
    apiUrl: api.url,
    front: core ?? {
      answer: async (said) => {
        if (state.wait > 0) await new Promise((resolve) => setTimeout(resolve, state.wait));
        if (state.reply instanceof Error) throw state.reply;
        if (open.has(said.key)) throw new StillAnswering();
        if (seen.has(said.key)) return { kind: 'done' };
        seen.add(said.key);
        if (said.retries) open.add(said.key);
        events.push(said);
        return state.reply;
      },
      settled: async (key) => {
        open.delete(key);
        settled.push(key);
      },
    },
    lifecycle: {
      installed: async (workspace, name) => void installed.push([workspace, name]),
      removed: async (workspace) => {
        await secrets.remove(workspace);
        removed.push(workspace);
      },
      left: async (person) => void left.push(person),
      isLetIn: async () => true,
    },
    secrets,
    clock: () => state.now,
    newId: () => 'reference0',
    log,
    metrics: noMetrics,
  });
  const server = await serve(routes, 0, log);
  const url = `http://127.0.0.1:${server.port}`;
  const post = async ({ body, type, at = state.now.getTime() / 1000, signature }: Sent, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        ...signed(body, at),
        ...(signature === undefined ? {} : { 'x-slack-signature': signature }),
        ...headers,
      },
      body,
    });
    const text = await response.text();
    return { status: response.status, text, json: text.startsWith('{') ? (JSON.parse(text) as Json) : undefined };
  };
  return {
    url,
    post,
    messenger,
    events,
    installed,
    removed,
    left,
    settled,
    secrets,
    state,
    log,
    reset: () => {
      for (const list of [events, installed, removed, left, settled, log.lines]) list.length = 0;
      seen.clear();
      open.clear();
      Object.assign(state, { reply: { kind: 'done' }, wait: 0, now: NOW });
    },
    stop: () => server.stop(100),
  };
};
export type SlackDoor = Awaited<ReturnType<typeof slackDoor>>;
