import { App, type Logger, LogLevel } from '@slack/bolt';
import type { Front, Lifecycle } from '../../src/chat/front';
import type { Messenger } from '../../src/chat/messenger';
import type { HttpRoute } from '../../src/http';
import type { Clock, Log, Metrics } from '../../src/log';
import type { Secrets } from '../../src/secrets/secrets';
import { installing } from './install';
import { slackMessenger } from './messenger';
import { incoming, toEvent } from './parse';
import { type Payload, string } from './payload';
import { people } from './people';
import { perform, type Way } from './perform';
import { type Request, slackReceiver } from './receiver';
import { postResponse } from './response-url';
import { type Bots, clientOptions, manyBots, oneBot } from './tokens';

export type SlackOptions = {
  signingSecret: string;
  auth: { kind: 'one'; botToken: string } | { kind: 'many'; clientId: string; clientSecret: string; stateSecret: string; baseUrl: string };
  /** SLACK_API_URL, with or without its /api/ path. Undefined: Slack's own. */
  apiUrl?: string;
  front: Front;
  lifecycle: Lifecycle;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  metrics: Metrics;
};

const apiAddress = (given: string | undefined): string | undefined => {
  if (!given) return undefined;
  const url = new URL(given);
  return url.pathname === '/' ? `${url.origin}/api/` : `${given.replace(/\/+$/, '')}/`;
};

const quiet = (log: Log): Logger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...said) => log.warn('bolt', { text: String(said[0]).slice(0, 200) }),
  error: (...said) => log.warn('bolt', { text: String(said[0]).slice(0, 200) }),
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});

/** Answers one payload: who speaks, what the core says, and doing that. */
const listener = ({ front, clock, log, metrics }: SlackOptions, bots: Bots, apiUrl: string | undefined) => {
  const speakerOf = people(log);
  return async (body: Payload, one: Request): Promise<void> => {
    const bot = await bots.of(one.from.team);
    if (!bot) return;
    const speaker = await speakerOf(one.from, bot.client, clock().getTime());
    const event = toEvent(body, one.from, speaker, bot.userId);
    if (!event) return;
    const reply = await front.answer(event);
    const way: Way = {
      from: one.from,
      body,
      client: bot.client,
      ack: one.ack,
      respond: (message) => postResponse(string(body, 'response_url'), message, apiUrl),
    };
    if (reply.kind === 'done' && event.retries) return;
    await perform(reply, way);
    metrics.count('guildhall_slack_replies_total', { kind: one.from.kind });
    if (event.retries) await front.settled(event.key);
  };
};

/** Slack: its addresses, and how to speak first. */
export const slack = async (options: SlackOptions): Promise<{ routes: HttpRoute[]; messenger: Messenger }> => {
  const { auth, lifecycle, secrets, clock, log } = options;
  const apiUrl = apiAddress(options.apiUrl);
  const install = auth.kind === 'many' ? installing({ ...auth, apiUrl, secrets, lifecycle, log }) : undefined;
  const bots = install
    ? manyBots(install.installer, clientOptions(apiUrl))
    : oneBot(auth.kind === 'one' ? auth.botToken : '', clientOptions(apiUrl));
  const { receiver, route } = slackReceiver({ signingSecret: options.signingSecret, bots, lifecycle, clock, log });
  const app = new App({
    receiver,
    convoStore: false,
    ignoreSelf: false,
    logger: quiet(log),
    clientOptions: clientOptions(apiUrl),
    // Bolt's own guess of the workspace can be wrong in a shared channel (bolt-js issue 2008), so ours is used.
    authorize: async (_source, body) => {
      const bot = await bots.of(incoming((body ?? {}) as Payload).team);
      if (!bot) throw new Error('not installed');
      return { botToken: bot.token, botUserId: bot.userId, botId: bot.botId };
    },
  });
  const answer = listener(options, bots, apiUrl);
  app.use(async ({ body, context }) => {
    const one = context.guildhall as Request;
    await answer(body as unknown as Payload, one).catch((error: unknown) => {
      one.failed = error ?? new Error('unknown');
    });
  });
  return { routes: [route, ...(install?.routes ?? [])], messenger: slackMessenger(bots, lifecycle) };
};
