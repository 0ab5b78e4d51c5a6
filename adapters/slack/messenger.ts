import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsHistoryResponse';
import type { Lifecycle } from '../../src/chat/front';
import type { Allowance, Messenger, Outcome } from '../../src/chat/messenger';
import { SEND_WITHIN } from '../../src/delivery/delivery';
import { NotNow } from '../../src/delivery/not-now';
import { within } from '../../src/within';
import { toBlockKit } from './render';
import { type Bot, type Bots, REVOKED, removal, TOKEN_WITHIN } from './tokens';

const EVENT = 'guildhall_message';
/** Of a token that stands in the configuration this says that it was mistyped, not that the app was removed. */
const MISTYPED = new Set(['invalid_auth', 'not_authed']);
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited', 'token_expired']);
// The request never reached Slack, so nothing was sent.
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** The account or channel is not there any more, or we are no longer in it. */
const LOST = new Set(['user_not_found', 'users_not_found', 'user_disabled', 'channel_not_found', 'is_archived', 'not_in_channel']);
const RETRY_AFTER = 5;
/** Slack allows about one message a second in a conversation, and several hundred a minute in a workspace. A little is left for our clocks. */
export const ALLOWANCE: Allowance = { conversation: [{ most: 1, milliseconds: 1_100 }], workspace: [{ most: 300, milliseconds: 60_000 }] };
/** How far Slack's clock may be from ours, in seconds. */
const SKEW = 300;
const PAGES = 5;

const codeOf = (error: unknown): string => {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const { code, cause, original } = at as { code?: unknown; cause?: unknown; original?: unknown };
    if (typeof code === 'string' && /^(E[A-Z_]+|UND_)/.test(code)) return code;
    at = cause ?? original;
  }
  return '';
};

/** What an error of the Web API says about whether the message arrived. */
export const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'later', afterSeconds: error.retryAfter || RETRY_AFTER, reason: 'rate limited', limited: true };
  // A 429 without a usable Retry-After, for which the client has no error of its own.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return { kind: 'later', afterSeconds: RETRY_AFTER, reason: 'rate limited', limited: true };
  if (error instanceof WebAPIPlatformError) {
    const reason = error.data.error;
    return PASSING.has(reason)
      ? { kind: 'later', afterSeconds: RETRY_AFTER, reason }
      : { kind: 'gone', reason, ...(LOST.has(reason) ? { lost: true } : {}) };
  }
  // A 5xx comes from a Slack that may have taken the message before it failed.
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', reason: `http ${error.statusCode}` };
  const code = codeOf(error);
  if (error instanceof WebAPIRequestError && NOT_SENT.has(code)) return { kind: 'later', afterSeconds: RETRY_AFTER, reason: code };
  return { kind: 'unknown', reason: code || 'the line broke' };
};

const target = (address: string): { team: string; channel: string } => {
  const [team = '', channel = ''] = address.slice('slack:'.length).split('/');
  return { team, channel };
};

/** Looks through what was said in a conversation. Only a whole look can say that a message is absent. */
const lookIn = async (client: WebClient, channel: string, key: string, since: Date): Promise<'arrived' | 'absent' | 'cannot tell'> => {
  const oldest = String(since.getTime() / 1000 - SKEW);
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const said = await client.conversations.history({ channel, oldest, cursor, limit: 200, include_all_metadata: true });
    const keyOf = ({ metadata }: MessageElement) => (metadata?.event_payload as { key?: unknown } | undefined)?.key;
    if (said.messages?.some((message) => keyOf(message) === key)) return 'arrived';
    cursor = said.response_metadata?.next_cursor || undefined;
    if (!cursor) return said.has_more ? 'cannot tell' : 'absent';
  }
  return 'cannot tell';
};

/** The bot of a workspace, without which nothing can begin: before it is said not to be there, the store is asked. */
const botOf = (bots: Bots, team: string): Promise<Bot | undefined> => {
  const find = async () => (await bots.of(team)) ?? (await bots.of(team, true));
  return within(find(), TOKEN_WITHIN, 'No token in time');
};

/** Nothing has left us yet, so it may be tried again, whatever went wrong. */
const notBegun = (error: unknown): { kind: 'later'; afterSeconds: number; reason: string } => {
  const said = outcomeOf(error);
  const reason = error instanceof WebAPIPlatformError ? error.data.error : 'its token could not be read';
  return { kind: 'later', afterSeconds: said.kind === 'later' ? said.afterSeconds : RETRY_AFTER, reason };
};

/** Slack refused a call: what follows where it was for the token. Waits for that at most so many milliseconds. */
const refusal =
  (bots: Bots, lifecycle: Lifecycle) =>
  async (team: string, bot: Bot, outcome: Outcome, milliseconds: number): Promise<Outcome> => {
    if (outcome.kind !== 'gone' || !REVOKED.has(outcome.reason)) return outcome;
    const later = (reason: string): Outcome => ({ kind: 'later', afterSeconds: RETRY_AFTER, reason });
    if (bot.configured && MISTYPED.has(outcome.reason)) return later(outcome.reason);
    try {
      const isRemoved = await within(removal(bots, lifecycle, team, { token: bot.token }), milliseconds, 'It was not removed in time');
      return isRemoved ? outcome : later('installed again');
    } catch {
      return later(`${outcome.reason}, which could not be noted`);
    }
  };

/** Speaks first on Slack. Each message carries its key as metadata, so that it can be looked for after a broken line. */
export const slackMessenger = (bots: Bots, lifecycle: Lifecycle): Messenger => {
  const refused = refusal(bots, lifecycle);
  bots.onProof?.((team, name) => lifecycle.installed(`slack:${team}`, name));
  return {
    send: async (to, view, key) => {
      const { team, channel } = target(to);
      const until = performance.now() + SEND_WITHIN;
      const metadata = { event_type: EVENT, event_payload: { key } };
      const message = { channel, ...toBlockKit(view, `slack:${team}`), metadata, unfurl_links: false, unfurl_media: false };
      const bot = await botOf(bots, team).catch(notBegun);
      if (!bot) return { kind: 'gone', reason: 'not installed' };
      if ('kind' in bot) return bot;
      try {
        await bot.client.chat.postMessage(message);
        return { kind: 'sent' };
      } catch (error) {
        return refused(team, bot, outcomeOf(error), until - performance.now());
      }
    },
    allowance: () => ALLOWANCE,
    find: async (to, key, since) => {
      const { team, channel } = target(to);
      const bot = await botOf(bots, team).catch(notBegun);
      if (!bot) return 'cannot tell';
      if ('kind' in bot) throw new NotNow(bot.reason, bot.afterSeconds);
      try {
        const opened = /^[UW]/.test(channel) ? (await bot.client.conversations.open({ users: channel })).channel?.id : channel;
        return opened ? await lookIn(bot.client, opened, key, since) : 'cannot tell';
      } catch (error) {
        const outcome = await refused(team, bot, outcomeOf(error), SEND_WITHIN);
        if (outcome.kind === 'later') throw new NotNow(outcome.reason, outcome.afterSeconds, { cause: error });
        if (outcome.kind === 'unknown') throw new NotNow(outcome.reason, 0, { cause: error });
        return 'cannot tell';
      }
    },
  };
};
