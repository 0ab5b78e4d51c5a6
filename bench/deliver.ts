import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Messenger } from '../src/chat/messenger';
import { built } from './built';
import { report } from './measure';

const WORKSPACES = 2_000;
const ANSWER = 150;
const AT_ONCE = 50;

/** A platform that answers each message in 150 ms, and keeps how many it was sent and when the last one was answered. */
const slowPlatform = () => {
  const state = { sent: 0, last: 0 };
  const messenger: Messenger = {
    send: async () => {
      await delay(ANSWER);
      state.sent += 1;
      state.last = performance.now();
      return { kind: 'sent' };
    },
    find: async () => 'cannot tell',
  };
  return { state, messenger };
};

const asker = { id: 'slack:T0:U0', workspace: 'slack:T0', name: 'Alice', standing: 'member', address: 'slack:T0/U0' } as const;

const once = async (): Promise<number> => {
  const { readConfig, start } = built();
  const { state, messenger } = slowPlatform();
  const config = readConfig({ PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-deliver-')) });
  const running = await start(config, { logLevel: 'silent', speakers: { slack: messenger } });
  const { questions, delivery } = running.features;
  const turn = {
    event: { kind: 'command', key: 'k', speaker: asker, place: { kind: 'personal', address: asker.address }, text: '' },
    who: { roles: new Set() },
    now: new Date(),
  };
  await questions.ask(turn as never, 'q1', 'Who needs to be in the team?', 'gds-2019');
  const before = performance.now();
  await Promise.all(Array.from({ length: WORKSPACES }, (_, index) => delivery.tell(`slack:T${index + 1}:U1`, 'questions.asked', 'q1')));
  while (state.sent < WORKSPACES) await delay(20);
  const spent = state.last - before;
  await running.stop();
  if (state.sent !== WORKSPACES) throw new Error(`${state.sent} messages went out for ${WORKSPACES}`);
  return spent;
};

/** Time to deliver one message to each of 2,000 workspaces, written down first, against the arithmetic floor of 50 at once. */
export const benchDeliver = async (rounds: number): Promise<boolean> => {
  const floor = (WORKSPACES / AT_ONCE) * ANSWER;
  const times: number[] = [];
  for (let number = 0; number < Math.min(rounds, 5); number += 1) times.push(await once());
  // Gate: the floor is at least 0.80 of the time taken.
  return report(
    '2,000 messages against the floor',
    times,
    times.map(() => floor),
    1.25,
    'ms',
  );
};
