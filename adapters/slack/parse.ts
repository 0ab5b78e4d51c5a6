import { createHash } from 'node:crypto';
import type { ChatEvent, Place, Speaker } from '../../src/chat/event';
import { valuesOf } from './form';
import { child, first, type Payload, string } from './payload';

/** What a payload is, before anybody is looked up. `other` needs no answer. */
export type Incoming = {
  kind: 'command' | 'mention' | 'direct' | 'action' | 'submission' | 'home' | 'removed' | 'left' | 'other';
  /** The workspace the bot acts in: the payload's own authorization, never the channel's. */
  team: string;
  user: string;
  userTeam: string;
  channel: string;
  thread?: string;
  key: string;
};

const eventKind = (event: Payload): Incoming['kind'] => {
  switch (string(event, 'type')) {
    case 'app_mention':
      return event.bot_id ? 'other' : 'mention';
    case 'message':
      return string(event, 'channel_type') === 'im' && !event.bot_id && !event.subtype ? 'direct' : 'other';
    case 'app_home_opened':
      return string(event, 'tab') === 'home' ? 'home' : 'other';
    case 'app_uninstalled':
      return 'removed';
    case 'tokens_revoked': {
      // A person's own token going away says nothing of the bot's.
      const { bot } = child(event, 'tokens');
      return Array.isArray(bot) && bot.length === 0 ? 'other' : 'removed';
    }
    case 'user_change':
      return child(event, 'user').deleted === true ? 'left' : 'other';
    default:
      return 'other';
  }
};

const ofEvent = (body: Payload): Incoming => {
  const event = child(body, 'event');
  const team = string(first(body, 'authorizations'), 'team_id') || string(body, 'team_id');
  const userTeam = string(event, 'user_team') || string(event, 'source_team') || string(event, 'team') || team;
  const thread = string(event, 'thread_ts') || undefined;
  return {
    kind: eventKind(event),
    team,
    user: string(event, 'user') || string(child(event, 'user'), 'id'),
    userTeam,
    channel: string(event, 'channel'),
    thread,
    key: string(body, 'event_id'),
  };
};

const hash = (body: Payload): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');

/** What kind of payload this is, and whose. */
export const incoming = (body: Payload): Incoming => {
  if (body.type === 'event_callback') return ofEvent(body);
  const user = child(body, 'user');
  const team = string(child(body, 'team'), 'id') || string(user, 'team_id') || string(body, 'team_id');
  const key = string(body, 'trigger_id') || hash(body);
  if (typeof body.command === 'string') {
    return {
      kind: 'command',
      team: string(body, 'team_id'),
      user: string(body, 'user_id'),
      userTeam: string(body, 'team_id'),
      channel: string(body, 'channel_id'),
      key,
    };
  }
  const kind = body.type === 'block_actions' ? 'action' : body.type === 'view_submission' ? 'submission' : 'other';
  const opened = kind === 'submission' ? metadata(body).c : '';
  const channel = opened || string(child(body, 'channel'), 'id') || string(child(body, 'container'), 'channel_id');
  return { kind, team, user: string(user, 'id'), userTeam: string(user, 'team_id') || team, channel, key };
};

/** The state of a form, and the channel it was opened from. */
const metadata = (body: Payload): { s: string; c: string } => {
  try {
    const { s, c } = JSON.parse(string(child(body, 'view'), 'private_metadata')) as { s?: unknown; c?: unknown };
    return { s: typeof s === 'string' ? s : '', c: typeof c === 'string' && /^[A-Z0-9]+$/.test(c) ? c : '' };
  } catch {
    return { s: '', c: '' };
  }
};

/** A direct channel is personal; group messages start with G or are named so; all else is a channel. */
const placeOf = ({ kind, team, channel, user }: Incoming): Place => {
  if (channel === '' || channel.startsWith('D') || kind === 'home')
    return { kind: 'personal', address: `slack:${team}/${channel || user}` };
  return { kind: channel.startsWith('G') ? 'group' : 'channel', address: `slack:${team}/${channel}` };
};

// A mention as the form that the features read; Slack sends "<@U1>" or "<@U1|name>".
const withoutBot = (text: string, bot: string): string => text.replace(new RegExp(`<@${bot}(\\|[^>]*)?>`, 'g'), ' ').trim();
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The payload as a ChatEvent; undefined where there is nothing to answer. `bot` is the bot's own user id. */
export const toEvent = (body: Payload, from: Incoming, speaker: Speaker, bot: string): ChatEvent | undefined => {
  const said = { key: `slack:${from.team}:${from.key}`, speaker, place: placeOf(from) };
  switch (from.kind) {
    case 'command':
      return { ...said, kind: 'command', text: unescaped(string(body, 'text')) };
    case 'mention':
    case 'direct':
      return { ...said, kind: 'command', retries: true, text: unescaped(withoutBot(string(child(body, 'event'), 'text'), bot)) };
    case 'action': {
      const action = first(body, 'actions');
      const [name = ''] = string(action, 'action_id').split('#');
      return name === 'link.open' ? undefined : { ...said, kind: 'action', name, value: string(action, 'value') };
    }
    case 'submission': {
      const view = child(body, 'view');
      return {
        ...said,
        kind: 'submission',
        name: string(view, 'callback_id'),
        state: metadata(body).s,
        values: valuesOf(view.state, speaker.workspace),
      };
    }
    case 'home':
      return { ...said, kind: 'home' };
    case 'removed':
    case 'left':
    case 'other':
      return undefined;
  }
};
