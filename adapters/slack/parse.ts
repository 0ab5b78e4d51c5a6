import { createHash } from 'node:crypto';
import type { ChatEvent, Place, Speaker } from '../../src/chat/event';
import { valuesOf } from './form';
import { child, first, type Payload, string } from './payload';

/** What a payload is, before anybody is looked up. `other` needs no answer. */
export type Incoming = {
  kind: 'command' | 'mention' | 'direct' | 'action' | 'submission' | 'home' | 'removed' | 'left' | 'other';
  /** The workspace the bot acts in: the payload's own authorization, never the channel's. */
  team: string;
  /** Other workspaces that the person may be of: in a shared channel Slack names one of our installations, not always theirs. */
  homes?: readonly string[];
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
    case 'user_change': {
      // Whoever becomes a guest has left the council as far as we are concerned.
      const { deleted, is_restricted, is_ultra_restricted } = child(event, 'user');
      return [deleted, is_restricted, is_ultra_restricted].includes(true) ? 'left' : 'other';
    }
    default:
      return 'other';
  }
};

const isTeam = (id: string): boolean => /^T[A-Z0-9]{1,39}$/i.test(id);

/**
 * The workspace of a person, as far as the payload tells. Within one Enterprise Grid it may name their home there, or the grid itself,
 * instead of the workspace where they act: then users.info alone says whether they are of it.
 */
const userTeamOf = (said: string, team: string, grid: string): string => {
  if (!said || !grid) return said || team;
  return said === grid || isTeam(said) ? team : said;
};

const ofEvent = (body: Payload): Incoming => {
  const event = child(body, 'event');
  const authorized = first(body, 'authorizations');
  const team = string(authorized, 'team_id') || string(body, 'team_id');
  const said = ['user_team', 'source_team', 'team'].map((name) => string(event, name)).filter(Boolean);
  const kind = eventKind(event);
  return {
    kind,
    team,
    homes: kind === 'mention' ? [...new Set(said)].filter((one) => one !== team && isTeam(one)) : [],
    user: string(event, 'user') || string(child(event, 'user'), 'id'),
    userTeam: userTeamOf(said[0] ?? '', team, string(authorized, 'enterprise_id')),
    channel: string(event, 'channel'),
    thread: string(event, 'thread_ts') || undefined,
    key: `slack:${team}:${string(body, 'event_id')}`,
  };
};

/** The Enterprise Grid in which a button was pressed or a form sent; empty where there is none, or where its parts disagree. */
const gridOf = (body: Payload): string => {
  const all = [child(body, 'enterprise').id, child(body, 'team').enterprise_id, child(body, 'user').enterprise_id];
  const [grid, ...others] = new Set(all.filter((id): id is string => typeof id === 'string' && id !== ''));
  return others.length === 0 ? (grid ?? '') : '';
};

/** The thread of a message whose button was pressed; a message that others answer is not in their thread. */
const threadOf = (body: Payload): string | undefined => {
  const [container, message] = [child(body, 'container'), child(body, 'message')];
  const thread = string(container, 'thread_ts') || string(message, 'thread_ts');
  return thread === '' || thread === (string(container, 'message_ts') || string(message, 'ts')) ? undefined : thread;
};

const hash = (body: Payload): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');

/** What kind of payload this is, and whose. */
export const incoming = (body: Payload): Incoming => {
  if (body.type === 'event_callback') return ofEvent(body);
  const id = string(body, 'trigger_id') || hash(body);
  if (typeof body.command === 'string') {
    const team = string(body, 'team_id');
    const said = { user: string(body, 'user_id'), channel: string(body, 'channel_id') };
    return { kind: 'command', team, userTeam: team, ...said, key: `slack:${team}:${id}` };
  }
  const user = child(body, 'user');
  const team = string(child(body, 'team'), 'id') || string(user, 'team_id') || string(body, 'team_id');
  const kind = body.type === 'block_actions' ? 'action' : body.type === 'view_submission' ? 'submission' : 'other';
  const opened = kind === 'submission' ? metadata(body) : undefined;
  return {
    kind,
    team,
    user: string(user, 'id'),
    userTeam: userTeamOf(string(user, 'team_id'), team, gridOf(body)),
    channel: opened?.c || string(child(body, 'channel'), 'id') || string(child(body, 'container'), 'channel_id'),
    thread: opened ? opened.t : threadOf(body),
    key: `slack:${team}:${id}`,
  };
};

/** The state of a form, and the channel and thread it was opened from. */
const metadata = (body: Payload): { s: string; c: string; t?: string } => {
  try {
    const { s, c, t } = JSON.parse(string(child(body, 'view'), 'private_metadata')) as Record<string, unknown>;
    return {
      s: typeof s === 'string' ? s : '',
      c: typeof c === 'string' && /^[A-Z0-9]+$/.test(c) ? c : '',
      t: typeof t === 'string' && /^\d+\.\d+$/.test(t) ? t : undefined,
    };
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

const MENTION = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g;
const FIRST = /^\s*<@[A-Z0-9]+(?:\|[^>]*)?>/;
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * What was said, without the mention of the bot; Slack writes "<@U1>" or "<@U1|name>", as the features read it. Where several of our
 * installations share a channel, it may be the bot of one that the payload does not name: then it is whom the words begin with.
 */
const wordsOf = (body: Payload, { kind }: Incoming, bot: string): string => {
  const said = string(child(body, 'event'), 'text');
  const ours = new Set([bot, string(first(body, 'authorizations'), 'user_id')]);
  const named = [...said.matchAll(MENTION)].some(([, id = '']) => ours.has(id));
  const words = kind === 'mention' && !named ? said.replace(FIRST, ' ') : said.replace(MENTION, (all, id) => (ours.has(id) ? ' ' : all));
  return unescaped(words.trim());
};

/** The payload as a ChatEvent; undefined where there is nothing to answer. `bot` is the bot's own user id. */
export const toEvent = (body: Payload, from: Incoming, speaker: Speaker, bot: string): ChatEvent | undefined => {
  const said = { key: from.key, speaker, place: placeOf(from) };
  switch (from.kind) {
    case 'command':
      return { ...said, kind: 'command', text: unescaped(string(body, 'text')) };
    case 'mention':
    case 'direct':
      return { ...said, kind: 'command', retries: true, text: wordsOf(body, from, bot) };
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
      return { ...said, kind: 'home', retries: true };
    case 'removed':
    case 'left':
    case 'other':
      return undefined;
  }
};
