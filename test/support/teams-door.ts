import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../adapters/http/server';
import type { Authority } from '../../adapters/teams/authentication';
import { teams } from '../../adapters/teams/teams';
import type { ChatEvent } from '../../src/chat/event';
import type { Reply } from '../../src/chat/view';
import { APP } from './fake-identity';
import type { FakeTeams } from './fake-teams';
import { keepingLog, noMetrics } from './turns';

export const TENANT = 'aaaaaaaa-0000-4000-8000-00000000aaaa';
export const ALICE = '29:1AbC-dEfGhIjKlMnOpQrStUvWxYz_0123456789abcdefghijklmnopqrstuv';
export const ALICE_ACCOUNT = '0a0a0a0a-0000-4000-8000-000000000001';

export type Json = Record<string, unknown>;
/** A recorded activity, changed as told. */
export const fixture = (name: string, over: Json = {}): Json => ({
  ...(JSON.parse(readFileSync(join(__dirname, '../fixtures/teams', `${name}.json`), 'utf8')) as Json),
  ...over,
});

/** The real Teams adapter behind the real server, with a core that answers as told and keeps what it was asked. */
export const teamsDoor = async (connector: FakeTeams, authority?: Authority) => {
  const events: ChatEvent[] = [];
  const installed: string[] = [];
  const removed: string[] = [];
  const seen = new Set<string>();
  const state: { reply: Reply | Error; now: Date } = { reply: { kind: 'done' }, now: new Date('2026-12-04T09:00:00Z') };
  const log = keepingLog();
  const { routes, messenger } = await teams({
    app: APP,
    anonymous: authority === undefined,
    authority,
    front: {
      answer: async (event) => {
        if (state.reply instanceof Error) throw state.reply;
        if (seen.has(event.key)) return { kind: 'done' };
        seen.add(event.key);
        events.push(event);
        return state.reply;
      },
      settled: async () => undefined,
    },
    lifecycle: {
      installed: async (workspace) => void installed.push(workspace),
      removed: async (workspace) => void removed.push(workspace),
      left: async () => undefined,
      isLetIn: async (workspace) => workspace === `teams:${TENANT}`,
    },
    clock: () => state.now,
    newId: () => 'reference0',
    log,
    metrics: noMetrics,
  });
  const server = await serve(routes, 0, log);
  const url = `http://127.0.0.1:${server.port}/api/messages`;

  const send = async (body: string, authorization?: string) => {
    const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
    const response = await fetch(url, { method: 'POST', body, headers });
    const text = await response.text();
    return { status: response.status, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Json };
  };
  return {
    url,
    events,
    installed,
    removed,
    log,
    messenger,
    state,
    send,
    /** Posts an activity whose service is the pretend connector, unless it says another. */
    post: (activity: Json, authorization?: string) => {
      const real = String(activity.serviceUrl).startsWith('https://smba.trafficmanager.net/uk/');
      return send(JSON.stringify(real ? { ...activity, serviceUrl: connector.url } : activity), authorization);
    },
    reset: () => {
      for (const list of [events, installed, removed, log.lines]) list.length = 0;
      seen.clear();
      state.reply = { kind: 'done' };
    },
    stop: () => server.stop(100),
  };
};
export type TeamsDoor = Awaited<ReturnType<typeof teamsDoor>>;
