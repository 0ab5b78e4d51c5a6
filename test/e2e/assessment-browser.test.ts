import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { type Running, start } from '../../src/start';
import type { Page } from '../support/browser';
import { clockRelay } from '../support/clock-relay';
import { installationOf, SIGNING_SECRET } from '../support/from-slack';
import { localSlack, type Town } from '../support/local-slack';
import { browserForSlack, describeInBrowser, LOCAL_SLACK, look, openChat, press, say, sees } from '../support/slack-page';

const CAMDEN: Town = { team: 'T01CAMDEN', name: 'Camden Council', members: [{ id: 'U01ALICE', name: 'Alice Adams' }] };
const MORNING = new Date('2026-11-26T08:59:48Z');

describeInBrowser('An assessment in a browser, shortly before nine', () => {
  const ahead = MORNING.getTime() - Date.now();
  let running: Running;
  let relay: Awaited<ReturnType<typeof clockRelay>>;
  let slack: Awaited<ReturnType<typeof localSlack>>;
  let browser: Awaited<ReturnType<typeof browserForSlack>>;
  let page: Page;

  beforeAll(async () => {
    relay = await clockRelay(
      () => `http://127.0.0.1:${running.port}/slack/events`,
      () => new Date(Date.now() + ahead),
    );
    slack = await localSlack(LOCAL_SLACK, [CAMDEN], relay.url);
    const config = readConfig({
      PORT: '0',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-browser-')),
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'not used',
      CLOCK_START: new Date(Date.now() + ahead).toISOString(),
      SWEEP_SECONDS: '1',
    });
    running = await start(config, { logLevel: 'silent' });
    await running.secrets.put(`slack:${CAMDEN.team}`, 'slack-installation', installationOf(CAMDEN.team));
    await running.features.councils.linkDirectly(`slack:${CAMDEN.team}`, 'Camden', { id: 'console:test:operator', name: 'the operator' });
    browser = await browserForSlack();
    page = await browser.newPage({ viewport: { width: 1200, height: 1100 } });
    page.setDefaultTimeout(10_000);
    await page.goto(slack.page(CAMDEN.team));
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await slack?.stop();
    relay?.stop();
    await running?.stop();
  }, 30_000);

  test('is started, rated with evidence, and assigned', async () => {
    await say(page, 'check start "Missed bin collection" beta bought');
    await sees(page, '13 points apply');
    await look(page, '11-started');
    await say(page, 'check set Missed bin collection 1 met: https://camden.gov.uk/bins-research');
    await sees(page, 'Point 1 is now met.');
    await say(page, 'check assign Missed bin collection 5 me by 1 December');
    await sees(page, 'is due on Tuesday 1 December 2026');
    await look(page, '12-assigned');
  }, 30_000);

  test('comes up in the digest at nine, where it can be snoozed, and done with evidence', async () => {
    page.setDefaultTimeout(45_000);
    await openChat(page, 'Alice Adams');
    await sees(page, '1 thing is due');
    await look(page, '13-digest');
    await press(page, 'Why did I get this?');
    await sees(page, 'mentioned 1 of at most three times');
    await press(page, 'Snooze for a week');
    await sees(page, 'I will not mention it before Thursday 3 December 2026');
    await press(page, 'Done: point 5');
    await page.locator('.modal-body >> text=Met').first().click();
    await page
      .locator('.modal-body input[type=text], .modal-body input:not([type]), .modal-body textarea')
      .last()
      .fill('Audited in November with six residents');
    await look(page, '14-done-form');
    await press(page, 'Save');
    await sees(page, 'Point 5 is now met.');
    await look(page, '15-done');
  }, 90_000);
});
