import { setTimeout as delay } from 'node:timers/promises';
import { App, type Logger, LogLevel } from '@slack/bolt';
import type { ChatEvent } from '../../src/chat/event';
import type { Front, Lifecycle } from '../../src/chat/front';
import type { Messenger } from '../../src/chat/messenger';
import type { HttpRoute } from '../../src/http';
import type { Clock, Log, Metrics, NewId } from '../../src/log';
import type { Secrets } from '../../src/secrets/secrets';
import { actorOf, botFor } from './actor';
import { installing } from './install';
import { outcomeOf, slackMessenger } from './messenger';
import { incoming, toEvent } from './parse';
import { type Payload, string } from './payload';
import { people, withLookUp } from './people';
import { apologise, perform, type Way } from './perform';
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
  newId: NewId;
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

const MOST_SHOWN = 3;
const LONGEST_WAIT = 20_000;
const BROKEN = 'Something went wrong on our side. Try again;';
const UNSEEN = 'I could not show you the answer. What you asked for may be done already: look before you try again;';

/** Performs what the core says of an event. Where that fails, it is tried again for what waits for no acknowledgement; of all else the speaker is told. */
const answering = ({ front, newId, log, metrics }: SlackOptions) => {
  const failed = (error: unknown) => metrics.count('guildhall_slack_replies_failed_total', { outcome: outcomeOf(error).kind });

  const again = async (event: ChatEvent, way: Way): Promise<void> => {
    const { workspace } = event.speaker;
    // What the event did is done. Once it was tried to be shown, no later delivery may answer it a second time, however long showing it takes.
    const settle = () =>
      front.settled(event.key).catch((error) => log.error('A Slack event was answered and could not be settled', error, { workspace }));
    const reply = await front.answer(event);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await perform(reply, way);
        return settle();
      } catch (error) {
        failed(error);
        await settle();
        const outcome = outcomeOf(error);
        // Again only where Slack certainly did not take it.
        if (outcome.kind !== 'later' || attempt === MOST_SHOWN) return log.error('Slack: a reply could not be shown', error, { workspace });
        await delay(Math.min(outcome.afterSeconds * 1000, LONGEST_WAIT));
      }
    }
  };

  const once = async (event: ChatEvent, way: Way): Promise<void> => {
    let answered = false;
    try {
      const reply = await front.answer(event);
      answered = true;
      await perform(reply, way);
    } catch (error) {
      failed(error);
      const reference = newId().slice(0, 8);
      log.error('Slack: a reply could not be performed', error, { reference, kind: event.kind, workspace: event.speaker.workspace });
      const [field] = event.kind === 'submission' && !answered ? Object.keys(event.values) : [];
      await apologise(`${answered ? UNSEEN : BROKEN} if it goes on, quote ${reference}.`, way, field);
    }
  };

  return (event: ChatEvent, way: Way): Promise<void> => (event.retries ? again(event, way) : once(event, way));
};

/** Answers one payload: who speaks, what the core says, and doing that. */
const listener = (options: SlackOptions, bots: Bots, apiUrl: string | undefined) => {
  const { clock, log, metrics } = options;
  const actor = actorOf(bots, people(log));
  const answer = answering(options);
  return async (body: Payload, one: Request): Promise<void> => {
    const found = await actor(one.from, clock().getTime());
    if (!found) return;
    const { from, bot, speaker } = found;
    const event = toEvent(body, from, speaker, bot.userId);
    if (!event) return;
    await answer(event, {
      from,
      body,
      client: bot.client,
      ack: one.ack,
      respond: (message) => postResponse(string(body, 'response_url'), message, apiUrl),
    });
    metrics.count('guildhall_slack_replies_total', { kind: from.kind });
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
      const bot = await botFor(bots, incoming((body ?? {}) as Payload));
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
  return { routes: [route, ...(install?.routes ?? [])], messenger: withLookUp(slackMessenger(bots, lifecycle), bots, log) };
};
