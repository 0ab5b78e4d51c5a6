import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import type { Assessment } from './assessment';

/** A council that ended, and the one that has its work now. */
export type Heir = { council: string; name: string; to: string };

export type InheritPorts = {
  assessments: Collection<Assessment>;
  /** Councils that have ended and have one successor. */
  heirs(): readonly Heir[];
  clock: Clock;
};

const AT_ONCE = 500;

/** An assessment in the hands of the council that took over, where it was the other’s. It remembers whose it was. */
export const inherited = (before: Assessment, { council, name, to }: Heir, now: Date): Assessment =>
  before.council === council ? { ...before, council: to, cameFrom: [...(before.cameFrom ?? []), { at: now, council, name }] } : before;

/** What a merger hands on: run again and again, it finds nothing more to do. */
export const inheriting = ({ assessments, heirs, clock }: InheritPorts) => ({
  sweep: async (): Promise<void> => {
    const ended = new Map(heirs().map((heir) => [heir.council, heir]));
    if (ended.size === 0) return;
    for (const one of await assessments.find({ council: { in: [...ended.keys()] } }, { sort: ['id', 'up'], limit: AT_ONCE })) {
      const heir = ended.get(one.council);
      if (heir) await change(assessments, one.id, (before) => inherited(before, heir, clock()));
    }
  },
});
