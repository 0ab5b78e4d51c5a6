import type { Turn } from '../chat/turn';
import { UserError } from '../errors';
import type { Clock } from '../log';
import type { Collection } from '../store/collection';
import type { Assessment } from './assessment';
import { type Change, carry, leftBehind, move, moveBack } from './carry';
import { type Assessments, byOf, pointsFor, type StandardPoint } from './use-cases';

/** A standard to which ratings can be carried, and how. `from`: the day it takes effect. */
export type Successor = { id: string; shortName: string; from: string; points: readonly StandardPoint[]; changes: readonly Change[] };

export type MovePorts = {
  assessments: Collection<Assessment>;
  /** The standards that came after one. */
  successorsOf(standard: string): readonly Successor[];
  /** Standards that one came after. */
  predecessorsOf(standard: string): readonly string[];
  clock: Clock;
};

/** How an assessment would stand against another standard. */
export type Preview = { before: Assessment; to: Successor; points: Assessment['points']; left: number[] };
export type Affected = { council: string; assessments: number; look: number; added: number };

/** Points that are new, those that need another look, and those that stand as they did. */
export const split = (points: Assessment['points']) => ({
  fresh: points.filter(({ state }) => state.look && state.rating === 'not started'),
  look: points.filter(({ state }) => state.look && state.rating !== 'not started'),
  firm: points.filter(({ state }) => !state.look),
});

export type Moves = ReturnType<typeof moves>;
const MOST = 5_000;

/** When the standard changes: seeing what would move, carrying ratings over. */
export const moves = (ports: MovePorts, { get, changed }: Pick<Assessments, 'get' | 'changed'>) => {
  const { assessments, successorsOf, predecessorsOf, clock } = ports;

  const previewOf = (before: Assessment, to: Successor): Preview => {
    const applying = pointsFor(to.points, before).map(({ number }) => number);
    return { before, to, points: carry(before.points, applying, to.changes), left: leftBehind(before.points, applying, to.changes) };
  };
  const successor = (before: Assessment, to: string): Successor => {
    const known = successorsOf(before.standard);
    const found = to === '' ? known.at(-1) : known.find(({ id }) => id === to);
    if (!found)
      throw new UserError(
        known.length === 0
          ? `“${before.service}” is assessed against ${before.standard}, and I know of no newer standard to move it to.`
          : `I can move “${before.service}” only to ${known.map(({ id }) => id).join(' or ')}: I have no mapping to the other.`,
      );
    return found;
  };
  const affectedBy = (standard: string): Promise<Assessment[]> =>
    assessments.find({ standard: { in: predecessorsOf(standard) } }, { sort: ['id', 'up'], limit: MOST });

  return {
    affectedBy,
    /** The newest standard that an assessment could move to. */
    nextOf: ({ standard }: Assessment): Successor | undefined => successorsOf(standard).at(-1),
    preview: async (turn: Turn, id: string, to: string): Promise<Preview> => {
      const before = await get(turn, id);
      return previewOf(before, successor(before, to));
    },
    /** Carries the ratings over; how it stood is kept. */
    move: (turn: Turn, id: string, to: string): Promise<Assessment> =>
      changed(turn, id, (before) => {
        if (before.standard === to) return before;
        const back = moveBack(before, to, byOf(turn), clock());
        if (back) return back;
        const preview = previewOf(before, successor(before, to));
        if (preview.points.length === 0) throw new UserError(`No point of ${preview.to.shortName} applies in ${before.phase}.`);
        return move(before, preview.to.id, preview.points, byOf(turn), clock());
      }),
    /** For coordinators: how many assessments of which councils a standard concerns, and what would move. */
    affected: async (standard: string): Promise<Affected[]> => {
      const byCouncil = new Map<string, Affected>();
      for (const one of await affectedBy(standard)) {
        const to = successorsOf(one.standard).find(({ id }) => id === standard);
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
          const to = successorsOf(one.standard).find(({ id }) => id === standard);
          return to ? [previewOf(one, to)] : [];
        }),
  };
};
