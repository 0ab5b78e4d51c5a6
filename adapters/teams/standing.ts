import type { Standing } from '../../src/chat/event';
import { sameAccount } from '../../src/chat/same-id';
import type { Clock } from '../../src/log';

/** What the connector tells about a member of a conversation, as far as it does. */
export type Member = { aadObjectId?: string; userRole?: string; userPrincipalName?: string; tenantId?: string };
export type Known = { standing: Standing; account?: string; untold?: true };

const UNTOLD: Known = { standing: 'outsider', untold: true };
const TEN_MINUTES = 600_000;
const LAST_KNOWN = 24 * 3_600_000;
const MOST = 5_000;

/** Standing of a member. A guest where nothing says otherwise. */
export const standingOf = ({ userRole, userPrincipalName, tenantId }: Member, tenant: string): Standing => {
  if (tenantId && tenantId.toLowerCase() !== tenant) return 'outsider';
  const role = userRole?.toLowerCase();
  if (role === 'guest' || role === 'anonymous' || userPrincipalName?.toUpperCase().includes('#EXT#')) return 'guest';
  return role === 'user' || userPrincipalName ? 'member' : 'guest';
};

const inTime = <T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  return Promise.race([work.catch(() => undefined), late]).finally(() => clearTimeout(timer));
};

/**
 * Asks the connector who somebody is, and remembers it for ten minutes. Somebody it does not tell about in `patience` milliseconds counts as an
 * outsider for this once: they may only ask, and what the core knows of them stands. An answer that comes late serves the next time.
 */
export const standings = (clock: Clock, patience = 1_500) => {
  const kept = new Map<string, { known: Known; until: number }>();
  const keep = (key: string, known: Known): Known => {
    kept.delete(key);
    kept.set(key, { known, until: clock().getTime() + TEN_MINUTES });
    const [oldest] = kept.size > MOST ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    return known;
  };
  return async (tenant: string, user: string, ask: () => Promise<Member>): Promise<Known> => {
    const key = `${tenant} ${user}`;
    const before = kept.get(key);
    if (before && before.until > clock().getTime()) return before.known;
    const told = ask().then((member) =>
      keep(key, { standing: standingOf(member, tenant), account: member.aadObjectId ? sameAccount(member.aadObjectId) : undefined }),
    );
    // What was known of them a day ago at most still holds.
    const last = before && clock().getTime() - before.until < LAST_KNOWN ? before.known : UNTOLD;
    return (await inTime(told, patience)) ?? last;
  };
};
