import type { Day } from '../chat/days';
import type { PersonId } from '../chat/event';
import type { Turn } from '../chat/turn';
import { NotAllowed, NotFound, UserError } from '../errors';
import type { Clock } from '../log';
import { type Collection, change } from '../store/collection';
import { type Assessment, type Phase, type Source, unstarted } from './assessment';
import { departures } from './departures';
import type { Given } from './rating';
import { assign, type By, checked, keeping, rate, release, undo } from './rules';

/** A point of a standard, as far as an assessment needs it. */
export type StandardPoint = { number: number; title: string; phases: readonly string[]; notFor?: readonly string[] };
export type StandardOf = (id: string) => { id: string; shortName: string; points: readonly StandardPoint[] } | undefined;
export type AssessmentPorts = {
  assessments: Collection<Assessment>;
  standardOf: StandardOf;
  /** Somebody has a point to do. */
  assigned(person: PersonId): Promise<unknown>;
  clock: Clock;
};
export type NewAssessment = { service: string; phase: Phase; source: Source; small: boolean; standard: string };

export type Assessments = ReturnType<typeof assessments>;

const LONGEST_NAME = 80;
const MOST = 200;
/** More than a council may start, because a merger can bring several councils’ together. */
const MOST_LISTED = 1_000;

/** The council whose officer speaks. Throws a sentence for everybody else. */
export const councilOf = ({ who, event }: Turn): string => {
  if (event.speaker.standing !== 'member') throw new NotAllowed('Guest accounts cannot see assessments. Ask someone at the council.');
  if (!who.council || !who.roles.has('officer'))
    throw new NotAllowed('This workspace is not linked to a council yet. Type “council link” and your council’s name to start.');
  return who.council.id;
};

/** Who changes something. */
export const byOf = ({ event }: Turn): By => ({ id: event.speaker.id, name: event.speaker.name });

/** A service’s name as it is kept: one line, no quotes that would end it early. */
const nameOf = (typed: string): string => {
  const name = typed
    .replace(/["“”\r\n]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(name)) throw new UserError('Give the service a name, such as check start "Missed bin collection" beta');
  if (name.length > LONGEST_NAME) throw new UserError(`The name is too long. Use at most ${LONGEST_NAME} characters.`);
  return name;
};

/** Which points of a standard apply to a service in this phase, made this way. */
export const pointsFor = (
  points: readonly StandardPoint[],
  { phase, source, small }: Pick<NewAssessment, 'phase' | 'source' | 'small'>,
): StandardPoint[] =>
  points.filter(({ phases, notFor = [] }) => phases.includes(phase) && !notFor.includes(source) && !(small && notFor.includes('small')));

/** An assessment in which nothing is started. Throws where the name will not do, or no point applies. */
const newAssessment = (
  id: string,
  council: string,
  wanted: NewAssessment,
  standard: NonNullable<ReturnType<StandardOf>>,
  by: By,
  now: Date,
): Assessment => {
  const service = nameOf(wanted.service);
  const points = pointsFor(standard.points, wanted);
  if (points.length === 0) throw new UserError(`No point of ${standard.shortName} applies in ${wanted.phase}.`);
  return {
    ...wanted,
    id,
    revision: 0,
    council,
    service,
    standard: standard.id,
    points: points.map(({ number }) => ({ number, state: unstarted })),
    log: [],
    createdBy: by.id,
    createdByName: by.name,
    createdAt: now,
    changedAt: now,
  };
};

/** Assessments of one's own council: every reading and every change is bound to it. */
export const assessments = ({ assessments: kept, standardOf, assigned, clock }: AssessmentPorts) => {
  const get = async (turn: Turn, id: string): Promise<Assessment> => {
    const council = councilOf(turn);
    const found = await kept.get(id);
    if (!found || found.council !== council)
      throw new NotFound('I cannot find that assessment among your council’s. Type “check” to see them.');
    return found;
  };
  const changed = async (turn: Turn, id: string, rule: (before: Assessment) => Assessment): Promise<Assessment> => {
    await get(turn, id);
    const after = await change(kept, id, rule);
    if (!after) throw new NotFound('That assessment has been removed.');
    return after;
  };

  return {
    get,
    /** Changes one of the council’s, whoever else is at it. */
    changed,
    /** The council's, the one changed last first. */
    list: (turn: Turn): Promise<Assessment[]> =>
      kept.find({ council: councilOf(turn) }, { sort: ['changedAt', 'down'], limit: MOST_LISTED }),
    /** `id` is the same for a repeated event, which then starts no second one. */
    start: async (turn: Turn, id: string, wanted: NewAssessment): Promise<Assessment> => {
      const council = councilOf(turn);
      const standard = standardOf(wanted.standard);
      if (!standard) throw new NotFound(`I know no standard called “${wanted.standard.slice(0, 60)}”. Type “standards” to see them.`);
      if ((await kept.count({ council })) >= MOST) throw new UserError(`Your council has ${MOST} assessments, which is as many as I keep.`);
      const made = newAssessment(id, council, wanted, standard, byOf(turn), clock());
      await kept.insert(made);
      return made;
    },
    /** Rates a point. Without a note it keeps the one it has. `planned`: called met with only a plan, and so kept as partly. */
    rate: async (
      turn: Turn,
      id: string,
      number: number,
      given: Given,
      note: string | undefined,
    ): Promise<{ assessment: Assessment; planned: boolean }> => {
      let planned = false;
      const assessment = await changed(turn, id, (before) => {
        const rating = note === undefined ? keeping(before, number, given) : checked(given, note);
        planned = rating.planned;
        return rate(before, number, rating, byOf(turn), clock());
      });
      return { assessment, planned };
    },
    assign: async (turn: Turn, id: string, number: number, owner: By | null | undefined, due: Day | undefined): Promise<Assessment> => {
      const after = await changed(turn, id, (before) => assign(before, number, owner, due, byOf(turn), clock()));
      const now = after.points.find((point) => point.number === number)?.state.owner;
      if (now) await assigned(now);
      return after;
    },
    /** The owner says that a point is not theirs. */
    release: (turn: Turn, id: string, number: number): Promise<Assessment> =>
      changed(turn, id, (before) => release(before, number, byOf(turn), clock())),
    undo: async (turn: Turn, id: string): Promise<{ assessment: Assessment; point: number }> => {
      let point = 0;
      const assessment = await changed(turn, id, (before) => {
        const { after, entry } = undo(before, byOf(turn), clock());
        point = entry.point;
        return after;
      });
      return { assessment, point };
    },
    /** Everything of a council, for its export. */
    ofCouncil: (council: string): Promise<Assessment[]> => kept.find({ council }, { sort: ['createdAt', 'up'] }),
    /** The caller has sealed the id into a link that only its council was given. */
    byLink: (id: string): Promise<Assessment | undefined> => kept.get(id),
    ...departures(kept, clock),
  };
};
