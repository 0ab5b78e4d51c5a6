import type { WebClient } from '@slack/web-api';
import type { Speaker, Standing } from '../../src/chat/event';
import type { Log } from '../../src/log';
import { within } from '../../src/within';
import type { Incoming } from './parse';

type Known = { name: string; standing: Standing; zone?: string; until: number };
type SlackUser = {
  team_id?: string;
  name?: string;
  real_name?: string;
  tz?: string;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  profile?: { display_name?: string };
};

const MEMORY = 10 * 60_000;
const PATIENCE = 1_500;
const MOST = 50_000;

const standingOf = (user: SlackUser, team: string): Standing => {
  if (user.is_stranger || (user.team_id && user.team_id !== team)) return 'outsider';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
};

/** Who speaks: looked up in Slack, remembered for ten minutes. Whoever cannot be looked up counts as a guest, and may only ask. */
export const people = (log: Log) => {
  const known = new Map<string, Known>();

  const look = async (from: Incoming, client: WebClient, now: number): Promise<Known> => {
    const { user } = (await within(client.users.info({ user: from.user }), PATIENCE, 'users.info is slow')) as { user?: SlackUser };
    const found: SlackUser = user ?? {};
    const name = found.profile?.display_name || found.real_name || found.name || 'someone';
    return { name, standing: user ? standingOf(found, from.team) : 'guest', zone: found.tz, until: now + MEMORY };
  };

  return async (from: Incoming, client: WebClient, now: number): Promise<Speaker> => {
    const id = `slack:${from.team}:${from.user}`;
    const base = { id, workspace: `slack:${from.team}`, address: `slack:${from.team}/${from.user}` };
    let person = known.get(id);
    if (!person || person.until < now) {
      try {
        person = await look(from, client, now);
        if (known.size >= MOST) known.clear();
        known.set(id, person);
      } catch (error) {
        log.warn('a person could not be looked up and counts as a guest', {
          person: id,
          error: error instanceof Error ? error.name : 'unknown',
        });
        person = { name: 'someone', standing: 'guest', until: 0 };
      }
    }
    const standing = from.userTeam !== from.team ? 'outsider' : person.standing;
    return { ...base, name: person.name, standing, zone: person.zone };
  };
};
