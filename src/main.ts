import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Persona } from '../adapters/console/persona';
import { readBankHolidays } from '../adapters/content/bank-holidays';
import { readRegister } from '../adapters/content/councils';
import { readLibrary } from '../adapters/content/standards';
import { downloads } from '../adapters/http/downloads';
import { healthRoutes } from '../adapters/http/health';
import { serve } from '../adapters/http/server';
import { pinoLog } from '../adapters/log/pino';
import { prometheus } from '../adapters/log/prometheus';
import { minisearch } from '../adapters/search/minisearch';
import type { Authority } from '../adapters/teams/authentication';
import { deliverJob } from '../jobs/deliver';
import type { Job } from '../jobs/job';
import { type WorkQueue, workQueue } from '../jobs/queue';
import { sweepJob } from '../jobs/sweep';
import type { Platform } from './chat/event';
import type { Lifecycle } from './chat/front';
import type { Messenger } from './chat/messenger';
import { type Config, ConfigError, processConfig } from './config';
import { routeMessenger } from './delivery/route-messenger';
import { type Features, features } from './features';
import type { HttpRoute } from './http';
import type { Clock, Log, Metrics, NewId } from './log';
import { questionsCsv } from './questions/csv';
import { parseKeys } from './secrets/seal';
import type { Secrets } from './secrets/secrets';
import { storedSecrets } from './secrets/stored-secrets';
import type { Search } from './standard/search';
import type { Library, Standard } from './standard/standard';
import type { Store } from './store/collection';

const content = (...name: string[]): string => join(process.cwd(), 'content', ...name);
const newId: NewId = () => randomBytes(12).toString('hex');

/** `speakers`: messengers beside those of the configured platforms, such as the console's. `authority`: whose tokens Teams' activities carry, in tests. */
export type StartOptions = { logLevel?: string; speakers?: Partial<Record<Platform, Messenger>>; authority?: Authority };
export type Running = { port: number; features: Features; store: Store; secrets: Secrets; stop(): Promise<void> };
type House = {
  config: Config;
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  secrets: Secrets;
  speakers: Partial<Record<Platform, Messenger>>;
  authority?: Authority;
};

const clockOf = (start: Date | undefined): Clock => {
  const ahead = start ? start.getTime() - Date.now() : 0;
  return () => new Date(Date.now() + ahead);
};

/** SECRET_KEY, or on a laptop a key of its own that stays in DATA_DIR. */
const keysOf = (config: Config): Buffer[] => {
  if (config.secretKey) return parseKeys(config.secretKey);
  const file = join(config.dataDir, 'secret.key');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return parseKeys(readFileSync(file, 'utf8').trim());
};

const openStore = async ({ mongoUri, dataDir }: Config, log: Log): Promise<Store> =>
  mongoUri
    ? (await import('../adapters/mongo/store')).mongoStore({ uri: mongoUri, log })
    : (await import('../adapters/embedded/store')).embeddedStore({ dir: dataDir, log });

const openQueue = async (config: Config, clock: Clock, log: Log, metrics: Metrics): Promise<WorkQueue> => {
  const valkey = config.redisUrl ? undefined : await (await import('../adapters/embedded/valkey')).embeddedValkey();
  const queue = await workQueue({ url: config.redisUrl ?? valkey?.url ?? '', clock, log, metrics });
  return {
    ...queue,
    close: async () => {
      await queue.close();
      await valkey?.close();
    },
  };
};

const searches = (library: Library): ((standard: Standard) => Search) => {
  const made = new Map(library.standards.map((standard) => [standard.id, minisearch(standard, library.passages)]));
  return (standard) => made.get(standard.id) ?? minisearch(standard, library.passages);
};

/** The addresses of the platforms that are configured; their messengers join `house.speakers`. */
const platformRoutes = async (house: House, joined: Features, stateSecret: string): Promise<HttpRoute[]> => {
  const { config, secrets, clock, log, metrics } = house;
  const lifecycle: Lifecycle = {
    installed: joined.councils.installed,
    removed: async (workspace) => {
      await secrets.remove(workspace);
      await joined.councils.removed(workspace);
    },
    isLetIn: joined.councils.isLetIn,
  };
  const shared = { front: joined.front, lifecycle, secrets, clock, newId, log, metrics };
  const routes: HttpRoute[] = [];
  if (config.slack) {
    const { slack } = await import('../adapters/slack/slack');
    const { auth: given, signingSecret, apiUrl } = config.slack;
    const auth = given.kind === 'one' ? given : { ...given, baseUrl: config.baseUrl, stateSecret };
    const made = await slack({ ...shared, signingSecret, auth, apiUrl });
    house.speakers.slack = made.messenger;
    routes.push(...made.routes);
  }
  if (config.teams) {
    const { teams } = await import('../adapters/teams/teams');
    const made = await teams({ ...shared, app: config.teams, anonymous: config.teams.anonymous, authority: house.authority });
    house.speakers.teams = made.messenger;
    routes.push(...made.routes);
  }
  return routes;
};

const closeAll = async (all: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const close of all) await close();
};

/** Starts everything the role asks for. Throws where the store or the queue does not answer in time, with a sentence for the operator. */
export const start = async (config: Config, options: StartOptions = {}): Promise<Running> => {
  const log = pinoLog(options.logLevel ?? 'info');
  const { metrics, text } = prometheus();
  const clock = clockOf(config.clockStart);
  const library = await readLibrary(content());
  const keys = keysOf(config);
  const store = await openStore(config, log);
  const queue = await openQueue(config, clock, log, metrics);
  const house: House = {
    config,
    store,
    clock,
    log,
    metrics,
    secrets: storedSecrets(store, keys),
    speakers: { ...options.speakers },
    authority: options.authority,
  };
  const files = downloads({
    key: keys[0] as Buffer,
    baseUrl: config.baseUrl,
    clock,
    files: {
      'questions.csv': async () => ({
        filename: 'questions.csv',
        type: 'text/csv; charset=utf-8',
        body: questionsCsv(await joined.questions.all()),
      }),
    },
  });
  const joined: Features = features({
    store,
    library,
    searchOf: searches(library),
    register: readRegister(content('councils.json')),
    isWorkingDay: readBankHolidays(content('bank-holidays.json')),
    coordinators: config.coordinators,
    letIn: (config.teams?.tenants ?? []).map((tenant) => `teams:${tenant}`),
    messenger: routeMessenger(house.speakers),
    wake: queue.enqueue,
    link: files.link,
    clock,
    newId,
    log,
    metrics,
  });
  const platforms = await platformRoutes(
    house,
    joined,
    createHash('sha256')
      .update('oauth state')
      .update(keys[0] as Buffer)
      .digest('hex'),
  );
  const health = healthRoutes({ store: store.ping, queue: queue.ping }, text);
  const server = await serve(config.role === 'worker' ? health : [...platforms, files.route, ...health], config.port, log);
  if (config.role !== 'web') {
    const sweep = sweepJob(config.sweepSeconds, joined.delivery.due, queue.enqueue, joined.catchUp);
    await queue.work([sweep, deliverJob(joined.delivery.deliver)] as unknown as Job<never>[]);
  }
  log.info('ready', { port: server.port, role: config.role });
  return {
    port: server.port,
    features: joined,
    store,
    secrets: house.secrets,
    stop: () => closeAll([server.stop, queue.close, store.close]),
  };
};

/** In the console anybody can be anyone: the workspace is linked, and its lead named, as they are asked for. */
const becomeIn =
  (joined: Features) =>
  async (name: string, part: Persona['part']): Promise<Persona> => {
    const by = { id: 'console:network:coordinator', name: 'the console' };
    if (part === 'coordinator') return { workspace: 'console:network', part, title: 'The coordinator' };
    const [council] = joined.councils.register.find(name);
    if (!council) throw new Error(`I know no council called ${name}.`);
    const workspace = `console:${council.id}`;
    await joined.councils.linkDirectly(workspace, council.id, by);
    return { workspace, part, title: `${council.shortName} ${part}` };
  };

const talk = async (config: Config): Promise<void> => {
  const { consoleMessenger, runConsole } = await import('../adapters/console/console');
  const { screen } = await import('../adapters/console/screen');
  const terminal = screen(process.stdin, process.stdout);
  const coordinators = [...config.coordinators, 'console:network:coordinator'];
  const running = await start({ ...config, coordinators }, { logLevel: 'warn', speakers: { console: consoleMessenger(terminal) } });
  await runConsole({ screen: terminal, front: running.features.front, become: becomeIn(running.features), newId });
  await running.stop();
};

const run = async (): Promise<void> => {
  const config = processConfig();
  if (!config.slack && !config.teams && config.role === 'all' && !config.production) return talk(config);
  const running = await start(config);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 15_000).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

if (require.main === module) {
  run().catch((error: unknown) => {
    const expected = error instanceof ConfigError || (error instanceof Error && !/^(Type|Reference|Range)Error$/.test(error.name));
    process.stderr.write(`${expected ? (error as Error).message : String((error as Error)?.stack ?? error)}\n`);
    process.exit(1);
  });
}
