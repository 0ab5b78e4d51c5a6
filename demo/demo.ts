import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config';
import { start } from '../src/start';
import { fakeSlack } from '../test/support/fake-slack';
import { fakeTeams } from '../test/support/fake-teams';
import { installationOf, SIGNING_SECRET } from '../test/support/from-slack';
import { onSlack, onTeams } from '../test/support/people';
import { poll } from './poll';
import { act, chapter, expect, show } from './tell';
import { week } from './week';

const CAMDEN = 'T01CAMDEN';
const LEEDS = 'T02LEEDS';
const YORK = 'aaaaaaaa-0000-4000-8000-00000000aaaa';
const NETWORK = 'bbbbbbbb-0000-4000-8000-00000000bbbb';
const SOURCE_CODE = 'do we have to publish our source code?';

/** Starts the real server with a pretend Slack and Teams around it, everything on this machine. */
const stage = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-demo-'));
  const slack = await fakeSlack();
  for (const [id, name] of [
    ['UALICE', 'Alice'],
    ['ULENA', 'Lena'],
  ] as const)
    slack.members.set(id, { id, name });
  slack.members.set('UGUS', { id: 'UGUS', name: 'Gus', guest: true });
  const connector = await fakeTeams();
  const cora = (port: number) => onTeams(port, connector, NETWORK, 'Cora');
  const coordinator = cora(0);
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    SLACK_API_URL: slack.url,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'demo',
    TEAMS_ALLOW_ANONYMOUS: 'true',
    TEAMS_TENANTS: YORK,
    COORDINATORS: coordinator.person,
  });
  const running = await start(config, { logLevel: 'error' });
  for (const team of [CAMDEN, LEEDS]) await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
  const alone = (team: string, id: string, name: string) => onSlack(running.port, slack, team, { id, name });
  return {
    alice: alone(CAMDEN, 'UALICE', 'Alice'),
    gus: alone(CAMDEN, 'UGUS', 'Gus'),
    lena: alone(LEEDS, 'ULENA', 'Lena'),
    york: onTeams(running.port, connector, YORK, 'Yusuf'),
    cora: { ...onTeams(running.port, connector, NETWORK, 'Cora', coordinator.account), person: coordinator.person },
    stop: async () => {
      await running.stop();
      slack.stop();
      await connector.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
type Stage = Awaited<ReturnType<typeof stage>>;

const asking = async ({ alice, york }: Stage): Promise<void> => {
  chapter('1. The same question, on Slack and on Teams');
  act(`Alice of Camden types on Slack: /guild ask ${SOURCE_CODE}`);
  const onSlackText = (await alice.types(`ask ${SOURCE_CODE}`)).text;
  show('Alice', onSlackText);
  act(`Yusuf of York types to the bot on Teams: ${SOURCE_CODE}`);
  const onTeamsText = await york.says(SOURCE_CODE);
  show('Yusuf', onTeamsText);
  expect(onSlackText.includes('Point 12') && onTeamsText.includes('Point 12'), 'both should be answered with point 12');
};

const linking = async ({ alice, cora }: Stage): Promise<void> => {
  chapter('2. A workspace says which council it belongs to, and a coordinator approves');
  act('Cora, a coordinator, says hello on Teams');
  await cora.says('help');
  act('Alice types: /guild council link Camden');
  show('Alice', (await alice.types('council link Camden')).text);
  const request = await cora.gets('Camden');
  show('Cora', request.text);
  act('Cora presses Approve');
  show('Cora', await cora.presses(request, 'Approve'));
  show('Alice', await alice.gets('Camden'));
  show('Alice, who types /guild council', (await alice.types('council')).text);
};

const person = async ({ alice, cora }: Stage): Promise<void> => {
  chapter('3. A question that the standard does not answer goes to a person, and comes back');
  act('Alice types: /guild ask where can I park my bicycle');
  const unknown = await alice.types('ask where can I park my bicycle');
  show('Alice', unknown.text);
  act('Alice presses Ask a person and sends the form');
  show('Alice', await alice.fillsIn(unknown, 'Ask a person', { question: 'Where can I park my bicycle at the town hall?' }));
  const asked = await cora.gets('bicycle');
  show('Cora', asked.text);
  act('Cora presses Answer and writes one');
  await cora.fillsIn(asked, 'Answer', { answer: 'That is not for the standard. Your facilities team keeps a list.' });
  const answered = await alice.gets('facilities');
  show('Alice', answered);
  expect(answered.includes('Cora'), 'the answer should say who gave it');
};

const reading = async ({ lena, gus }: Stage): Promise<void> => {
  chapter('4. Reading and comparing standards');
  act('Lena of Leeds types: /guild compare lgdss-2016 gds-2019');
  const compared = (await lena.types('compare lgdss-2016 gds-2019')).text;
  show('Lena', compared);
  expect(compared.includes('deprecated'), 'the deprecated standard should be named as such');
  chapter('5. A guest may ask about the standard, and nothing else');
  act('Gus, a guest in Camden’s workspace, types: /guild council link Camden');
  const refused = (await gus.types('council link Camden')).text;
  show('Gus', refused);
  expect(refused.includes('Guest accounts'), 'a guest should be refused');
  act('Gus types: /guild help');
  show('Gus', (await gus.types('help')).text);
};

const run = async (): Promise<void> => {
  console.log('Guildhall, shown on this machine: the real server, store, queue and jobs; Slack and Teams are played by pretend ones.');
  const on = await stage();
  for (const part of [asking, linking, person, reading]) await part(on);
  await on.stop();
  await week();
  await poll();
  console.log('\nThat was real: signed requests in, platform calls out. Try it yourself: npm start');
};

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
