import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsHistoryResponse';
import type { Lifecycle } from '../../src/chat/front';
import type { Allowance, Messenger, Outcome } from '../../src/chat/messenger';
import { toBlockKit } from './render';
import type { Bots } from './tokens';

const EVENT = 'guildhall_message';
const REVOKED = new Set(['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed']);
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited']);
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

/** Speaks first on Slack. Each message carries its key as metadata, so that it can be looked for after a broken line. */
export const slackMessenger = (bots: Bots, lifecycle: Lifecycle): Messenger => ({
  send: async (to, view, key) => {
    const { team, channel } = target(to);
    try {
      const bot = await bots.of(team);
      if (!bot) return { kind: 'gone', reason: 'not installed' };
      const metadata = { event_type: EVENT, event_payload: { key } };
      await bot.client.chat.postMessage({
        channel,
        ...toBlockKit(view, `slack:${team}`),
        metadata,
        unfurl_links: false,
        unfurl_media: false,
      });
      return { kind: 'sent' };
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome.kind === 'gone' && REVOKED.has(outcome.reason)) {
        bots.forget(team);
        await lifecycle.removed(`slack:${team}`);
      }
      return outcome;
    }
  },
  allowance: () => ALLOWANCE,
  find: async (to, key, since) => {
    const { team, channel } = target(to);
    try {
      const bot = await bots.of(team);
      if (!bot) return 'cannot tell';
      const opened = /^[UW]/.test(channel) ? (await bot.client.conversations.open({ users: channel })).channel?.id : channel;
      return opened ? await lookIn(bot.client, opened, key, since) : 'cannot tell';
    } catch {
      return 'cannot tell';
    }
  },
});
