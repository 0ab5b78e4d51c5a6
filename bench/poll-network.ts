import { setTimeout as delay } from 'node:timers/promises';
import { type Poll, pollShape } from '../src/buying/poll';
import type { House } from '../src/house';
import { freePort } from '../test/support/child-process';
import { fakeSlack } from '../test/support/fake-slack';
import { fakeTeams } from '../test/support/fake-teams';
import { installationOf, SIGNING_SECRET } from '../test/support/from-slack';
import { BUILT, type Program, startProgram } from '../test/support/program';
import { inhabit, personOf, ROLES, speech, type Town, toldOf, townsOf } from './poll-people';

const OPERATOR = { id: 'console:bench:operator', name: 'the operator' };
const WAIT = 90_000;
const HOUR = 3_600_000;

/** How often each council was told; of whom nobody can know; who is told on the next working day. */
type Told = { told: Map<string, number>; unknown: Set<string>; later: Set<string> };

type Env = Readonly<Record<string, string>>;

/** Processes of the built program, with their clocks at whatever moment is wanted. */
const processes = (env: Env) => {
  let [ports, webs, workers, ahead, kills]: [number[], Program[], Program[], number, number] = [[], [], [], 0, 0];
  const now = (): number => Date.now() + ahead;
  const start = (role: 'web' | 'worker', port = 0): Promise<Program> =>
    startProgram({ ...env, ROLE: role, PORT: String(port), CLOCK_START: new Date(now()).toISOString() }, BUILT);
  const killAll = () => Promise.all([...webs, ...workers].map((one) => one.kill()));
  const killOne = async (): Promise<void> => {
    const index = Math.floor(Math.random() * workers.length);
    await workers[index]?.kill();
    kills += 1;
    workers[index] = await start('worker');
  };
  return {
    now,
    ports: () => ports,
    kills: () => kills,
    /** What the web processes complained of last. */
    trouble: (): string =>
      webs
        .flatMap(({ lines }) => lines.filter((line) => line.includes('"level":50')).slice(-1))
        .join(' ')
        .slice(0, 1_500),
    killAll,
    killOne,
    /** Every process that runs is killed, and these are started. */
    run: async ({ web, workers: many, at }: { web: number; workers: number; at: number }): Promise<void> => {
      await killAll();
      ahead = at - Date.now();
      ports = await Promise.all(Array.from({ length: web }, () => freePort()));
      webs = await Promise.all(ports.map((port) => start('web', port)));
      workers = await Promise.all(Array.from({ length: many }, () => start('worker')));
    },
    killWorkers: async (until: AbortSignal): Promise<void> => {
      while (!until.aborted) {
        await delay(2_000 + Math.random() * 3_000);
        await killOne();
      }
    },
  };
};

/** The product without its doors, in the bench itself, on the store of all processes and at a moment. */
const houseAt = (env: Env, at: number): Promise<House> => {
  const { openHouse } = require('../dist/src/house.js') as typeof import('../src/house');
  const { readConfig } = require('../dist/src/config.js') as typeof import('../src/config');
  const config = readConfig({ ...env, CLOCK_START: new Date(at).toISOString() });
  return openHouse(config, { logLevel: 'silent', wake: async () => undefined });
};

/** A new poll of the first council, as its lead opens it. Returns its id. */
const openPoll = async ({ features, store }: House, opener: Town, need: string, quorum: number, at: number): Promise<string> => {
  const until = new Date(at + 14 * 86_400_000).toISOString().slice(0, 10);
  const workspace = `slack:${opener.workspace}`;
  const speaker = { id: personOf(opener, 'lead'), workspace, name: 'lead', standing: 'member' as const, address: `${workspace}/lead` };
  const text = `poll new ${need} | category: planning | from: January 2030 | councils: ${quorum} | until: ${until}`;
  const place = { kind: 'personal' as const, address: speaker.address };
  const reply = await features.front.answer({ kind: 'command', key: `open ${need}`, speaker, place, text });
  const found = (await store.open(pollShape).find({})).find((one) => one.need === need);
  if (!found) throw new Error(`The poll was not opened: ${JSON.stringify(reply)}`);
  return found.id;
};

/** Every workspace speaks for its council. */
const link = async ({ secrets, features }: House, towns: readonly Town[]): Promise<void> => {
  for (const { council, platform, workspace } of towns) {
    if (platform === 'slack') await secrets.put(`slack:${workspace}`, 'slack-installation', installationOf(workspace));
    await features.councils.linkDirectly(`${platform}:${workspace}`, council, OPERATOR);
  }
};

/** Everybody says something once, and each council names its lead and deputy. */
const introduce = async (say: ReturnType<typeof speech>['say'], towns: readonly Town[]): Promise<void> => {
  const waiting = [...towns];
  const work = async (): Promise<void> => {
    for (let town = waiting.shift(); town; town = waiting.shift()) {
      for (const role of ROLES) await say(town, role, 'council');
      await say(town, 'lead', 'council lead me');
      await say(town, 'lead', `council deputy ${personOf(town, 'deputy')}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
};

/** The whole network: one store and queue, pretend platforms, and as many processes of ours as are wanted at a moment. */
export const network = async (mongoUri: string, redisUrl: string, seededAt: number) => {
  const towns = townsOf();
  const [opener] = towns as [Town];
  const [slack, connector] = [await fakeSlack(), await fakeTeams()];
  const env = {
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SLACK_API_URL: slack.url,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'bench',
    TEAMS_ALLOW_ANONYMOUS: 'true',
    TEAMS_TENANTS: towns.flatMap(({ platform, workspace }) => (platform === 'teams' ? [workspace] : [])).join(),
    SWEEP_SECONDS: '1',
  };
  const running = processes(env);
  const house = await houseAt(env, seededAt);
  const polls = house.store.open(pollShape);
  const people = speech(connector, running);
  const poll = async (id: string): Promise<Poll> => {
    const found = await polls.get(id);
    if (!found) throw new Error('the poll is gone');
    return found;
  };

  inhabit(towns, slack, connector);
  await link(house, towns);
  await running.run({ web: 2, workers: 0, at: seededAt });
  await introduce(people.say, towns);
  return {
    ...{ towns, opener, poll },
    ...running,
    ...people,
    open: async (need: string, quorum: number, at: number): Promise<string> => {
      const then = await houseAt(env, at);
      const id = await openPoll(then, opener, need, quorum, at);
      await then.store.close();
      return id;
    },
    allAsked: async (id: string): Promise<void> => {
      const end = Date.now() + WAIT;
      while ((await poll(id)).asked.length < towns.length - 1 && Date.now() < end) await delay(300);
    },
    /**
     * Waits until so many councils were told, wait for a working day (12 July is none in Northern Ireland), or will never know; and a little longer
     * for whatever is told twice.
     */
    outcomes: async (id: string, need: string, wanted: number): Promise<Told> => {
      const byPerson = new Map(towns.flatMap((town) => ROLES.map((role) => [personOf(town, role), town.council] as const)));
      const look = async () => {
        const about = async (state: 'unknown' | 'due', from: number) => {
          const all = await house.features.delivery.inState(state, 1_000);
          const ours = all.filter(({ kind, subject, dueAt }) => kind === 'polls.outcome' && subject === id && dueAt.getTime() >= from);
          return new Set(ours.map(({ to }) => byPerson.get(to) ?? to));
        };
        const [unknown, later] = [await about('unknown', 0), await about('due', running.now() + HOUR)];
        return { told: toldOf(need, towns, slack, connector), unknown, later };
      };
      const end = Date.now() + WAIT;
      for (let seen = await look(); seen.told.size + seen.unknown.size + seen.later.size < wanted && Date.now() < end; seen = await look())
        await delay(500);
      await delay(2_000);
      return look();
    },
    stop: async (): Promise<void> => {
      await running.killAll();
      await house.store.close();
      slack.stop();
      await connector.stop();
    },
  };
};
export type Network = Awaited<ReturnType<typeof network>>;
