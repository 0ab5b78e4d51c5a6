import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAdmin } from '../adapters/admin/admin';
import type { Running } from '../src/start';
import { type FakeSlack, fakeSlack } from '../test/support/fake-slack';
import { type FakeTeams, fakeTeams } from '../test/support/fake-teams';
import { installationOf } from '../test/support/from-slack';
import { onSlack, onTeams } from '../test/support/people';
import { from } from './moment';
import { act, chapter, expect, show } from './tell';

const ON_SLACK = [
  { team: 'T01CAMDEN', council: 'Camden', user: { id: 'UALICE', name: 'Alice' } },
  { team: 'T02LEEDS', council: 'Leeds', user: { id: 'ULENA', name: 'Lena' } },
  { team: 'T05BRISTOL', council: 'Bristol', user: { id: 'UBOLA', name: 'Bola' } },
] as const;
const ON_TEAMS = [
  { tenant: 'aaaaaaaa-0000-4000-8000-00000000aaaa', council: 'York', name: 'Yusuf', account: '11111111-0000-4000-8000-000000000001' },
  { tenant: 'cccccccc-0000-4000-8000-00000000cccc', council: 'Cardiff', name: 'Carys', account: '11111111-0000-4000-8000-000000000002' },
] as const;
const ASKED =
  'poll new A planning back office that lets us leave | category: planning | from: January 2028 | must: open API, data export | councils: 4 | until: 18 December 2026';
const OPERATOR = { id: 'console:demo:operator', name: 'the operator' };

type Around = { folder: string; slack: FakeSlack; connector: FakeTeams };

/** The five, on a server that runs at some moment. */
const people = ({ slack, connector }: Around, running: Running, clock: () => Date) => {
  const [alice, lena, bola] = ON_SLACK.map(({ team, user }) => onSlack(running.port, slack, team, user, clock));
  const [yusuf, carys] = ON_TEAMS.map(({ tenant, name, account }) => onTeams(running.port, connector, tenant, name, account));
  if (!alice || !lena || !bola || !yusuf || !carys) throw new Error('somebody is missing');
  return { alice, lena, bola, yusuf, carys };
};
type People = ReturnType<typeof people>;

const at = (around: Around, moment: string, work: (on: People, running: Running) => Promise<void>): Promise<void> =>
  from(moment, around.folder, around.slack, (running, clock) => work(people(around, running, clock), running), {
    TEAMS_ALLOW_ANONYMOUS: 'true',
    TEAMS_TENANTS: ON_TEAMS.map(({ tenant }) => tenant).join(),
  });

const opening = (around: Around) => async (on: People, running: Running) => {
  for (const { team, council, user } of ON_SLACK) {
    await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
    await running.features.councils.linkDirectly(`slack:${team}`, council, OPERATOR);
    around.slack.members.set(user.id, user);
  }
  for (const { tenant, council } of ON_TEAMS) await running.features.councils.linkDirectly(`teams:${tenant}`, council, OPERATOR);
  for (const [index, one] of [on.alice, on.lena, on.bola].entries()) await one.types(`council lead <@${ON_SLACK[index]?.user.id}>`);
  for (const one of [on.yusuf, on.carys]) await one.says(`council lead ${one.person}`);
  act(`Alice, who leads for Camden, types: /guild ${ASKED}`);
  show('Alice', (await on.alice.types(ASKED)).text);
};

/** The councils are asked and answer: sealed until the quorum. */
const answering = (found: { id: string; receipt: string }) => async (on: People) => {
  act('Half an hour later every council is asked, once. Lena of Leeds, on Slack:');
  const asked = await on.lena.gets('Would you buy');
  show('Lena', asked);
  act('Yusuf of York gets the same on Teams, and fills in the form');
  const card = await on.yusuf.gets('Would you buy');
  await on.yusuf.fillsIn(card, 'Answer', { go: 'market', ends: 'March 2028', band: '3', route: 'g-cloud', lead: 'yes' });
  found.id = /\b([0-9a-f]{6}):/.exec((await on.alice.types('poll list')).text)?.[1] ?? '';
  await on.lena.types(`poll answer ${found.id} market | ends: September 2027 | band: 2 | lead: yes`);
  act('Two have answered. Bola of Bristol looks:');
  const sealed = (await on.bola.types(`poll show ${found.id}`)).text;
  show('Bola', sealed);
  expect(sealed.includes('stays sealed until 4') && !sealed.includes('Leeds'), 'the poll should be sealed');
  await on.bola.types(`poll answer ${found.id} share | ends: June 2028 | band: 4`);
  await on.carys.says(`poll answer ${found.id} market | ends: January 2028 | band: 5`);
  await on.alice.types(`poll answer ${found.id} market | ends: December 2027 | band: 3`);
  act('With Cardiff and Camden there are five of the four it takes. Bola looks again:');
  const open = (await on.bola.types(`poll show ${found.id}`)).text;
  show('Bola', open);
  expect(open.includes('5 councils have answered') && open.includes('Taking part'), 'the seal should be broken');
  found.receipt = /Receipt: ([^)\n]+)/.exec(open)?.[1] ?? '';
};

const pageText = (html: string): string =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<\/(p|li|h1|h2|tr|caption|title)>/g, '\n')
    .replace(/<li>/g, '- ')
    .replace(/<\/t[dh]>/g, '  ')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');

const closing =
  ({ folder }: Around, found: { id: string; receipt: string }) =>
  async (on: People, running: Running) => {
    act('18 December, five o’clock: the poll closes by itself. On Slack and on Teams:');
    show('Lena', await on.lena.gets('The quorum was met'));
    show('Yusuf', (await on.yusuf.gets('The quorum was met')).text);
    act('Bola types: /guild poll export, and opens the pack');
    const { text, blocks } = await on.bola.types(`poll export ${found.id}`);
    show('Bola', text);
    const fetched = async (label: string): Promise<string> => {
      const buttons = blocks.flatMap((block) => (block.elements ?? []) as { text?: { text?: string }; url?: string }[]);
      const { pathname } = new URL(buttons.find((one) => one.text?.text === label)?.url ?? '');
      return (await fetch(`http://127.0.0.1:${running.port}${pathname}`)).text();
    };
    const page = await fetched('The pack, to read and print');
    expect(page.includes('<svg'), 'the pack should have its chart');
    show('Bola', pageText(page));
    act('Bola checks the receipt against the log: npm run admin -- verify-poll log.json RECEIPT');
    const log = join(folder, 'log.json');
    writeFileSync(log, await fetched('The log (JSON)'));
    const lines: string[] = [];
    const code = await runAdmin(
      ['verify-poll', log, found.receipt],
      async () => undefined,
      (line) => void lines.push(line),
      (line) => void lines.push(line),
    );
    show('Bola', lines.join('\n'));
    expect(code === 0 && lines.join().includes('stands in the log as given'), 'the receipt should be found in the log');
  };

/** A poll of five councils on both platforms: sealed, unsealed, closed by the clock, with its pack and a receipt that is checked. */
export const poll = async (): Promise<void> => {
  chapter('7. Five councils on both platforms ask, answer, and reach their quorum (the clock is moved)');
  const around = { folder: mkdtempSync(join(tmpdir(), 'guildhall-poll-')), slack: await fakeSlack(), connector: await fakeTeams() };
  const found = { id: '', receipt: '' };
  await at(around, '2026-11-23T10:00:00Z', opening(around));
  await at(around, '2026-11-23T10:31:00Z', answering(found));
  await at(around, '2026-12-18T17:00:01Z', closing(around, found));
  around.slack.stop();
  await around.connector.stop();
  rmSync(around.folder, { recursive: true, force: true });
};
