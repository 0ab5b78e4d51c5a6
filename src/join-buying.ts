import { answering } from './buying/answering';
import { contractShape, importShape } from './buying/contract';
import { contractRounds } from './buying/contract-rounds';
import { contractRoutes, contractsCsv } from './buying/contract-routes';
import { contracts } from './buying/contracts';
import { exporting, type PollFile } from './buying/exporting';
import { pollMessages } from './buying/messages';
import { pollShape } from './buying/poll';
import { registerReader } from './buying/register-file';
import { pollRounds } from './buying/rounds';
import { pollRoutes } from './buying/routes';
import { polls } from './buying/use-cases';
import { partIn } from './buying/who';
import type { Day } from './chat/days';
import type { PersonId } from './chat/event';
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

const councilsOf = ({ isWorkingDay }: FeaturePorts, us: Us) => {
  const { register } = us;
  const successorOf = (id: string): string | undefined => us.mergers().get(id);
  const network = async () => {
    const linked = (await us.workspaces()).flatMap(({ state, councilId }) => (state === 'linked' && councilId ? [councilId] : []));
    const ids = new Set(linked.map((id) => successorOf(id) ?? id));
    return [...ids].flatMap((id) => register.byId(id) ?? []);
  };
  const isWorking = (day: Day, nation: string): boolean => isWorkingDay(new Date(`${day}T12:00:00Z`), nation);
  return { network, isWorking, successorOf, councilName: (id: string): string => register.byId(id)?.name ?? id };
};

/** Contracts: a council's own list, what is near it on the network, and registers that are sent in. */
const joinContracts = ({ store, categories, link, uploadLink, newId, clock }: FeaturePorts, us: Us, tell: Tell) => {
  const lists = store.open(contractShape);
  const kept = contracts({ lists, imports: store.open(importShape), newId, clock });
  const rounds = contractRounds({
    lists,
    contracts: kept,
    categories,
    speakersOf: us.speakersOf,
    councilOf: us.councilOf,
    mergers: us.mergers,
    tell,
    clock,
  });
  return {
    routes: contractRoutes({ contracts: kept, categories, link, uploadLink }),
    messages: { 'contracts.ending': rounds.message },
    sweep: rounds.sweep,
    ofCouncil: kept.ofCouncil,
    file: async (council: string): Promise<string> => contractsCsv(await kept.ofCouncil(council), categories),
    imports: {
      reader: (header: readonly string[]) => registerReader(header, categories, kept.month(), newId),
      prepare: kept.prepare,
      confirm: kept.confirm,
    },
  };
};

/** Buying together knows councils and who speaks for them. */
export const joinBuying = (ports: FeaturePorts, us: Us, tell: Tell) => {
  const { store, categories, procurement, link, clock, log } = ports;
  const { register } = us;
  const collection = store.open(pollShape);
  const { network, isWorking, successorOf, councilName } = councilsOf(ports, us);
  const part = partIn(successorOf);
  const owned = joinContracts(ports, us, tell);
  const kept = polls({ polls: collection, endOf: (day) => momentOf(day, CLOSES, 'Europe/London'), clock, partIn: part });
  const answers = answering({ polls: collection, speakersOf: us.speakersOf, tell, clock, partIn: part });
  const files = exporting({
    byId: kept.byId,
    categories,
    procurement,
    partyOf: (id) => ({ id, name: councilName(id), gss: register.byId(id)?.gss[0] }),
    link,
    partIn: part,
  });
  const rounds = pollRounds({
    polls: collection,
    councils: async () => (await network()).map(({ id }) => id),
    speakersOf: us.speakersOf,
    coordinators: async () => (await us.coordinators()).map(({ id }) => id),
    successorOf,
    isWorkingDay: (day, council) => isWorking(day, register.byId(council)?.nation ?? 'England'),
    tell,
    clock,
    log,
  });
  const routes = pollRoutes({
    polls: kept,
    answering: answers,
    categories,
    councilName,
    councilNamed: councilNamed(us),
    network,
    partIn: part,
    isWorkingDay: isWorking,
    exportView: files.reply,
  });
  return {
    routes: [routes, owned.routes],
    messages: { ...pollMessages({ byId: kept.byId, councilOf: us.councilOf, councilName, clock, partIn: part }), ...owned.messages },
    catchUp: async (): Promise<void> => {
      await rounds.sweep();
      await owned.sweep();
    },
    pollFile: (name: PollFile, subject: string) => files.file(name, subject),
    contractsFile: owned.file,
    imports: { ...owned.imports, councilName },
    polls: kept.ofCouncil,
    contracts: owned.ofCouncil,
    erase: (person: PersonId) => kept.erase(person),
  };
};
