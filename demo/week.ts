import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from '../src/start';
import { type FakeSlack, fakeSlack } from '../test/support/fake-slack';
import { installationOf } from '../test/support/from-slack';
import { onSlack } from '../test/support/people';
import { from } from './moment';
import { act, chapter, expect, show } from './tell';

const CAMDEN = { team: 'T01CAMDEN', council: 'Camden', user: { id: 'UALICE', name: 'Alice' } };
const GLASGOW = { team: 'T04GLASGOW', council: 'Glasgow', user: { id: 'UMORAG', name: 'Morag' } };
const WEEK = [
  'Thursday 26',
  'Friday 27',
  'Saturday 28',
  'Sunday 29',
  'Monday 30 November, St Andrew’s Day',
  'Tuesday 1 December',
  'Wednesday 2',
];
const dateOf = (index: number): string => new Date(Date.UTC(2026, 10, 26 + index)).toISOString().slice(0, 10);

const assess =
  (slack: FakeSlack) =>
  async (running: Running, clock: () => Date): Promise<void> => {
    for (const { team, council, user } of [CAMDEN, GLASGOW]) {
      await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
      await running.features.councils.linkDirectly(`slack:${team}`, council, { id: 'console:demo:operator', name: 'the operator' });
      slack.members.set(user.id, user);
    }
    const alice = onSlack(running.port, slack, CAMDEN.team, CAMDEN.user, clock);
    const morag = onSlack(running.port, slack, GLASGOW.team, GLASGOW.user, clock);
    act('Alice types: /guild check start "Missed bin collection" beta bought');
    show('Alice', (await alice.types('check start "Missed bin collection" beta bought')).text);
    act('Alice rates point 1 with evidence, and takes point 5 on');
    await alice.types('check set Missed bin collection 1 met: https://camden.gov.uk/bins-research');
    const rated = (await alice.types('check assign Missed bin collection 5 me by 1 December')).text;
    show('Alice', rated);
    expect(rated.includes('1 of 13 met'), 'one point should be met');
    act('Morag of Glasgow does the same for Potholes');
    await morag.types('check start Potholes beta');
    show('Morag', (await morag.types('check assign Potholes 5 me by 1 December')).text.split('\n').slice(0, 5).join('\n'));
  };

/** An assessment, and then a week of mornings in two nations, of which one has a bank holiday. */
export const week = async (): Promise<void> => {
  chapter('6. An assessment, and a week of digests in two nations (the clock is moved)');
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-week-'));
  const slack = await fakeSlack();
  await from('2026-11-25T10:00:00Z', folder, slack, assess(slack));
  const got: string[] = [];
  for (const [index, day] of WEEK.entries()) {
    slack.reset();
    await from(`${dateOf(index)}T09:00:01Z`, folder, slack, () => delay(1_800));
    act(`${day}, nine o’clock`);
    const digests = slack.shown().filter(({ method }) => method === 'chat.postMessage');
    for (const { body } of digests) {
      const name = body.channel === CAMDEN.user.id ? 'Alice' : 'Morag';
      got.push(`${name} ${index}`);
      show(name, String(body.text));
    }
    if (digests.length === 0) console.log('\n    nobody gets anything');
  }
  slack.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(
    got.sort().join() === 'Alice 0,Alice 4,Morag 0,Morag 5',
    `each should get two digests, Morag none on St Andrew’s Day; they got ${got}`,
  );
};
