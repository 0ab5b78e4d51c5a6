import { assessmentShape } from './assessments/assessment';
import { assessmentCsv, assessmentMarkdown } from './assessments/export';
import { assessmentRoutes } from './assessments/routes';
import { assessments } from './assessments/use-cases';
import type { Titles } from './assessments/views';
import { workspaceOf } from './chat/event';
import type { Messenger } from './chat/messenger';
import { receiptShape } from './chat/receipts';
import { router } from './chat/router';
import type { Register } from './councils/council';
import { chosenPerson, mentioned } from './councils/mention';
import { councilMessages } from './councils/messages';
import { councilRoutes } from './councils/routes';
import { councils } from './councils/use-cases';
import { deliverer } from './delivery/deliver';
import { type Delivery, deliveryShape } from './delivery/delivery';
import type { Clock, Log, Metrics, NewId } from './log';
import { coordinatorRoutes } from './questions/coordinator-routes';
import { questionMessages } from './questions/messages';
import { questionShape } from './questions/question';
import { questionRoutes } from './questions/routes';
import { questionUpkeep } from './questions/upkeep';
import { type QuestionPorts, questions } from './questions/use-cases';
import { askRoutes, findAsk } from './standard/ask-routes';
import { askShape, asksOf, eraseAsks, poorAsks } from './standard/ask-store';
import { standardRoutes } from './standard/routes';
import type { Search } from './standard/search';
import { DEFAULT_STANDARD, findStandard, type Library, pointOf, type Standard } from './standard/standard';
import type { Store } from './store/collection';

export type FeaturePorts = {
  store: Store;
  library: Library;
  searchOf(standard: Standard): Search;
  register: Register;
  isWorkingDay(day: Date, nation: string): boolean;
  coordinators: readonly string[];
  /** Workspaces let in by configuration. */
  letIn: readonly string[];
  messenger: Messenger;
  /** Asks the queue to deliver these messages now. */
  wake(messages: readonly Delivery[]): Promise<void>;
  /** A short-lived address of a file. */
  link(file: string, subject: string): string;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics: Metrics;
};

/** Slack reaches any member by their id; other platforms only where somebody has spoken to the bot before. */
const knownAddress = (person: string): string | undefined => {
  const [platform, team, user] = person.split(':');
  return platform === 'slack' ? `slack:${team}/${user}` : undefined;
};

const joinCouncils = ({ store, register, clock, newId, log, coordinators, letIn }: FeaturePorts, tell: QuestionPorts['tell']) =>
  councils({ store, register, clock, newId, log, configuredCoordinators: coordinators, letIn, tell });

/** Assessments know the points of standards, and who is a colleague. */
const joinAssessments = ({ store, library, clock, link }: FeaturePorts, us: ReturnType<typeof councils>) => {
  const standardOf = (id: string) => library.standards.find((one) => one.id === id);
  const titlesOf = (id: string): Titles => {
    const standard = standardOf(id);
    const title = (number: number) => (standard && pointOf(standard, number)?.title) ?? 'a point that is no longer there';
    return { shortName: standard?.shortName ?? id, note: standard?.note, points: standard?.points ?? [], title };
  };
  const kept = assessments({ assessments: store.open(assessmentShape), standardOf, clock });
  const routes = assessmentRoutes({
    assessments: kept,
    standards: library.standards,
    defaultStandard: DEFAULT_STANDARD,
    titlesOf,
    standardId: (named) => findStandard(library, named)?.id ?? named,
    mentioned,
    chosen: chosenPerson,
    nameOf: async (person) => (await us.named([person]))[0]?.name ?? 'somebody',
    isColleague: async (person, council) => (await us.workspacesOf(council)).some(({ id }) => id === workspaceOf(person)),
    link,
  });
  const file = async (id: string, kind: 'md' | 'csv'): Promise<string> => {
    const found = await kept.byLink(id);
    if (!found) return '';
    return kind === 'md' ? assessmentMarkdown(found, titlesOf(found.standard)) : assessmentCsv(found, titlesOf(found.standard));
  };
  return { routes, file, erase: kept.erase, ofCouncil: kept.ofCouncil };
};

export type Features = ReturnType<typeof features>;

/** Joins the features: what one needs of another, it is given here. */
export const features = (ports: FeaturePorts) => {
  const { store, library, clock, newId, log, metrics } = ports;
  const asks = store.open(askShape);
  const tell: QuestionPorts['tell'] = (to, kind, subject, occasion) => delivery.tell(to, kind, subject, occasion);
  const us = joinCouncils(ports, tell);
  const questionPorts: QuestionPorts = {
    questions: store.open(questionShape),
    coordinators: async () => (await us.coordinators()).map(({ id }) => id),
    tell,
    isWorkingDay: ports.isWorkingDay,
    clock,
  };
  const asked = questions(questionPorts);
  const upkeep = questionUpkeep(questionPorts, asked);
  const delivery = deliverer({
    deliveries: store.open(deliveryShape),
    messages: { ...councilMessages(us), ...questionMessages(asked) },
    messenger: ports.messenger,
    addressOf: async (person) => (await us.personAddress(person)) ?? knownAddress(person),
    wake: ports.wake,
    clock,
    log,
    metrics,
  });
  const checks = joinAssessments(ports, us);
  const front = router({
    features: [
      councilRoutes(us),
      checks.routes,
      askRoutes({ library, searchOf: ports.searchOf, asks }),
      standardRoutes(library),
      questionRoutes(asked, findAsk(asks), DEFAULT_STANDARD),
      coordinatorRoutes(asked, ports.link),
    ],
    identify: us.identify,
    receipts: store.open(receiptShape),
    clock,
    newId,
    log,
    metrics,
  });
  return {
    front,
    delivery,
    councils: us,
    questions: asked,
    /** What the sweep does besides finding due messages. */
    catchUp: [us.catchUp, upkeep.catchUp, upkeep.nudge] as const,
    /** Forgets a person everywhere. */
    erase: async (person: string): Promise<void> => {
      await us.erase(person);
      await eraseAsks(asks, person);
      await upkeep.erase(person);
      await delivery.erase(person);
      await checks.erase(person);
    },
    /** An assessment as a file; empty where it is gone. */
    assessmentFile: checks.file,
    /** What was asked and not well answered. */
    poorAsks: () => poorAsks(asks),
    /** Everything a council put in, as plain data. */
    exportCouncil: async (council: string) => ({
      council: await us.export(council),
      asks: await asksOf(asks, council),
      questions: await asked.ofCouncil(council),
      assessments: await checks.ofCouncil(council),
    }),
  };
};
