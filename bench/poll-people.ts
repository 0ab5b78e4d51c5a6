import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeSlack } from '../test/support/fake-slack';
import type { FakeTeams } from '../test/support/fake-teams';
import { fromSlack } from '../test/support/from-slack';

export const ROLES = ['lead', 'deputy', 'officer'] as const;
export type Role = (typeof ROLES)[number];
/** A council with a workspace and three people: every other one on Slack, the rest on Teams. */
export type Town = { council: string; number: number; platform: 'slack' | 'teams'; workspace: string };

const TRIES = 6;
const LATE = 4_000;
const hex = (number: number): string => number.toString(16).padStart(8, '0');
const tenantOf = (number: number): string => `${hex(number)}-0000-4000-8000-00000000aaaa`;
export const accountOf = ({ number, platform }: Town, role: Role): string =>
  platform === 'slack' ? `U${number}${role.toUpperCase()}` : `${hex(number)}-0000-4000-8000-00000000000${ROLES.indexOf(role)}`;
export const personOf = (town: Town, role: Role): string => `${town.platform}:${town.workspace}:${accountOf(town, role)}`;

/** All councils of the UK that are there today. */
export const townsOf = (): Town[] => {
  const file = join(__dirname, '..', 'content', 'councils.json');
  const { councils } = JSON.parse(readFileSync(file, 'utf8')) as { councils: { id: string; to?: string }[] };
  return councils
    .filter(({ to }) => !to)
    .map(({ id }, number) => {
      const platform = number % 2 === 0 ? 'slack' : 'teams';
      return { council: id, number, platform, workspace: platform === 'slack' ? `T${number}` : tenantOf(number) };
    });
};

export const inhabit = (towns: readonly Town[], slack: FakeSlack, connector: FakeTeams): void => {
  for (const town of towns)
    for (const role of ROLES) {
      const id = accountOf(town, role);
      if (town.platform === 'slack') slack.members.set(id, { id, name: role, team: town.workspace });
      else connector.members.set(`29:${id}`, { id: `29:${id}`, name: role, aadObjectId: id, tenantId: town.workspace, userRole: 'user' });
    }
};

type Line = { port: number; town: Town; role: Role; words: string; key: string };

const onSlack = async ({ port, town, role, words, key }: Line, now: number): Promise<string> => {
  const who = { command: '/guild', team_id: town.workspace, user_id: accountOf(town, role), channel_id: 'D1' };
  const { status, text } = await fromSlack(port, { ...who, trigger_id: key, text: words }, Math.floor(now / 1000));
  if (status !== 200) throw new Error(`Slack was answered with ${status}`);
  return text;
};

const onTeams = async ({ port, town, role, words, key }: Line, connector: FakeTeams): Promise<string> => {
  const account = accountOf(town, role);
  const before = connector.calls.length;
  const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ type: 'message', text: words, channelId: 'msteams', serviceUrl: connector.url, id: key },
      ...{ from: { id: `29:${account}`, name: role, aadObjectId: account }, recipient: { id: '28:bot', name: 'Guildhall' } },
      conversation: { id: `a:${account}`, conversationType: 'personal', tenantId: town.workspace },
      channelData: { tenant: { id: town.workspace } },
    }),
  });
  if (!response.ok) throw new Error(`Teams was answered with ${response.status}`);
  const own = connector.calls.slice(before).filter(({ kind, path }) => kind === 'send' && path.includes(account));
  return own.map(({ body }) => JSON.stringify(body)).join();
};

/** Lets people speak to web processes. `ports` and `now` are asked each time: processes come and go, and their clocks are moved. */
export const speech = (connector: FakeTeams, { ports, now, trouble }: { ports(): readonly number[]; now(): number; trouble(): string }) => {
  let [events, retries] = [0, 0];
  return {
    retried: () => retries,
    /** Says something `times` over at the same time, on different processes; a person who sees that it failed says it again. */
    say: async (town: Town, role: Role, words: string, times = 1): Promise<void> => {
      const seen: string[] = [];
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        events += 1;
        const first = events % ports().length;
        const line = (index: number): Line => {
          const port = ports()[(first + index) % ports().length] ?? 0;
          return { port, town, role, words, key: `bench${events}` };
        };
        const all = Array.from({ length: times }, (_, index) => line(index));
        const answers = await Promise.allSettled(
          all.map((one) => (town.platform === 'slack' ? onSlack(one, now()) : onTeams(one, connector))),
        );
        const failures = answers.flatMap((one) =>
          one.status === 'rejected' ? String(one.reason) : one.value.includes('Something went wrong') ? one.value : [],
        );
        if (failures.length === 0) {
          // Slack is acknowledged after two and a half seconds even where it is not done: whoever asked waits for the answer.
          if (answers.every((one) => one.status === 'fulfilled' && one.value === '')) await delay(LATE);
          return;
        }
        seen.push(...failures);
        retries += 1;
        await delay(50 * attempt);
      }
      throw new Error(`“${words}” failed ${TRIES} times: ${seen.join(' ').slice(0, 300)} ${trouble()}`);
    },
  };
};

/** Which councils were told how a poll ended, and how often. */
export const toldOf = (need: string, towns: readonly Town[], slack: FakeSlack, connector: FakeTeams): Map<string, number> => {
  const counts = new Map<string, number>();
  const byWorkspace = new Map(towns.map((town) => [town.workspace, town]));
  const count = (town: Town | undefined): void => {
    if (town) counts.set(town.council, (counts.get(town.council) ?? 0) + 1);
  };
  const isOutcome = (text: string): boolean => text.includes(need) && /quorum was (met|missed)/i.test(text);
  for (const { method, token, body } of slack.calls)
    if (method === 'chat.postMessage' && isOutcome(JSON.stringify(body))) count(byWorkspace.get(token.replace('xoxb-', '')));
  for (const { kind, path, body } of connector.calls)
    if (kind === 'send' && isOutcome(JSON.stringify(body))) count(towns[Number.parseInt(/a:([0-9a-f]{8})/.exec(path)?.[1] ?? '', 16)]);
  return counts;
};
