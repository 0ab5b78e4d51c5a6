import type { Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import { firstFree } from './rhythm';
import { rhythmOf, usualSettings } from './settings';
import type { DigestPorts } from './use-cases';

/** The first moment, from one on, at which somebody may be told what they did not ask for: by their own rhythm, or the usual one. */
export const hoursOf =
  ({ settings, placeOf, isWorkingDay }: Pick<DigestPorts, 'settings' | 'placeOf' | 'isWorkingDay'>) =>
  async (person: PersonId, from: Date): Promise<Date> => {
    const kept = await settings.get(person);
    const { zone, nation } = kept ?? (await placeOf(person));
    const of = kept ?? usualSettings(person, zone, nation);
    return firstFree(rhythmOf(of), from, (day: Day) => isWorkingDay(new Date(`${day}T12:00:00Z`), nation));
  };
