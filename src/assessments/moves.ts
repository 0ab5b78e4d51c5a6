import type { Turn } from '../chat/turn';
import { UserError } from '../errors';
import type { Clock } from '../log';
import type { Collection } from '../store/collection';
import type { Assessment } from './assessment';
import { move, moveAgain } from './carry';
import { type Preview, previews, type SuccessorsOf, split, type Target } from './previews';
import { type Assessments, byOf } from './use-cases';

export type MovePorts = {
  assessments: Collection<Assessment>;
  /** The standards that came after one. */
  successorsOf: SuccessorsOf;
  /** Standards that one came after. */
  predecessorsOf(standard: string): readonly string[];
  clock: Clock;
};

export type Affected = { council: string; assessments: number; look: number; added: number };

export type Moves = ReturnType<typeof moves>;
const MOST = 5_000;

/** When the standard changes: seeing what would move, carrying ratings over. */
export const moves = (ports: MovePorts, { get, changed }: Pick<Assessments, 'get' | 'changed'>) => {
  const { assessments, successorsOf, predecessorsOf, clock } = ports;
  const { successor, previewOf, target } = previews(successorsOf);
  const affectedBy = (standard: string): Promise<Assessment[]> =>
    assessments.find({ standard: { in: predecessorsOf(standard) } }, { sort: ['id', 'up'], limit: MOST });

  return {
    affectedBy,
    preview: async (turn: Turn, id: string, to: Target | undefined): Promise<Preview> => {
      const before = await get(turn, id);
      return previewOf(before, target(before, to));
    },
    /** Carries the ratings over; how it stood is kept. `again`: it stood against that standard before. */
    move: async (turn: Turn, id: string, to: Target | undefined): Promise<{ assessment: Assessment; again: Preview['again'] }> => {
      let again: Preview['again'];
      const assessment = await changed(turn, id, (before) => {
        again = undefined;
        if (before.standard === to?.id) return before;
        const preview = previewOf(before, target(before, to));
        again = preview.again;
        if (again) return moveAgain(before, again.snapshot, preview.points, byOf(turn), clock());
        if (preview.points.length === 0) throw new UserError(`No point of ${preview.to.shortName} applies in ${before.phase}.`);
        return move(before, preview.to.id, preview.points, byOf(turn), clock());
      });
      return { assessment, again };
    },
    /** For coordinators: how many assessments of which councils a standard concerns, and what would move. */
    affected: async (standard: string): Promise<Affected[]> => {
      const byCouncil = new Map<string, Affected>();
      for (const one of await affectedBy(standard)) {
        const to = successor(one, standard);
        if (!to) continue;
        const { points } = previewOf(one, to);
        const sum = byCouncil.get(one.council) ?? { council: one.council, assessments: 0, look: 0, added: 0 };
        const { look, fresh } = split(points);
        byCouncil.set(one.council, {
          ...sum,
          assessments: sum.assessments + 1,
          look: sum.look + look.length,
          added: sum.added + fresh.length,
        });
      }
      return [...byCouncil.values()];
    },
    /** What an announcement concerns in one council. */
    concerned: async (standard: string, council: string): Promise<Preview[]> =>
      (await affectedBy(standard))
        .filter((one) => one.council === council)
        .flatMap((one) => {
          const to = successor(one, standard);
          return to ? [previewOf(one, to)] : [];
        }),
  };
};
