import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Speaker, Standing } from '../../src/chat/event';
import type { Messenger } from '../../src/chat/messenger';
import type { Account, LookUp } from '../../src/councils/accounts';
import type { Log } from '../../src/log';
import { within } from '../../src/within';
import type { Incoming } from './parse';
import type { Bots } from './tokens';

type SlackUser = {
  id?: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  tz?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  profile?: { display_name?: string };
  /** In an Enterprise Grid: the workspaces that the account belongs to. */
  enterprise_user?: { teams?: readonly string[] };
};
/** `ours`: the Enterprise Grid says that this workspace is one of theirs, wherever else they are at home. */
type Found = Omit<Account, 'address'> & { ours: boolean; untold?: true };

const MEMORY = 10 * 60_000;
const LAST_KNOWN = 24 * 3_600_000;
const PATIENCE = 1_500;
const MOST = 50_000;
const NAMELESS = 'someone';
const UNKNOWN = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

const standingOf = (user: SlackUser, team: string, ours: boolean): Account['standing'] => {
  if (user.is_stranger || (user.team_id && user.team_id !== team && !ours)) return 'outsider';
  if (user.deleted) return 'closed';
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
};

/** Asks Slack who somebody is. Throws where it does not tell. */
const ask = async (client: WebClient, team: string, id: string): Promise<Found> => {
  const { user } = (await client.users.info({ user: id })) as { user?: SlackUser };
  if (!user) throw new Error('users.info told nothing');
  const ours = user.enterprise_user?.teams?.includes(team) === true;
  const name = user.profile?.display_name || user.real_name || user.name || NAMELESS;
  return { name, standing: standingOf(user, team, ours), zone: user.tz, ours };
};

const spoken = (standing: Account['standing']): Standing => (standing === 'bot' || standing === 'closed' ? 'guest' : standing);

/**
 * Who speaks: looked up in Slack, remembered for ten minutes. Whoever cannot be looked up in time counts as an outsider for this once: they may only ask,
 * and what the core knows of them stands. An answer that comes late serves the next time.
 */
export const people = (log: Log, patience = PATIENCE) => {
  const known = new Map<string, Found & { until: number }>();

  const look = async (id: string, from: Incoming, client: WebClient, now: number): Promise<Found> => {
    const found = await ask(client, from.team, from.user);
    if (known.size >= MOST) known.clear();
    known.set(id, { ...found, until: now + MEMORY });
    return found;
  };

  return async (from: Incoming, client: WebClient, now: number): Promise<Speaker> => {
    const id = `slack:${from.team}:${from.user}`;
    const before = known.get(id);
    let person: Found | undefined = before && before.until >= now ? before : undefined;
    if (!person) {
      try {
        person = await within(look(id, from, client, now), patience, 'users.info is slow');
      } catch (error) {
        log.warn('a person could not be looked up, and may only ask for this once', {
          person: id,
          error: error instanceof Error ? error.name : 'unknown',
        });
        // What was known of them a day ago at most still holds.
        const isRecent = before !== undefined && now - before.until < LAST_KNOWN;
        person = isRecent
          ? before
          : { name: before?.name ?? NAMELESS, zone: before?.zone, standing: 'outsider', ours: false, untold: true };
      }
    }
    const standing = from.userTeam !== from.team && !person.ours ? 'outsider' : spoken(person.standing);
    const address = `slack:${from.team}/${from.user}`;
    const untold = person.untold ? { untold: true } : {};
    return { id, workspace: `slack:${from.team}`, address, name: person.name, standing, zone: person.zone, ...untold };
  };
};

/** A messenger that can also tell who an account is, though it never spoke. */
export const withLookUp = (messenger: Messenger, bots: Bots, log: Log, patience = PATIENCE): Messenger & { lookUp: LookUp } => ({
  ...messenger,
  lookUp: async (person) => {
    const [, team = '', user = ''] = person.split(':');
    const address = `slack:${team}/${user}`;
    try {
      const bot = await bots.of(team);
      if (!bot) return undefined;
      const { ours: _, ...found } = await within(ask(bot.client, team, user), patience, 'users.info is slow');
      return { ...found, address };
    } catch (error) {
      if (error instanceof WebAPIPlatformError && UNKNOWN.has(error.data.error)) return { standing: 'closed', name: NAMELESS, address };
      log.warn('an account could not be looked up', { person, error: error instanceof Error ? error.name : 'unknown' });
      return 'later';
    }
  },
});
