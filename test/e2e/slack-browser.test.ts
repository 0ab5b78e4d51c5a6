import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { type Running, start } from '../../src/start';
import type { Page } from '../support/browser';
import { freePort } from '../support/child-process';
import { installationOf, SIGNING_SECRET } from '../support/from-slack';
import { localSlack, type Town } from '../support/local-slack';
import { browserForSlack, describeInBrowser, LOCAL_SLACK, look, openChat, press, say, sees } from '../support/slack-page';

const CAMDEN: Town = { team: 'T01CAMDEN', name: 'Camden Council', members: [{ id: 'U01ALICE', name: 'Alice Adams' }] };
const LEEDS: Town = { team: 'T02LEEDS', name: 'Leeds Council', members: [{ id: 'U03CAROL', name: 'Carol Clark' }] };

describeInBrowser('Two Slack workspaces in a browser', () => {
  let running: Running;
  let slack: Awaited<ReturnType<typeof localSlack>>;
  let browser: Awaited<ReturnType<typeof browserForSlack>>;
  let camden: Page;
  let leeds: Page;

  const open = async ({ team }: Town): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    page.setDefaultTimeout(10_000);
    await page.goto(slack.page(team));
    return page;
  };

  beforeAll(async () => {
    const port = await freePort();
    slack = await localSlack(LOCAL_SLACK, [CAMDEN, LEEDS], `http://127.0.0.1:${port}/slack/events`);
    const config = readConfig({
      PORT: String(port),
      DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-browser-')),
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'not used',
      COORDINATORS: 'slack:T02LEEDS:U03CAROL',
    });
    running = await start(config, { logLevel: 'silent' });
    for (const { team } of [CAMDEN, LEEDS]) await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
    browser = await browserForSlack();
    camden = await open(CAMDEN);
    leeds = await open(LEEDS);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await slack?.stop();
    await running?.stop();
  }, 30_000);

  test('a question is answered from the standard, for the asker alone', async () => {
    await say(camden, 'ask do we have to publish our source code?');
    await sees(camden, 'Point 12: Make new source code open');
    await sees(camden, 'only visible to you');
    await look(camden, '1-answered');
    await press(camden, 'Helpful');
    await sees(camden, 'Thank you.');
  }, 30_000);

  test('a question that several points may answer offers them, and the one that is chosen', async () => {
    await say(camden, 'ask who signs it off');
    await sees(camden, 'Which of these do you mean?');
    await look(camden, '1-unsure');
    await press(camden, '7. Use agile ways of working');
    await sees(camden, 'Point 7: Use agile ways of working');
    await look(camden, '1-chosen');
  }, 30_000);

  test('a question that nothing answers goes to a coordinator in another workspace, and the answer comes back', async () => {
    await say(camden, 'ask where can I park my bicycle');
    await sees(camden, 'I do not know');
    await press(camden, 'Ask a person');
    await camden.locator('.modal-body input').last().fill('Where can visitors park a bicycle?');
    await look(camden, '2-ask-a-person');
    await press(camden, 'Send');
    await sees(camden, 'Your question is on its way');

    await openChat(leeds, 'Carol Clark');
    await sees(leeds, 'Where can visitors park a bicycle?');
    await look(leeds, '3-coordinator');
    await press(leeds, 'Answer');
    await leeds.locator('.modal-body input').last().fill('Behind the town hall.');
    await press(leeds, 'Send the answer');
    await openChat(camden, 'Alice Adams');
    await sees(camden, 'Behind the town hall.');
    await look(camden, '4-answer');
  }, 60_000);

  test('a workspace asks to be linked, and a coordinator approves', async () => {
    await say(camden, 'council link Camden');
    await sees(camden, 'London Borough of Camden');
    await sees(leeds, 'London Borough of Camden');
    await look(leeds, '5-approve');
    await press(leeds, 'Approve');
    await say(camden, 'council');
    await sees(camden, 'Name a lead');
    await look(camden, '6-linked');
  }, 60_000);

  test('App Home shows who we are and what was asked', async () => {
    await openChat(camden, 'guildhall');
    await sees(camden, 'London Borough of Camden');
    await sees(camden, 'where can I park my bicycle');
    await look(camden, '7-home');
  }, 30_000);
});
