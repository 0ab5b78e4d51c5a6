import type { PersonId } from '../chat/event';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Assessment } from './assessment';
import { type By, eraseFrom, handOver, names } from './rules';

const GONE: By = { id: '', name: 'Guildhall (the account is gone)' };

/** What becomes of somebody's part in assessments when they are gone, or want to be forgotten. */
export const departures = (assessments: Collection<Assessment>, clock: Clock) => ({
  /** An account is gone: what it had to do in a council goes to somebody else, or to nobody. */
  handOver: async (council: string, from: PersonId, to: By | undefined): Promise<void> => {
    for (const one of await assessments.find({ council })) {
      const rule = (before: Assessment) => handOver(before, from, to, GONE, clock());
      if (rule(one) !== one) await change(assessments, one.id, rule);
    }
  },
  erase: async (person: PersonId): Promise<void> => {
    for (const one of await assessments.find({}))
      if (names(one, person)) await change(assessments, one.id, (before) => eraseFrom(before, person));
  },
});
