import { assessmentShape } from './assessments/assessment';
import { type DuePoint, duePoints } from './assessments/due';
import { assessmentCsv, assessmentMarkdown } from './assessments/export';
import { assessmentRoutes } from './assessments/routes';
import { assessments } from './assessments/use-cases';
import type { Titles } from './assessments/views';
import type { Day } from './chat/days';
import type { PersonId } from './chat/event';
import type { Turn } from './chat/turn';
import { chosenPerson, mentioned } from './councils/mention';
import { councils } from './councils/use-cases';
import { settingsShape } from './digests/settings';
import { type Digests, digests } from './digests/use-cases';
import type { FeaturePorts } from './features';
import type { QuestionPorts } from './questions/use-cases';
import { DEFAULT_STANDARD, findStandard, pointOf } from './standard/standard';

export const joinCouncils = ({ store, register, clock, newId, log, coordinators, letIn }: FeaturePorts, tell: QuestionPorts['tell']) =>
  councils({ store, register, clock, newId, log, configuredCoordinators: coordinators, letIn, tell });

/** Assessments know the points of standards, and who is a colleague. */
export const joinAssessments = (
  { store, library, clock, link }: FeaturePorts,
  us: ReturnType<typeof councils>,
  assigned: (person: PersonId) => Promise<unknown>,
) => {
  const standardOf = (id: string) => library.standards.find((one) => one.id === id);
  const titlesOf = (id: string): Titles => {
    const standard = standardOf(id);
    const title = (number: number) => (standard && pointOf(standard, number)?.title) ?? 'a point that is no longer there';
    return { shortName: standard?.shortName ?? id, note: standard?.note, points: standard?.points ?? [], title };
  };
  const kept = assessments({ assessments: store.open(assessmentShape), standardOf, assigned, clock });
  const routes = assessmentRoutes({
    assessments: kept,
    standards: library.standards,
    defaultStandard: DEFAULT_STANDARD,
    titlesOf,
    standardId: (named) => findStandard(library, named)?.id ?? named,
    mentioned,
    chosen: chosenPerson,
    nameOf: async (person) => (await us.named([person]))[0]?.name ?? 'somebody',
    isColleague: async (person, council) => (await us.councilOf(person))?.id === council,
    link,
  });
  const file = async (id: string, kind: 'md' | 'csv'): Promise<string> => {
    const found = await kept.byLink(id);
    if (!found) return '';
    return kind === 'md' ? assessmentMarkdown(found, titlesOf(found.standard)) : assessmentCsv(found, titlesOf(found.standard));
  };
  /** What people of somebody’s council have to do by a day. */
  const dueFor = async (person: PersonId, until: Day): Promise<DuePoint[]> => {
    const council = await us.councilOf(person);
    return council ? duePoints(await kept.ofCouncil(council.id), until, (standard, point) => titlesOf(standard).title(point)) : [];
  };
  const release = async (turn: Turn, item: string): Promise<void> => {
    const [id = '', point = ''] = item.split(':');
    await kept.assign(turn, id, Number(point), null, undefined);
  };
  return { routes, file, dueFor, release, erase: kept.erase, ofCouncil: kept.ofCouncil };
};

/** Digests gather what is due in assessments, for its owner or, unanswered, for who leads. */
export const joinDigests = (
  { store, clock, log, isWorkingDay }: FeaturePorts,
  us: ReturnType<typeof councils>,
  dueFor: (person: PersonId, until: Day) => Promise<DuePoint[]>,
  tell: QuestionPorts['tell'],
): Digests => {
  const leadsOf = async (person: PersonId): Promise<PersonId[]> => {
    const council = await us.councilOf(person);
    return council ? us.speakersOf(council.id) : [];
  };
  return digests({
    settings: store.open(settingsShape),
    itemsOf: async (person, until) => (await dueFor(person, until)).filter(({ owner }) => owner === person),
    othersOf: async (lead, until) => {
      if (!(await leadsOf(lead)).includes(lead)) return [];
      const others = (await dueFor(lead, until)).filter(({ owner }) => owner !== lead);
      return others.map((item) => ({ owner: item.owner, ownerName: item.ownerName, item }));
    },
    leadsOf,
    placeOf: async (person) => ({
      zone: (await us.zoneOf(person)) ?? 'Europe/London',
      nation: (await us.councilOf(person))?.nation ?? 'England',
    }),
    isWorkingDay,
    tell,
    clock,
    log,
  });
};
