import { dayIn, dayInWords, readDay } from '../chat/days';
import type { PersonId, WorkspaceId } from '../chat/event';
import { type Command, idOf, type Routes, type Turn } from '../chat/turn';
import { field } from '../chat/values';
import { type Reply, toMe } from '../chat/view';
import { FormError, NotAllowed, NotFound, UserError } from '../errors';
import type { Assessment } from './assessment';
import { assignForm, ratedIn, rateForm, startedIn, startForm } from './forms';
import { historyView } from './history';
import { homeBlocks } from './home';
import { findNamed } from './named';
import { readRating } from './rating';
import type { IsWorkingDay } from './review';
import type { By } from './rules';
import type { Assessments, NewAssessment } from './use-cases';
import { assessmentView, exportView, listView, type Titles } from './views';
import { readAssign, readSet, readStart } from './words';

export type AssessmentRoutePorts = {
  assessments: Assessments;
  standards: readonly { id: string; shortName: string }[];
  defaultStandard: string;
  titlesOf(standard: string): Titles;
  /** A standard’s id by whatever people call it; the words themselves where none fits. */
  standardId(named: string): string;
  /** The account that a mention names. Throws a sentence for anything else. */
  mentioned(typed: string, workspace: WorkspaceId): PersonId;
  /** The account that a form’s person field names. */
  chosen(value: string, workspace: WorkspaceId): PersonId;
  nameOf(person: PersonId): Promise<string>;
  /** Whether somebody belongs to the council, and is no guest there. */
  isColleague(person: PersonId, council: string): Promise<boolean>;
  link(file: string, subject: string): string;
  /** The day of a step of the review, by what people call it; undefined for other words. */
  stepDay(turn: Turn, assessment: Assessment, words: string): string | undefined;
  /** When people work in the council of whoever speaks. */
  workingDays(turn: Turn): IsWorkingDay;
  /** The newest standard that came after one. */
  newerThan(standard: string): { id: string; shortName: string; from: string } | undefined;
};

const show = ({ titlesOf, newerThan }: AssessmentRoutePorts, assessment: Assessment, said?: string): Reply =>
  toMe(assessmentView(assessment, titlesOf(assessment.standard), { said, newer: newerThan(assessment.standard) }));
/** After a change: what was done, and what is next. */
const showBriefly = ({ titlesOf }: AssessmentRoutePorts, assessment: Assessment, said: string): Reply =>
  toMe(assessmentView(assessment, titlesOf(assessment.standard), { said, brief: true }));

const named = async ({ assessments }: AssessmentRoutePorts, turn: Turn, rest: string) => findNamed(await assessments.list(turn), rest);

const start = async (ports: AssessmentRoutePorts, turn: Turn, wanted: NewAssessment): Promise<Reply> => {
  const made = await ports.assessments.start(turn, idOf(turn), { ...wanted, standard: ports.standardId(wanted.standard) });
  return show(ports, made, `Started. ${made.points.length} points apply to “${made.service}”.`);
};

type Rated = { point: number; rating: string; note: string | undefined };

const rate = async (ports: AssessmentRoutePorts, turn: Turn, id: string, { point, rating: words, note }: Rated): Promise<Reply> => {
  const { assessment, planned } = await ports.assessments.rate(turn, id, point, readRating(words), note);
  const rating = assessment.points.find(({ number }) => number === point)?.state.rating ?? '';
  const said = planned ? `Point ${point} is kept as partly: a plan alone is not yet evidence.` : `Point ${point} is now ${rating}.`;
  return showBriefly(ports, assessment, said);
};

type ReadPerson = AssessmentRoutePorts['mentioned'];

const ownerIn = async (ports: AssessmentRoutePorts, turn: Turn, typed: string, read: ReadPerson): Promise<By | null | undefined> => {
  if (typed === '') return undefined;
  if (/^nobody$/i.test(typed)) return null;
  const { speaker } = turn.event;
  const id = /^me$/i.test(typed) ? speaker.id : read(typed, speaker.workspace);
  if (!(await ports.isColleague(id, turn.who.council?.id ?? '')))
    throw new UserError('That person is not in a workspace of your council, or is a guest there. Mention a colleague.');
  return { id, name: id === speaker.id ? speaker.name : await ports.nameOf(id) };
};

type Assigned = { point: number; person: string; day: string; read: ReadPerson };

const assign = async (
  ports: AssessmentRoutePorts,
  turn: Turn,
  id: string,
  { point, person, day: typedDay, read }: Assigned,
): Promise<Reply> => {
  const owner = await ownerIn(ports, turn, person, read);
  const step = ports.stepDay(turn, await ports.assessments.get(turn, id), typedDay);
  const day = typedDay === '' ? undefined : readDay(step ?? typedDay, dayIn(turn.now, turn.event.speaker.zone));
  const assessment = await ports.assessments.assign(turn, id, point, owner, day);
  const who = owner === undefined ? '' : owner === null ? ' belongs to nobody now' : ` belongs to ${owner.name}`;
  return showBriefly(ports, assessment, `Point ${point}${who}${who && day ? ' and' : ''}${day ? ` is due on ${dayInWords(day)}` : ''}.`);
};

const exported = (ports: AssessmentRoutePorts, assessment: Assessment): Reply =>
  toMe(exportView(assessment, ports.link('assessment.md', assessment.id), ports.link('assessment.csv', assessment.id)));

/** What comes after `check VERB`. */
export type Verbs = Readonly<Record<string, (turn: Turn, rest: string) => Promise<Reply> | Reply>>;

const listed = async ({ assessments }: AssessmentRoutePorts, turn: Turn): Promise<Reply> => toMe(listView(await assessments.list(turn)));

const verbs = (ports: AssessmentRoutePorts): Verbs => ({
  '': (turn) => listed(ports, turn),
  list: (turn) => listed(ports, turn),
  start: (turn, rest) => {
    if (rest === '') return { kind: 'form', form: startForm(ports.standards, ports.defaultStandard) };
    return start(ports, turn, readStart(rest, ports.defaultStandard));
  },
  show: async (turn, rest) => show(ports, (await named(ports, turn, rest)).assessment),
  set: async (turn, rest) => {
    const { assessment, rest: after } = await named(ports, turn, rest);
    if (after === '') return { kind: 'form', form: rateForm(assessment, ports.titlesOf(assessment.standard)) };
    return rate(ports, turn, assessment.id, readSet(after));
  },
  assign: async (turn, rest) => {
    const { assessment, rest: after } = await named(ports, turn, rest);
    if (after === '') return { kind: 'form', form: assignForm(assessment, ports.titlesOf(assessment.standard)) };
    return assign(ports, turn, assessment.id, { ...readAssign(after), read: ports.mentioned });
  },
  export: async (turn, rest) => exported(ports, (await named(ports, turn, rest)).assessment),
  history: async (turn, rest) => toMe(historyView((await named(ports, turn, rest)).assessment, turn.event.speaker.zone)),
  undo: async (turn, rest) => undo(ports, turn, (await named(ports, turn, rest)).assessment.id),
});

/** `check …` in words; a word that is no verb begins the name of a service. */
const run = async (ports: AssessmentRoutePorts, all: Verbs, turn: Turn, words: string): Promise<Reply> => {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(words) ?? [];
  const verb = first.toLowerCase();
  const handler = Object.hasOwn(all, verb) ? all[verb] : undefined;
  return handler ? handler(turn, rest) : show(ports, (await named(ports, turn, words)).assessment);
};

const undo = async (ports: AssessmentRoutePorts, turn: Turn, id: string): Promise<Reply> => {
  const { assessment, point } = await ports.assessments.undo(turn, id);
  return showBriefly(ports, assessment, `Point ${point} is as it was before your last change.`);
};

const command = (ports: AssessmentRoutePorts, all: Verbs): Command => ({
  verb: 'check',
  also: ['checks', 'assessment', 'assessments'],
  usages: [
    { usage: 'check', does: 'your council’s assessments', for: 'officer' },
    { usage: 'check start "SERVICE" [phase] [bought|built] [against STANDARD]', does: 'begin an assessment', for: 'officer' },
    { usage: 'check show SERVICE [phase]', does: 'how a service stands, and what is next', for: 'officer' },
    { usage: 'check set SERVICE N RATING [: note or link]', does: 'rate a point', for: 'officer' },
    { usage: 'check assign SERVICE N @person [by DATE]', does: 'say who does a point, and by when', for: 'officer' },
    { usage: 'check history SERVICE', does: 'who changed what', for: 'officer' },
    { usage: 'check undo SERVICE', does: 'take back your last change, for ten minutes', for: 'officer' },
    { usage: 'check export SERVICE', does: 'a report and a table to download', for: 'officer' },
    { usage: 'check review SERVICE [on DATE|mine]', does: 'the timetable of a review, with reminders', for: 'officer' },
    { usage: 'check summary SERVICE here', does: 'a summary once a week in this channel', for: 'officer' },
    { usage: 'check move SERVICE [to STANDARD]', does: 'carry the ratings over to a newer standard', for: 'officer' },
    { usage: 'check preview STANDARD', does: 'who a new standard concerns, and telling them', for: 'coordinator' },
  ],
  run: (turn, rest) => run(ports, all, turn, rest),
});

/** Mistakes in a form are shown beside the field they most likely come from. */
const atField = async (id: string, work: () => Promise<Reply>): Promise<Reply> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFound || error instanceof NotAllowed || !(error instanceof UserError)) throw error;
    throw new FormError({ [id]: error.message });
  }
};

/** Assessments: words, buttons, forms and Home. `more`: verbs of the parts beside this one. */
export const assessmentRoutes = (ports: AssessmentRoutePorts, more: Verbs): Routes => {
  const { assessments, titlesOf } = ports;
  const opened = async (turn: Turn, value: string) => {
    const [id = '', point] = value.split(':');
    const assessment = await assessments.get(turn, id);
    return { assessment, titles: titlesOf(assessment.standard), point: point ? Number(point) : undefined };
  };
  return {
    commands: [command(ports, { ...verbs(ports), ...more })],
    actions: {
      'assessments.new': () => ({ kind: 'form', form: startForm(ports.standards, ports.defaultStandard) }),
      'assessments.rate': async (turn) => {
        const { assessment, titles, point } = await opened(turn, turn.event.value);
        return { kind: 'form', form: rateForm(assessment, titles, point) };
      },
      'assessments.assign': async (turn) => {
        const { assessment, titles } = await opened(turn, turn.event.value);
        return { kind: 'form', form: assignForm(assessment, titles) };
      },
      'assessments.undo': (turn) => undo(ports, turn, turn.event.value),
    },
    submissions: {
      'assessments.start': (turn) => atField('service', () => start(ports, turn, startedIn(turn.event.values))),
      'assessments.rated': (turn) => {
        const { id, point, rating, note } = ratedIn(turn.event.state, turn.event.values);
        if (point === '') throw new FormError({ point: 'Choose a point.' });
        if (rating === '') throw new FormError({ rating: 'Choose how far you are.' });
        return atField('note', () => rate(ports, turn, id, { point: Number(point), rating, note }));
      },
      'assessments.assigned': (turn) => {
        const { state, values } = turn.event;
        if (field(values, 'point') === '') throw new FormError({ point: 'Choose a point.' });
        if (field(values, 'owner') === '') throw new FormError({ owner: 'Choose a person.' });
        return atField(field(values, 'due') ? 'due' : 'owner', () =>
          assign(ports, turn, state, {
            point: Number(field(values, 'point')),
            person: field(values, 'owner'),
            day: field(values, 'due'),
            read: ports.chosen,
          }),
        );
      },
    },
    home: async (turn) => {
      const { who, event, now } = turn;
      if (!who.council || !who.roles.has('officer')) return [];
      const looking = {
        me: event.speaker.id,
        speaks: who.roles.has('lead') || who.roles.has('deputy'),
        today: dayIn(now, event.speaker.zone),
        isWorkingDay: ports.workingDays(turn),
      };
      return homeBlocks(await assessments.list(turn), looking, titlesOf);
    },
  };
};
