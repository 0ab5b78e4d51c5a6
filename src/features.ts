import type { Category } from './buying/categories';
import type { Procurement } from './buying/pack';
import type { PersonId } from './chat/event';
import type { Messenger } from './chat/messenger';
import { receiptShape } from './chat/receipts';
import { router } from './chat/router';
import type { LookUp } from './councils/accounts';
import type { Register } from './councils/council';
import { councilRoutes } from './councils/routes';
import type { Delivery } from './delivery/delivery';
import type { Pace } from './delivery/pace';
import { deliveriesCsv, deliveryRoutes } from './delivery/routes';
import { digestRoutes } from './digests/routes';
import { joinAssessments } from './join-assessments';
import { joinBuying } from './join-buying';
import { joinStandard } from './join-standard';
import { joinCouncils, joinDelivery, joinDigests, joinQuestions, joinSent, type Tell } from './joins';
import type { Clock, Log, Metrics, NewId } from './log';
import { coordinatorRoutes } from './questions/coordinator-routes';
import { questionRoutes } from './questions/routes';
import type { Find } from './standard/find';
import { DEFAULT_STANDARD, type Library, type Standard } from './standard/standard';
import type { WordAnswer } from './standard/wording';
import type { Store } from './store/collection';

export type FeaturePorts = {
  store: Store;
  library: Library;
  findIn(standard: Standard): Promise<Find>;
  /** Words answers, where a model is configured. */
  word?: WordAnswer;
  register: Register;
  isWorkingDay(day: Date, nation: string): boolean;
  /** What councils buy, and dated facts about buying. */
  categories: readonly Category[];
  procurement: Procurement;
  coordinators: readonly string[];
  /** Workspaces let in by configuration. */
  letIn: readonly string[];
  messenger: Messenger;
  /** Asks the platforms who an account is; without it, only those who spoke before are known. */
  lookUp?: LookUp;
  /** Asks the queue to deliver these messages now. */
  wake(messages: readonly Delivery[]): Promise<void>;
  pace: Pace;
  /** A short-lived address of a file. */
  link(file: string, subject: string): string;
  /** The address of a page where somebody can send a file for a council. */
  uploadLink(council: string, by: PersonId): string;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics: Metrics;
};

export type Features = ReturnType<typeof features>;

/** Joins the features: what one needs of another, it is given here. */
export const features = (ports: FeaturePorts) => {
  const { store, clock, newId, log, metrics } = ports;
  const tell: Tell = (to, kind, subject, occasion) => delivery.tell(to, kind, subject, occasion);
  const us = joinCouncils(ports, tell);
  const { asked, upkeep } = joinQuestions(ports, us, tell);
  const checks = joinAssessments(ports, us, tell, (person) => reminders.ensure(person));
  const reminders: ReturnType<typeof joinDigests> = joinDigests(ports, us, checks.dueFor, tell);
  const buying = joinBuying(ports, us, tell);
  const standard = joinStandard(ports, asked, tell);
  const delivery = joinDelivery(ports, { us, asked, checks, reminders, buying, standard });
  const sent = joinSent(ports, us, delivery);
  const front = router({
    features: [
      councilRoutes(us),
      checks.routes,
      ...buying.routes,
      digestRoutes({ digests: reminders, release: checks.release }),
      ...standard.routes,
      questionRoutes(asked, standard.findAsk, DEFAULT_STANDARD),
      coordinatorRoutes(asked, ports.link),
      deliveryRoutes(sent),
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
    /** What the sweep does besides finding due messages: polls close first. */
    catchUp: [
      buying.catchUp,
      us.catchUp,
      upkeep.catchUp,
      upkeep.nudge,
      reminders.sweep,
      checks.catchUp,
      standard.catchUp,
      delivery.catchUp,
    ] as const,
    /** Forgets a person everywhere. */
    erase: async (person: PersonId): Promise<void> => {
      for (const forget of [us.erase, standard.erase, upkeep.erase, delivery.erase, checks.erase, reminders.erase, buying.erase])
        await forget(person);
    },
    /** An account is no longer there: what it had to do goes to whoever leads. */
    left: checks.left,
    /** What was sent, as a table. */
    deliveriesFile: () => deliveriesCsv(sent),
    /** What is due for somebody, and when they hear of it. */
    digests: reminders,
    /** An assessment as a file; empty where it is gone. */
    assessmentFile: checks.file,
    /** A file of a poll, for the council that may read it; empty where it may not. */
    pollFile: buying.pollFile,
    /** A council's contracts as a table. */
    contractsFile: buying.contractsFile,
    /** Registers of contracts that are sent in. */
    imports: buying.imports,
    /** What was asked most, what in vain, and what people said answers their questions. */
    learning: standard.learning,
    /** Everything a council put in, as plain data. */
    exportCouncil: async (council: string) => ({
      council: await us.export(council),
      asks: await standard.ofCouncil(council),
      questions: await asked.ofCouncil(council),
      assessments: await checks.ofCouncil(council),
      polls: await buying.polls(council),
      contracts: await buying.contracts(council),
    }),
  };
};
