import type { DueItem } from './assessments/due';
import { UNASKED } from './assessments/messages';
import { summaryOf } from './assessments/summaries';
import { POLLS_UNASKED } from './buying/messages';
import type { Day } from './chat/days';
import type { PersonId } from './chat/event';
import { councilMessages } from './councils/messages';
import { councils } from './councils/use-cases';
import { type Deliverer, deliverer } from './delivery/deliver';
import { deliveryId, deliveryShape } from './delivery/delivery';
import type { DeliveryRoutePorts } from './delivery/routes';
import { hoursOf } from './digests/hours';
import { digestMessages } from './digests/messages';
import { settingsShape } from './digests/settings';
import { type DigestPorts, type Digests, digests } from './digests/use-cases';
import type { FeaturePorts } from './features';
import type { joinAssessments } from './join-assessments';
import type { joinBuying } from './join-buying';
import type { joinStandard } from './join-standard';
import { questionMessages } from './questions/messages';
import { questionShape } from './questions/question';
import { questionUpkeep } from './questions/upkeep';
import { type QuestionPorts, type Questions, questions } from './questions/use-cases';

const KINDS = new Map([
  ['councils.link-asked', 'Request to link a workspace'],
  ['councils.link-answered', 'Answer to a link request'],
  ['councils.lead-named', 'A lead was named'],
  ['councils.speaker-gone', 'Somebody no longer speaks for a council'],
  ['councils.silent', 'Nobody speaks for a council'],
  ['questions.asked', 'Question for a coordinator'],
  ['questions.waiting', 'Reminder of an open question'],
  ['questions.answered', 'Answer to a question'],
  ['clarifications.published', 'A clarification for those who asked'],
  ['digests.daily', 'Daily digest'],
  ['assessments.standard-changes', 'A standard changes'],
  ['assessments.handed-over', 'Points handed over'],
  ['assessments.summary', 'Weekly summary'],
  ['contracts.ending', 'Contracts that end soon'],
  ['polls.asked', 'A poll asks a council'],
  ['polls.reminder', 'Reminder of a poll'],
  ['polls.confirm', 'Answer to confirm'],
  ['polls.opened', 'A poll was opened'],
  ['polls.answered-for', 'Answer given for a council'],
  ['polls.outcome', 'Outcome of a poll'],
  ['polls.would-succeed', 'A poll on watch'],
  ['polls.afterwards', 'Question after a poll'],
]);
const kindInWords = (kind: string): string => KINDS.get(kind) ?? kind;

export const joinCouncils = (ports: FeaturePorts, tell: QuestionPorts['tell']) => {
  const { store, register, clock, newId, log, coordinators, letIn, lookUp } = ports;
  return councils({ store, register, clock, newId, log, configuredCoordinators: coordinators, letIn, lookUp, tell });
};

export type Tell = QuestionPorts['tell'];
export type Us = ReturnType<typeof councils>;

/** Questions for a person go to the coordinators. */
export const joinQuestions = ({ store, isWorkingDay, clock }: FeaturePorts, us: Us, tell: Tell) => {
  const ports: QuestionPorts = {
    questions: store.open(questionShape),
    coordinators: async () => (await us.coordinators()).map(({ id }) => id),
    tell,
    isWorkingDay,
    clock,
  };
  const asked = questions(ports);
  return { asked, upkeep: questionUpkeep(ports, asked) };
};

/** Digests gather what is due in assessments, for its owner or, unanswered, for who leads. */
export const joinDigests = (
  { store, clock, log, isWorkingDay }: FeaturePorts,
  us: Us,
  dueFor: (person: PersonId, until: Day) => Promise<DueItem[]>,
  tell: Tell,
): Digests & { hoursOf: ReturnType<typeof hoursOf> } => {
  const leadsOf = async (person: PersonId): Promise<PersonId[]> => {
    const council = await us.worksFor(person);
    return council ? us.speakersOf(council.id) : [];
  };
  const deliveries = store.open(deliveryShape);
  const digestPorts: DigestPorts = {
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
      nation: (await us.worksFor(person))?.nation ?? 'England',
    }),
    isWorkingDay,
    tell,
    endOf: async (person, day) => {
      const state = (await deliveries.get(deliveryId('digests.daily', day, person)))?.state;
      if (state === 'sent' || state === 'unknown') return state;
      return state === 'gone' || state === 'lost' ? 'gone' : undefined;
    },
    clock,
    log,
  };
  return { ...digests(digestPorts), hoursOf: hoursOf(digestPorts) };
};

/** Slack reaches any member by their id; other platforms only where somebody has spoken to the bot before. */
const knownAddress = (person: string): string | undefined => {
  const [platform, team, user] = person.split(':');
  return platform === 'slack' ? `slack:${team}/${user}` : undefined;
};

type Speaking = {
  us: Us;
  asked: Questions;
  checks: ReturnType<typeof joinAssessments>;
  reminders: ReturnType<typeof joinDigests>;
  buying: ReturnType<typeof joinBuying>;
  standard: ReturnType<typeof joinStandard>;
};

/** Delivery builds every feature's messages, and asks whom it may disturb when. */
export const joinDelivery = (ports: FeaturePorts, { us, asked, checks, reminders, buying, standard }: Speaking): Deliverer => {
  const { store, messenger, pace, wake, clock, log, metrics } = ports;
  return deliverer({
    deliveries: store.open(deliveryShape),
    messages: {
      ...councilMessages(us),
      ...questionMessages(asked),
      ...standard.messages,
      ...digestMessages(reminders),
      ...checks.messages,
      ...buying.messages,
    },
    unasked: new Set([
      ...UNASKED,
      ...POLLS_UNASKED,
      'contracts.ending',
      'clarifications.published',
      'questions.waiting',
      'councils.lead-named',
      'councils.speaker-gone',
      'councils.silent',
    ]),
    hoursOf: reminders.hoursOf,
    messenger,
    pace,
    addressOf: async (to) => (await us.personAddress(to)) ?? (await checks.channelOf(to)) ?? knownAddress(to),
    lost: ({ to }) => checks.lost(to),
    wake,
    clock,
    log,
    metrics,
  });
};

/** What was sent, as coordinators see it. */
export const joinSent = ({ link }: FeaturePorts, us: Us, delivery: Deliverer): DeliveryRoutePorts => ({
  delivery,
  kindInWords,
  namesOf: async (people) => new Map((await us.named(people.filter((to) => !summaryOf(to)))).map(({ id, name }) => [id, name])),
  link,
});
