import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { type Running, start } from '../../src/start';
import type { Page } from '../support/browser';
import { clockRelay } from '../support/clock-relay';
import { fakeTeams } from '../support/fake-teams';
import { installationOf, SIGNING_SECRET } from '../support/from-slack';
import { localSlack, type Town } from '../support/local-slack';
import { onTeams } from '../support/people';
import { browserForSlack, describeInBrowser, LOCAL_SLACK, look, openChat, press, say, sees } from '../support/slack-page';

const CAMDEN: Town = { team: 'T01CAMDEN', name: 'Camden Council', members: [{ id: 'U01ALICE', name: 'Alice Adams' }] };
const LEEDS: Town = { team: 'T02LEEDS', name: 'Leeds Council', members: [{ id: 'U02LENA', name: 'Lena Lewis' }] };
const YORK = 'aaaaaaaa-0000-4000-8000-00000000aaaa';
const ASKED =
  'poll new A planning back office that lets us leave | category: planning | from: January 2028 | must: open API | councils: 3 | until: 18 December 2026';

describeInBrowser('A poll in two browsers, and on Teams', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-browser-'));
  let ahead = 0;
  let running: Running;
  let relay: Awaited<ReturnType<typeof clockRelay>>;
  let slack: Awaited<ReturnType<typeof localSlack>>;
  let connector: Awaited<ReturnType<typeof fakeTeams>>;
  let browser: Awaited<ReturnType<typeof browserForSlack>>;
  let camden: Page;
  let leeds: Page;

  /** The server at a moment, over the same files as before. */
  const at = async (moment: string): Promise<void> => {
    await running?.stop();
    ahead = new Date(moment).getTime() - Date.now();
    const config = readConfig({
      PORT: '0',
      DATA_DIR: folder,
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'not used',
      TEAMS_ALLOW_ANONYMOUS: 'true',
      TEAMS_TENANTS: YORK,
      CLOCK_START: moment,
      SWEEP_SECONDS: '1',
    });
    running = await start(config, { logLevel: 'silent' });
  };
  const yusuf = () => onTeams(running.port, connector, YORK, 'Yusuf', '11111111-0000-4000-8000-000000000001');

  beforeAll(async () => {
    relay = await clockRelay(
      () => `http://127.0.0.1:${running.port}/slack/events`,
      () => new Date(Date.now() + ahead),
    );
    slack = await localSlack(LOCAL_SLACK, [CAMDEN, LEEDS], relay.url);
    connector = await fakeTeams();
    await at('2026-11-23T10:00:00Z');
    const operator = { id: 'console:test:operator', name: 'the operator' };
    for (const [{ team }, council] of [
      [CAMDEN, 'Camden'],
      [LEEDS, 'Leeds'],
    ] as const) {
      await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
      await running.features.councils.linkDirectly(`slack:${team}`, council, operator);
    }
    await running.features.councils.linkDirectly(`teams:${YORK}`, 'York', operator);
    await yusuf().says(`council lead ${yusuf().person}`);
    browser = await browserForSlack();
    for (const town of [CAMDEN, LEEDS]) {
      const page = await browser.newPage({ viewport: { width: 1200, height: 1200 } });
      page.setDefaultTimeout(15_000);
      await page.goto(slack.page(town.team));
      if (town === CAMDEN) camden = page;
      else leeds = page;
    }
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await slack?.stop();
    relay?.stop();
    await running?.stop();
    await connector?.stop();
  }, 30_000);

  test('is opened by Camden, and sealed', async () => {
    await say(camden, `council lead slack:${CAMDEN.team}:U01ALICE`);
    await say(leeds, `council lead slack:${LEEDS.team}:U02LENA`);
    await sees(camden, 'is now a lead');
    await sees(leeds, 'is now a lead');
    await say(camden, ASKED);
    await sees(camden, 'Your poll is open.');
    await look(camden, '21-poll-opened');
    await press(camden, 'Answer');
    await sees(camden, 'How far would your council go?');
    await look(camden, '22-poll-form');
    await camden.locator('.modal-body >> text=Go to market together').first().click();
    await press(camden, 'Send the answer');
    await sees(camden, 'Your council has answered.');
  }, 60_000);

  test('asks Leeds on Slack and York on Teams, who answer, and reaches its quorum', async () => {
    await at('2026-11-23T10:31:00Z');
    await openChat(leeds, 'Lena Lewis');
    await sees(leeds, 'Would you buy this together?');
    await look(leeds, '23-poll-asked');
    await press(leeds, 'Answer');
    await leeds.locator('.modal-body >> text=Go to market together').first().click();
    await press(leeds, 'Send the answer');
    await sees(leeds, 'stays sealed until 3 have');
    await look(leeds, '24-poll-sealed');
    const card = await yusuf().gets('Would you buy this together?');
    await yusuf().fillsIn(card, 'Answer', { go: 'share', ends: 'March 2028', lead: 'yes' });
    await say(leeds, 'poll list');
    await sees(leeds, '3 of 3 councils');
    await look(leeds, '25-poll-list');
    await press(leeds, 'A planning back office that lets us lea…');
    await sees(leeds, 'Taking part:');
    await look(leeds, '25-poll-unsealed');
  }, 60_000);

  test('closes by itself, and the pack can be read and printed', async () => {
    await at('2026-12-18T17:00:01Z');
    await sees(leeds, 'The quorum was met');
    await look(leeds, '26-poll-outcome');
    await press(leeds, 'Get the pack');
    await sees(leeds, 'The pack');
    await look(leeds, '27-poll-pack');
    const [subject] = (await running.features.exportCouncil('leeds')).polls;
    const page = await running.features.pollFile('poll-pack.html', `${subject?.id}:leeds`);
    const pack = await browser.newPage({ viewport: { width: 1000, height: 1600 } });
    await pack.goto(`data:text/html;base64,${Buffer.from(page).toString('base64')}`);
    await sees(pack, 'When present contracts end');
    await look(pack, '28-pack-page');
  }, 60_000);
});
