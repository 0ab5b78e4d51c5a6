import { App, HTTPReceiver } from '@slack/bolt';
import { tellParent } from '../child';

/** The anchor: Bolt as its manual shows it, with one command that only acknowledges. */
const run = async (): Promise<void> => {
  const receiver = new HTTPReceiver({ signingSecret: 'bench-secret' });
  const app = new App({
    token: 'xoxb-bench',
    receiver,
    clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
    logLevel: 'error' as never,
  });
  app.command('/guild', async ({ ack }) => ack());
  const server = await app.start(0);
  tellParent(((server as import('node:http').Server).address() as import('node:net').AddressInfo).port);
};
void run();
