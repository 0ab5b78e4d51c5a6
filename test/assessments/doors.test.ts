import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { type Running, start } from '../../src/start';
import { type FakeSlack, fakeSlack } from '../support/fake-slack';
import { type FakeTeams, fakeTeams } from '../support/fake-teams';
import { installationOf, SIGNING_SECRET } from '../support/from-slack';
import { onSlack, onTeams } from '../support/people';

const YORK = 'aaaaaaaa-0000-4000-8000-00000000aaaa';
const START = 'check start "Missed bin collection" beta bought';
/** Words, and the sentence that whoever types them reads. None of them changes anything. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['check set missed bin collection 99 met: x', 'has no point 99'],
  ['check set missed bin collection 12 met: x', 'has no point 12'],
  ['check set missed bin collection 0 met: x', 'has no point 0'],
  ['check set missed bin collection 5 great', 'I do not know the rating'],
  ['check set missed bin collection 5 6', 'I do not know the rating'],
  ['check set missed bin collection 5 met', 'say how you know'],
  ['check set missed bin collection 5 green', 'say how you know'],
  ['check set missed bin collection 5 n/a', 'give the reason'],
  ['check set missed bin collection 5 met: javascript:alert(1)', 'cannot be opened safely'],
  ['check set missed bin collection 5 met: data:text/html,x', 'cannot be opened safely'],
  ['check set missed bin collection 5 met: file:///etc/passwd', 'cannot be opened safely'],
  ['check set missed bin collection 5 met: http://localhost:3000', 'works only on one machine'],
  ['check set missed bin collection 5 met: http://127.0.0.1/x', 'works only on one machine'],
  ['check set missed bin collection 5 met: http://169.254.169.254/latest', 'works only on one machine'],
  ['check set missed bin collection 5 met: https://user:pass@example.org', 'works only on one machine'],
  ['check set missed bin collection five met', 'by its number'],
  ['check set missed bins 5 met: x', 'I cannot find'],
  [`check set missed bin collection 5 met: ${'x'.repeat(2_100)}`, 'too long'],
  ['check assign missed bin collection 5 Bob', 'Mention the person'],
  ['check assign missed bin collection 5 me by yesterday', 'cannot read'],
  ['check assign missed bin collection 5 me by 31/12/2020', 'has passed'],
  ['check assign missed bin collection 5 me by 31/02/2027', 'cannot read'],
  ['check assign missed bin collection 5 me by 1 January 2099', 'too far ahead'],
  ['check assign missed bin collection 5 me by ambers', 'has no date yet'],
  ['check assign missed bin collection 5 slack:T2:U1', 'not in a workspace of your council'],
  ['check assign missed bin collection 5', 'Say who does point 5'],
  ['check undo missed bin collection', 'nothing here that could be undone'],
  ['check show', 'Name the service'],
  ['check show __proto__', 'I cannot find'],
  ['check show {"$ne":null}', 'I cannot find'],
  ['check start "x" against gds-2091', 'I know no standard'],
  ['check start "" beta', 'Give the service a name'],
  [`check start "${'x'.repeat(120)}" beta`, 'too long'],
  ['check review missed bin collection on 2020-01-01', 'has passed'],
  ['check review missed bin collection done dance', 'I do not know the step'],
  ['check move missed bin collection', 'I know of no newer standard'],
  ['check preview gds-2019', 'Only a coordinator'],
  ['check summary missed bin collection here', 'in the channel where the team works'],
  ['deliveries', 'Only a coordinator'],
  ['digest at 25:00', 'as a time'],
  ['snooze until 2020-01-01', 'has passed'],
];

describe('Through the doors of both platforms', () => {
  let running: Running;
  let slack: FakeSlack;
  let connector: FakeTeams;
  let says: Record<'Slack' | 'Teams' | 'another council', (words: string) => Promise<string>>;
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-doors-'));

  beforeAll(async () => {
    slack = await fakeSlack();
    connector = await fakeTeams();
    running = await start(
      readConfig({
        PORT: '0',
        DATA_DIR: folder,
        SLACK_API_URL: slack.url,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_CLIENT_ID: '1.2',
        SLACK_CLIENT_SECRET: 'doors',
        TEAMS_ALLOW_ANONYMOUS: 'true',
        TEAMS_TENANTS: YORK,
      }),
      { logLevel: 'silent' },
    );
    const operator = { id: 'console:doors:operator', name: 'the operator' };
    for (const [team, council] of [
      ['T1', 'Camden'],
      ['T2', 'Leeds'],
    ] as const) {
      await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
      await running.features.councils.linkDirectly(`slack:${team}`, council, operator);
    }
    await running.features.councils.linkDirectly(`teams:${YORK}`, 'York', operator);
    for (const id of ['UALICE', 'ULENA']) slack.members.set(id, { id, name: id });
    const alice = onSlack(running.port, slack, 'T1', { id: 'UALICE', name: 'Alice' });
    const lena = onSlack(running.port, slack, 'T2', { id: 'ULENA', name: 'Lena' });
    const yusuf = onTeams(running.port, connector, YORK, 'Yusuf');
    says = {
      Slack: async (words) => JSON.stringify((await alice.types(words)).text),
      Teams: (words) => yusuf.says(words),
      'another council': async (words) => (await lena.types(words)).text,
    };
    for (const platform of ['Slack', 'Teams'] as const) expect(await says[platform](START)).toContain('0 of 13 met');
  });
  afterAll(async () => {
    await running.stop();
    slack.stop();
    await connector.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each([
    ['Slack', 'camden'],
    ['Teams', 'york'],
  ] as const)('on %s', (platform, council) => {
    test.each(HOSTILE)('“%.70s” is told in a sentence, and changes nothing', async (words, sentence) => {
      expect(await says[platform](words)).toContain(sentence);
      const { assessments } = await running.features.exportCouncil(council);
      expect(assessments.map(({ log, review, standard }) => [log, review, standard])).toEqual([[[], undefined, 'gds-2019']]);
    });

    test('two people who rate at once both have their say', async () => {
      await Promise.all([
        says[platform]('check set missed bin collection 1 partly: one'),
        says[platform]('check set missed bin collection 2 red'),
      ]);
      const [kept] = (await running.features.exportCouncil(council)).assessments;
      expect(kept?.points.slice(0, 2).map(({ state }) => state.rating)).toEqual(['partly', 'not met']);
    });
  });

  test('somebody of another council sees and changes nothing', async () => {
    for (const words of [
      'check show missed bin collection',
      'check set missed bin collection 1 met: x',
      'check export missed bin collection',
    ])
      expect(await says['another council'](words)).toContain('no assessments yet');
  });
});
