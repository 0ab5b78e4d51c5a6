import { readConfig } from '../src/config';
import { type Running, start } from '../src/start';
import type { FakeSlack } from '../test/support/fake-slack';
import { SIGNING_SECRET } from '../test/support/from-slack';

/** Runs the server from a moment on its own clock, over the same files as before, and stops it. */
export const from = async (
  moment: string,
  folder: string,
  slack: FakeSlack,
  work: (running: Running, clock: () => Date) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> => {
  const ahead = new Date(moment).getTime() - Date.now();
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    SLACK_API_URL: slack.url,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'demo',
    CLOCK_START: moment,
    SWEEP_SECONDS: '1',
    ...environment,
  });
  const running = await start(config, { logLevel: 'error' });
  await work(running, () => new Date(Date.now() + ahead));
  await running.stop();
};
