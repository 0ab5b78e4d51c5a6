import { type Assessment, type Entry, type PointState, type Snapshot, unstarted } from './assessment';
import { type By, MOST_LOGGED } from './rules';

/** What became of some points of an older standard in a newer one, as far as ratings need it. */
export type Change = { from: readonly number[]; to: readonly number[]; relation: string; note: string };

/** Where a rating stands on firm ground: the point asks the same, or less. */
const FIRM: ReadonlySet<string> = new Set(['kept', 'softened']);
const LONGEST_NOTE = 2_000;

type Points = Assessment['points'];

/** The state whose rating no more than sums them up: met only where all of them are, partly where some of it is there. */
const together = (states: readonly PointState[]): PointState => {
  const counting = states.filter(({ rating }) => rating !== 'not applicable');
  const [first = states[0] ?? unstarted] = counting;
  if (counting.every(({ rating }) => rating === first.rating)) return first;
  const some = counting.some(({ rating }) => rating === 'met' || rating === 'partly');
  return { ...first, rating: some ? 'partly' : 'not met', given: undefined };
};

const mergedNote = (states: readonly PointState[]): string =>
  [...new Set(states.map(({ note }) => note).filter(Boolean))].join('\n').slice(0, LONGEST_NOTE);

/** Why a carried rating needs another look; undefined where it does not. */
const lookFor = (changes: readonly Change[], from: Points): string | undefined => {
  const shaky = changes.find(({ relation, from: points }) => points.length > 0 && !FIRM.has(relation));
  if (shaky) return shaky.note;
  if (new Set(from.map(({ state }) => state.rating)).size > 1) return 'Several points became this one, and they were rated differently.';
  return changes.find(({ from: points }) => points.length === 0)?.note;
};

const carriedPoint = (number: number, before: Points, changes: readonly Change[]): Points[number] => {
  const about = changes.filter(({ to }) => to.includes(number));
  const numbers = new Set(about.flatMap(({ from }) => from));
  const from = before.filter((point) => numbers.has(point.number));
  if (from.length === 0) {
    const note = about[0]?.note;
    return { number, state: { ...unstarted, look: note ? `New. ${note}` : 'New in this standard.' } };
  }
  const state = together(from.map((point) => point.state));
  const owned = from.find((point) => point.state.owner)?.state;
  const started = state.rating !== 'not started';
  return {
    number,
    state: {
      ...state,
      note: mergedNote(from.map((point) => point.state)),
      evidence: state.evidence ?? from.find((point) => point.state.evidence)?.state.evidence,
      owner: owned?.owner,
      ownerName: owned?.ownerName,
      due: from
        .map((point) => point.state.due ?? '')
        .filter(Boolean)
        .sort()[0],
      look: started ? lookFor(about, from) : undefined,
    },
  };
};

/** Ratings of an older standard as they stand in a newer one. `applying`: the points of the newer one that apply to this service. */
export const carry = (before: Points, applying: readonly number[], changes: readonly Change[]): Points =>
  applying.map((number) => carriedPoint(number, before, changes));

/** Points of the older standard that have no place in the newer one: kept in the snapshot, not in the list. */
export const leftBehind = (before: Points, applying: readonly number[], changes: readonly Change[]): number[] => {
  const kept = new Set(changes.filter(({ to }) => to.some((number) => applying.includes(number))).flatMap(({ from }) => from));
  return before.map(({ number }) => number).filter((number) => !kept.has(number));
};

/** Moves an assessment to another standard. How it stood is kept whole, so that it can be moved back. */
export const move = (before: Assessment, to: string, points: Points, by: By, now: Date): Assessment => {
  const { standard, points: old, log } = before;
  const snapshot = { standard, points: old, log, movedAt: now, movedBy: by.id, movedByName: by.name };
  const others = (before.earlier ?? []).filter((one) => one.standard !== standard && one.standard !== to);
  return { ...before, standard: to, points, log: [], earlier: [...others, snapshot], changedAt: now };
};

/** How points stood against a standard before, with what was done since in another: `carried` is how that other’s points stand in this one. */
export const overlay = (kept: Points, carried: Points, changes: readonly Change[], since: readonly Entry[]): Points =>
  kept.map(({ number, state }) => {
    const from = new Set(changes.filter(({ to }) => to.includes(number)).flatMap((one) => one.from));
    const done = since.filter(({ point, undone }) => from.has(point) && !undone);
    const now = carried.find((point) => point.number === number)?.state;
    if (!now || done.length === 0) return { number, state };
    const touched = (...fields: (keyof PointState)[]) => done.some(({ before, after }) => fields.some((one) => before[one] !== after[one]));
    const { rating, given, note, evidence, look, owner, ownerName, due } = now;
    return {
      number,
      state: {
        ...state,
        ...(touched('rating', 'given', 'note', 'evidence') ? { rating, given, note, evidence, look } : {}),
        ...(touched('owner') ? { owner, ownerName } : {}),
        ...(touched('due') ? { due } : {}),
      },
    };
  });

/** Points that differ from how they stood, by their number. */
export const differing = (before: Points, after: Points): number[] =>
  after
    .filter(({ number, state }) => JSON.stringify(before.find((one) => one.number === number)?.state) !== JSON.stringify(state))
    .map(({ number }) => number);

/** Moves it to a standard against which it stood before. What differs from then is written down; what is left is kept in turn. */
export const moveAgain = (before: Assessment, { standard, points: kept, log }: Snapshot, points: Points, by: By, now: Date): Assessment => {
  const stateIn = (all: Points, number: number) => all.find((one) => one.number === number)?.state ?? unstarted;
  const entries = differing(kept, points).map(
    (point): Entry => ({ at: now, by: by.id, byName: by.name, point, before: stateIn(kept, point), after: stateIn(points, point) }),
  );
  return { ...move(before, standard, points, by, now), log: [...log, ...entries].slice(-MOST_LOGGED) };
};
