import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Speaker } from '../src/chat/event';
import type { Allowance, Messenger, Outcome } from '../src/chat/messenger';
import type { Features } from '../src/features';

export const WORKSPACES = 400;
export const EACH = 25;
export const PEOPLE = WORKSPACES * EACH;
export const ANSWER = 150;

/** What Slack allows, as the built adapter has it. */
export const allowance = (): Allowance => require('../dist/adapters/slack/messenger.js').ALLOWANCE;

export type Said = { to: string; workspace: string; at: number };

/** A platform that answers each message in 150 ms and writes down what arrived when. `refuses`: a workspace that it answers 429. */
export const slowPlatform = (refuses?: string) => {
  const said: Said[] = [];
  const refused: number[] = [];
  const messenger: Messenger = {
    send: async (to): Promise<Outcome> => {
      const workspace = to.split('/')[0] ?? '';
      const at = performance.now();
      if (workspace !== refuses) said.push({ to, workspace, at });
      await delay(ANSWER);
      if (workspace !== refuses) return { kind: 'sent' };
      refused.push(at);
      return { kind: 'later', afterSeconds: 3, reason: 'rate limited', limited: true };
    },
    find: async () => 'cannot tell',
    allowance,
  };
  return { said, refused, messenger };
};

const speaker = (workspace: number, person: number): Speaker => ({
  id: `slack:T${workspace}:U${person}`,
  workspace: `slack:T${workspace}`,
  name: `Person ${person}`,
  standing: 'member',
  address: `slack:T${workspace}/U${person}`,
});

const POINTS = 14;

/** Links the workspaces and gives every person one point, due within the week. */
export const seed = async ({ front, councils }: Features): Promise<void> => {
  const names: { id: string; from?: string; to?: string }[] = JSON.parse(
    readFileSync(join(__dirname, '..', 'content', 'councils.json'), 'utf8'),
  ).councils;
  const alive = names.filter(({ to }) => !to);
  for (let workspace = 0; workspace < WORKSPACES; workspace += 1) {
    const council = alive[workspace % alive.length]?.id ?? '';
    await councils.linkDirectly(`slack:T${workspace}`, council, { id: 'console:bench:operator', name: 'the operator' });
    const say = async (text: string): Promise<void> => {
      const who = speaker(workspace, 0);
      const key = `bench ${workspace} ${text}`;
      const reply = await front.answer({ kind: 'command', key, speaker: who, place: { kind: 'personal', address: who.address }, text });
      if (reply.kind !== 'message') throw new Error(`“${text}” was answered with ${reply.kind}`);
    };
    for (let person = 0; person < EACH; person += 1) {
      const service = `Service ${workspace}-${Math.floor(person / POINTS)}`;
      if (person % POINTS === 0) await say(`check start "${service}" beta built`);
      await say(`check assign "${service}" ${(person % POINTS) + 1} <@U${person}> by 27 November`);
    }
  }
};

/** The fullest that any sliding window ever was, as a share of what is allowed. */
export const fullestWindow = (said: readonly Said[]): number => {
  const byKey = new Map<string, number[]>();
  const put = (key: string, at: number) => byKey.set(key, [...(byKey.get(key) ?? []), at]);
  for (const { to, workspace: of, at } of said) {
    put(`conversation ${to}`, at);
    put(`workspace ${of}`, at);
  }
  const { conversation, workspace } = allowance();
  let fullest = 0;
  for (const [key, moments] of byKey) {
    const windows = key.startsWith('conversation') ? conversation : workspace;
    const sorted = [...moments].sort((a, b) => a - b);
    for (const { most, milliseconds } of windows)
      for (let start = 0, end = 0; start < sorted.length; start += 1) {
        while (end < sorted.length && (sorted[end] as number) < (sorted[start] as number) + milliseconds) end += 1;
        fullest = Math.max(fullest, (end - start) / most);
      }
  }
  return fullest;
};
