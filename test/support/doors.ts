import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { start } from '../../src/start';
import { fakeSlack } from './fake-slack';
import { fakeTeams } from './fake-teams';
import { installationOf, SIGNING_SECRET } from './from-slack';
import { onSlack, onTeams } from './people';

const YORK = 'aaaaaaaa-0000-4000-8000-00000000aaaa';
const COUNCILS = { T1: 'Camden', T2: 'Leeds' } as const;

/** The real server with a pretend Slack and Teams around it: Alice of Camden and Lena of Leeds on Slack, Yusuf of York on Teams. */
export const openDoors = async (environment: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-doors-'));
  const slack = await fakeSlack();
  const connector = await fakeTeams();
  const running = await start(
    readConfig({
      PORT: '0',
      DATA_DIR: folder,
      SLACK_API_URL: slack.url,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'doors',
      TEAMS_ALLOW_ANONYMOUS: 'true',
      TEAMS_TENANTS: YORK,
      ...environment,
    }),
    { logLevel: 'silent' },
  );
  const ahead = environment.CLOCK_START ? new Date(environment.CLOCK_START).getTime() - Date.now() : 0;
  const clock = () => new Date(Date.now() + ahead);
  const operator = { id: 'console:doors:operator', name: 'the operator' };
  for (const [team, council] of Object.entries(COUNCILS)) {
    await running.secrets.put(`slack:${team}`, 'slack-installation', installationOf(team));
    await running.features.councils.linkDirectly(`slack:${team}`, council, operator);
  }
  await running.features.councils.linkDirectly(`teams:${YORK}`, 'York', operator);
  for (const id of ['UALICE', 'ULENA']) slack.members.set(id, { id, name: id });
  slack.members.set('UGUS', { id: 'UGUS', name: 'Gus', guest: true });
  const on = (team: string, id: string, name: string) => onSlack(running.port, slack, team, { id, name }, clock);
  const [alice, lena, gus] = [on('T1', 'UALICE', 'Alice'), on('T2', 'ULENA', 'Lena'), on('T1', 'UGUS', 'Gus')];
  const yusuf = onTeams(running.port, connector, YORK, 'Yusuf');
  const typed = (person: typeof alice) => async (words: string) => (await person.types(words)).text;
  return {
    running,
    slack,
    connector,
    alice,
    lena,
    yusuf,
    says: {
      Slack: typed(alice),
      Teams: (words: string) => yusuf.says(words),
      'another council': typed(lena),
      'a guest': typed(gus),
    },
    stop: async (): Promise<void> => {
      await running.stop();
      slack.stop();
      await connector.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
