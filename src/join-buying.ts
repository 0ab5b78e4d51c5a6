import { answering } from './buying/answering';
import { exporting, type PollFile } from './buying/exporting';
import { pollMessages } from './buying/messages';
import { pollShape } from './buying/poll';
import { pollRounds } from './buying/rounds';
import { pollRoutes } from './buying/routes';
import { polls } from './buying/use-cases';
import type { Day } from './chat/days';
import type { PersonId } from './chat/event';
import { present, successors } from './councils/council';
import { momentOf } from './digests/rhythm';
import { NotFound, UserError } from './errors';
import type { FeaturePorts } from './features';
import type { Tell, Us } from './joins';

const CLOSES = '17:00';

/** The one council that words name. Throws a sentence. */
const councilNamed = (us: Us) => (words: string) => {
  const found = us.register.find(words);
  if (found.length > 1)
    throw new UserError(
      `Which one: ${found
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', ')}?`,
    );
  if (!found[0]) throw new NotFound(`I know no council called “${words.slice(0, 60)}”.`);
  return found[0];
};

/** Buying together knows councils and who speaks for them. */
export const joinBuying = ({ store, isWorkingDay, categories, procurement, link, clock, log }: FeaturePorts, us: Us, tell: Tell) => {
  const { register } = us;
  const collection = store.open(pollShape);
  const councilName = (id: string): string => register.byId(id)?.name ?? id;
  const network = async () => {
    const ids = new Set((await us.workspaces()).flatMap(({ state, councilId }) => (state === 'linked' && councilId ? [councilId] : [])));
    return [...ids].flatMap((id) => register.byId(id) ?? []);
  };
  const isWorking = (day: Day, nation: string): boolean => isWorkingDay(new Date(`${day}T12:00:00Z`), nation);
  const kept = polls({ polls: collection, endOf: (day) => momentOf(day, CLOSES, 'Europe/London'), clock });
  const answers = answering({ polls: collection, speakersOf: us.speakersOf, tell, clock });
  const files = exporting({
    byId: kept.byId,
    categories,
    procurement,
    partyOf: (id) => ({ id, name: councilName(id), gss: register.byId(id)?.gss[0] }),
    link,
  });
  const rounds = pollRounds({
    polls: collection,
    councils: async () => (await network()).map(({ id }) => id),
    speakersOf: us.speakersOf,
    coordinators: async () => (await us.coordinators()).map(({ id }) => id),
    successorOf: (id) => {
      if (present(register, id, clock())) return undefined;
      const after = successors(register, id);
      return after.length === 1 ? after[0]?.id : undefined;
    },
    isWorkingDay: (day, council) => isWorking(day, register.byId(council)?.nation ?? 'England'),
    tell,
    clock,
    log,
  });
  return {
    routes: pollRoutes({
      polls: kept,
      answering: answers,
      categories,
      councilName,
      councilNamed: councilNamed(us),
      network,
      isWorkingDay: isWorking,
      exportView: files.reply,
    }),
    messages: pollMessages({ byId: kept.byId, councilOf: us.councilOf, councilName }),
    catchUp: rounds.sweep,
    file: (name: PollFile, subject: string) => files.file(name, subject),
    ofCouncil: kept.ofCouncil,
    erase: (person: PersonId) => kept.erase(person),
  };
};
