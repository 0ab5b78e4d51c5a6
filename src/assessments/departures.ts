import type { PersonId } from '../chat/event';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Assessment } from './assessment';
import { type By, eraseFrom, handOver, names } from './rules';

const GONE: By = { id: '', name: 'Guildhall (the account is gone)' };

const wasHandedOver = ({ log }: Assessment, from: PersonId): boolean => log.some(({ by, before }) => by === '' && before.owner === from);

/** What becomes of somebody's part in assessments when they are gone, or want to be forgotten. */
export const departures = (assessments: Collection<Assessment>, clock: Clock) => ({
  /** An account is gone: what it had to do in a council goes to somebody else, or to nobody. Says whether it had anything. */
  handOver: async (council: string, from: PersonId, to: By | undefined): Promise<boolean> => {
    let any = false;
    for (const one of await assessments.find({ council })) {
      const rule = (before: Assessment) => handOver(before, from, to, GONE, clock());
      if (rule(one) !== one) await change(assessments, one.id, rule);
      any ||= rule(one) !== one || wasHandedOver(one, from);
    }
    return any;
  },
  /** Assessments in which somebody's points went to another because the account was gone. */
  handedOver: async (council: string, from: PersonId): Promise<Assessment[]> =>
    (await assessments.find({ council })).filter((one) => wasHandedOver(one, from)),
  erase: async (person: PersonId): Promise<void> => {
    for (const one of await assessments.find({}))
      if (names(one, person)) await change(assessments, one.id, (before) => eraseFrom(before, person));
  },
});
