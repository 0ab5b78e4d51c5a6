import { announcementShape, announcing } from './assessments/announcements';
import { assessmentShape } from './assessments/assessment';
import { type DueItem, dueItems } from './assessments/due';
import { assessmentCsv, assessmentMarkdown } from './assessments/export';
import { type Heir, inheriting } from './assessments/inheriting';
import { assessmentMessages } from './assessments/messages';
import { moveActions, moveVerbs } from './assessments/move-routes';
import { moves } from './assessments/moves';
import { planActions, planVerbs, stepDay } from './assessments/plan-routes';
import { reviews } from './assessments/reviews';
import { assessmentRoutes } from './assessments/routes';
import { summaries, summaryOf } from './assessments/summaries';
import { assessments } from './assessments/use-cases';
import type { Titles } from './assessments/views';
import { addDays, type Day, dayIn } from './chat/days';
import type { PersonId } from './chat/event';
import type { Turn } from './chat/turn';
import { chosenPerson, mentioned } from './councils/mention';
import { momentOf } from './digests/rhythm';
import type { FeaturePorts } from './features';
import type { Tell, Us } from './joins';
import { DEFAULT_STANDARD, findStandard, pointOf, predecessorsOf, successorsOf } from './standard/standard';

type Assigned = (person: PersonId) => Promise<unknown>;
type Parts = ReturnType<typeof parts>;

/** Councils that ended, each with the one that has its work now; none where there are several. */
const heirs = (us: Us): Heir[] =>
  [...us.mergers()].map(([council, to]) => ({ council, name: us.register.byId(council)?.name ?? council, to }));

/** The parts of the feature, each with what it needs of the others. */
const parts = ({ store, library, clock, isWorkingDay }: FeaturePorts, us: Us, tell: Tell, assigned: Assigned) => {
  const collection = store.open(assessmentShape);
  const standardOf = (id: string) => library.standards.find((one) => one.id === id);
  const titlesOf = (id: string): Titles => {
    const standard = standardOf(id);
    const title = (number: number) => (standard && pointOf(standard, number)?.title) ?? 'a point that is no longer there';
    return { shortName: standard?.shortName ?? id, note: standard?.note, points: standard?.points ?? [], title };
  };
  const working = (nation: string) => (day: Day) => isWorkingDay(new Date(`${day}T12:00:00Z`), nation);
  const openingOf = async (council: string, day: Day): Promise<Date> => {
    const isWorking = working(us.register.byId(council)?.nation ?? 'England');
    const first = Array.from({ length: 14 }, (_, ahead) => addDays(day, ahead)).find(isWorking) ?? day;
    return momentOf(first, '09:00', 'Europe/London');
  };
  const kept = assessments({ assessments: collection, standardOf, assigned, clock });
  const moving = moves(
    {
      assessments: collection,
      successorsOf: (id) => successorsOf(library, id),
      predecessorsOf: (id) => predecessorsOf(library, id),
      clock,
    },
    kept,
  );
  const announcements = store.open(announcementShape);
  return {
    assessments: kept,
    moves: moving,
    announcing: announcing(
      { announcements, predecessorsOf: (id) => predecessorsOf(library, id), speakersOf: us.speakersOf, tell, clock },
      moving,
    ),
    inheriting: inheriting({ assessments: collection, heirs: () => heirs(us), clock }),
    reviews: reviews(kept, assigned),
    summaries: summaries({ assessments: collection, openingOf, tell, clock }, kept),
    titlesOf,
    working,
    workingDays: ({ who }: Turn) => working(who.council?.nation ?? 'England'),
    nameOf: async (person: PersonId) => (await us.named([person]))[0]?.name ?? 'somebody',
  };
};

const routesOf = ({ library, link }: FeaturePorts, us: Us, all: Parts) => {
  const moveRoutes = {
    ...all,
    standardNamed: (words: string) => findStandard(library, words),
    councilName: (id: string) => us.register.byId(id)?.name ?? id,
  };
  const routes = assessmentRoutes(
    {
      ...all,
      standards: library.standards,
      defaultStandard: DEFAULT_STANDARD,
      standardId: (named) => findStandard(library, named)?.id ?? named,
      mentioned,
      chosen: chosenPerson,
      isColleague: us.isColleague,
      link,
      stepDay: (turn, assessment, words) => stepDay(all.workingDays(turn), assessment, words),
      newerThan: (standard) => successorsOf(library, standard).at(-1),
    },
    { ...planVerbs(all), ...moveVerbs(moveRoutes) },
  );
  return { ...routes, actions: { ...routes.actions, ...planActions(all), ...moveActions(moveRoutes) } };
};

/** An account or a channel is gone: its role in the council goes, what it had to do goes to whoever leads, who is told; a summary stops. */
const conclusions = (
  { clock }: FeaturePorts,
  us: Us,
  tell: Tell,
  assigned: Assigned,
  { assessments: kept, summaries: summing, nameOf }: Parts,
) => {
  const accountGone = async (person: PersonId, told: boolean): Promise<void> => {
    const council = (await us.left(person, told)) ? await us.workspaceCouncil(person) : undefined;
    if (!council) return;
    const lead = (await us.speakersOf(council)).find((one) => one !== person);
    const theirs = (await kept.ofCouncil(council)).filter(
      ({ points, review }) => review?.owner === person || points.some(({ state }) => state.owner === person),
    );
    if (lead && theirs.length > 0) {
      // Told before it happens, so that a process that dies here tells it all the same; on another day it is another note.
      await assigned(lead);
      await tell(lead, 'assessments.handed-over', [person, ...theirs.map(({ id }) => id)].join(' '), dayIn(clock()));
    }
    await kept.handOver(council, person, lead ? { id: lead, name: await nameOf(lead) } : undefined);
  };
  return {
    /** The platform says that an account is closed, or is a guest's now. */
    left: (person: PersonId): Promise<void> => accountGone(person, true),
    /** A message could not be delivered, because the account or channel is gone. */
    lost: async (to: PersonId): Promise<void> => {
      const summary = summaryOf(to);
      await (summary ? summing.lost(summary) : accountGone(to, false));
    },
  };
};

/** Assessments know the points of standards, and who is a colleague. `assigned`: somebody has something to do. */
export const joinAssessments = (ports: FeaturePorts, us: Us, tell: Tell, assigned: Assigned) => {
  const all = parts(ports, us, tell, assigned);
  const { assessments: kept, announcing: telling, reviews: reviewing, summaries: summing, titlesOf } = all;
  return {
    routes: routesOf(ports, us, all),
    messages: assessmentMessages({ ...all, councilOf: us.councilOf, clock: ports.clock }),
    ...conclusions(ports, us, tell, assigned, all),
    channelOf: async (to: PersonId) => summing.addressOf(summaryOf(to) ?? ''),
    file: async (id: string, kind: 'md' | 'csv'): Promise<string> => {
      const found = await kept.byLink(id);
      if (!found) return '';
      return kind === 'md' ? assessmentMarkdown(found, titlesOf(found.standard), titlesOf) : assessmentCsv(found, titlesOf);
    },
    /** What people of somebody’s council have to do by a day. */
    dueFor: async (person: PersonId, until: Day): Promise<DueItem[]> => {
      const council = await us.worksFor(person);
      if (!council) return [];
      const title = (standard: string, point: number) => titlesOf(standard).title(point);
      return dueItems(await kept.ofCouncil(council.id), until, title, all.working(council.nation));
    },
    release: async (turn: Turn, item: string): Promise<void> => {
      const [id = '', what = ''] = item.split(':');
      await (/^\d+$/.test(what) ? kept.release(turn, id, Number(what)) : reviewing.release(turn, id));
    },
    catchUp: async (): Promise<void> => {
      await all.inheriting.sweep();
      await telling.catchUp();
      await summing.sweep();
    },
    erase: async (person: PersonId): Promise<void> => {
      await kept.erase(person);
      await telling.eraseAnnouncer(person);
    },
    ofCouncil: kept.ofCouncil,
  };
};
