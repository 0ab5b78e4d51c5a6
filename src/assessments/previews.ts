import { UserError } from '../errors';
import type { Assessment, Snapshot } from './assessment';
import { type Change, carry, differing, leftBehind, overlay } from './carry';
import { pointsFor, type StandardPoint } from './use-cases';

/** A standard to move to. `from`: the day it takes effect. */
export type Target = { id: string; shortName: string; from: string };
/** One to which ratings can be carried, and how. */
export type Successor = Target & { points: readonly StandardPoint[]; changes: readonly Change[] };
export type SuccessorsOf = (standard: string) => readonly Successor[];

/** How an assessment would stand against another standard. `again`: it stood against that one before, and `since` are points rated meanwhile. */
export type Preview = {
  before: Assessment;
  to: Target;
  points: Assessment['points'];
  left: number[];
  again?: { snapshot: Snapshot; since: number[] };
};

/** Points that are new, those that need another look, and those that stand as they did. */
export const split = (points: Assessment['points']) => ({
  fresh: points.filter(({ state }) => state.look && state.rating === 'not started'),
  look: points.filter(({ state }) => state.look && state.rating !== 'not started'),
  firm: points.filter(({ state }) => !state.look),
});

/** Why an assessment cannot move there. */
const refusal = ({ service, standard }: Assessment, known: readonly Target[]): string =>
  known.length === 0
    ? `“${service}” is assessed against ${standard}, and I know of no newer standard to move it to.`
    : `I can move “${service}” only to ${known.map(({ id }) => id).join(' or ')}: I have no mapping to the other.`;

/** What would become of assessments against other standards. Pure: nothing is saved. */
export const previews = (successorsOf: SuccessorsOf) => {
  const successor = ({ standard }: Assessment, to: string): Successor | undefined => successorsOf(standard).find(({ id }) => id === to);
  const carried = (before: Assessment, to: Successor): Assessment['points'] =>
    carry(
      before.points,
      pointsFor(to.points, before).map(({ number }) => number),
      to.changes,
    );
  /** As it stood then, with what was rated since against any standard from which a mapping leads there: the standards in their turn. */
  const pointsAgain = (before: Assessment, { standard, points, movedAt }: Snapshot): Assessment['points'] =>
    [...(before.earlier ?? []).filter((one) => one.movedAt > movedAt), before].reduce((kept, one) => {
      const stood = { ...before, standard: one.standard, points: one.points };
      const to = successor(stood, standard);
      const since = one.log.filter(({ at }) => at > movedAt);
      return to && since.length > 0 ? overlay(kept, carried(stood, to), to.changes, since) : kept;
    }, points);
  const previewOf = (before: Assessment, to: Target): Preview => {
    const next = successor(before, to.id);
    const snapshot = before.earlier?.find(({ standard }) => standard === to.id);
    if (!next && !snapshot) throw new UserError(refusal(before, successorsOf(before.standard)));
    const points = snapshot ? pointsAgain(before, snapshot) : next ? carried(before, next) : [];
    const numbers = points.map(({ number }) => number);
    const left = next ? leftBehind(before.points, numbers, next.changes) : [];
    return { before, to, points, left, again: snapshot && { snapshot, since: differing(snapshot.points, points) } };
  };
  /** The standard that is meant, or the newest that it could move to. */
  const target = (before: Assessment, to: Target | undefined): Target => {
    const found = to ?? successorsOf(before.standard).at(-1);
    if (!found) throw new UserError(refusal(before, []));
    return found;
  };
  return { successor, previewOf, target };
};
