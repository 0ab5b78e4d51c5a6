import { addDays, type Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import { counted, silence, unreached } from './mentions';
import type { DigestSettings, Item } from './settings';
import type { DigestPorts } from './use-cases';

/** How many days ahead a digest looks. */
const AHEAD = 7;

/** What digests may hold, and what counts of the latest one. */
export const contents = (ports: Pick<DigestPorts, 'settings' | 'itemsOf' | 'othersOf' | 'endOf'>) => {
  /** The settings with the latest digest counted, if it was sent. */
  const settled = async (of: DigestSettings): Promise<DigestSettings> => {
    if (!of.said || of.said.counted) return of;
    const end = await ports.endOf(of.id, of.said.day);
    if (!end) return of;
    return end === 'gone' ? unreached(of) : counted(of, end);
  };

  /** Why a lead is to be asked about something of a colleague’s. The send log is read only where it decides. */
  const silenceOf = async (owner: PersonId, item: Item, today: Day): Promise<Item['silence']> => {
    const of = await ports.settings.get(owner);
    if (!of || ![of, counted(of), unreached(of)].some((one) => silence(one, item, today))) return undefined;
    return silence(await settled(of), item, today);
  };

  /** What a digest of this day may hold: one’s own things, and what others left undone where one leads. */
  const contentOf = async (of: DigestSettings, today: Day): Promise<Item[]> => {
    const until = addDays(today, AHEAD);
    const own = await ports.itemsOf(of.id, until);
    const others: Item[] = [];
    for (const { owner, ownerName, item } of await ports.othersOf(of.id, until)) {
      const why = await silenceOf(owner, item, today);
      if (why) others.push({ ...item, ignoredBy: ownerName, silence: why });
    }
    return [...own, ...others];
  };

  return { settled, contentOf };
};
