import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finders } from '../adapters/answers/finders';
import { readBankHolidays } from '../adapters/content/bank-holidays';
import { readCategories } from '../adapters/content/categories';
import { readRegister } from '../adapters/content/councils';
import { readProcurement } from '../adapters/content/procurement';
import { readLibrary } from '../adapters/content/standards';
import { downloads, type Files } from '../adapters/http/downloads';
import { type UploadPorts, uploads } from '../adapters/http/uploads';
import { pinoLog } from '../adapters/log/pino';
import { prometheus } from '../adapters/log/prometheus';
import { type Platform, platformOf } from './chat/event';
import type { Messenger } from './chat/messenger';
import type { Config } from './config';
import type { LookUp } from './councils/accounts';
import { type Pace, unpaced } from './delivery/pace';
import { routeMessenger } from './delivery/route-messenger';
import { type FeaturePorts, type Features, features } from './features';
import type { HttpRoute } from './http';
import type { Clock, Log, Metrics, NewId } from './log';
import { questionsCsv } from './questions/csv';
import { parseKeys } from './secrets/seal';
import type { Secrets } from './secrets/secrets';
import { storedSecrets } from './secrets/stored-secrets';
import type { Library } from './standard/standard';
import type { Store } from './store/collection';

/** Where the content lies: standards, mappings, guidance, councils, bank holidays. */
export const content = (...name: string[]): string => join(process.cwd(), 'content', ...name);
export const newId: NewId = () => randomBytes(12).toString('hex');

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

/** A file that can be fetched. */
const file = (filename: string, type: string, body: (subject: string) => Promise<string>): Files => ({
  [filename]: async (subject) => ({ filename, type: `${type}; charset=utf-8`, body: await body(subject) }),
});

/** What the page for files needs of the features, which are joined after it. */
const imports = (joined: () => Features): UploadPorts => ({
  reader: (header) => joined().imports.reader(header),
  prepare: (...given) => joined().imports.prepare(...given),
  confirm: (...given) => joined().imports.confirm(...given),
  councilName: (id) => joined().imports.councilName(id),
});

/**
 * `logLevel`: of pino. `speakers`: messengers that are there already; those of the platforms join later. `wake`: asks the queue to deliver.
 * `pace`: how fast, where it delivers at all.
 */
export type HouseOptions = {
  logLevel?: string;
  speakers?: Partial<Record<Platform, Messenger>>;
  wake: FeaturePorts['wake'];
  pace?: Pace;
};

/** Who speaks on each platform, and can tell there who an account is. */
type Speakers = Partial<Record<Platform, Messenger & { lookUp?: LookUp }>>;

/** The product without its doors: store, content and features, with neither queue nor platforms. */
export type House = {
  features: Features;
  library: Library;
  store: Store;
  secrets: Secrets;
  /** Messengers by platform; whoever opens a platform adds its own. */
  speakers: Speakers;
  /** Where files are fetched and sent. */
  files: readonly HttpRoute[];
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** All metrics as text. */
  metricsText(): Promise<string>;
  /** The first of SECRET_KEY. */
  key: Buffer;
};

/** Opens the store and joins the features. Throws with a sentence for the operator where the store or the content is not fit to be used. */
export const openHouse = async (config: Config, options: HouseOptions): Promise<House> => {
  const log = pinoLog(options.logLevel ?? 'info');
  const { metrics, text } = prometheus();
  const clock = clockOf(config.clockStart);
  const keys = keysOf(config);
  const key = keys[0] as Buffer;
  const library = await readLibrary(content());
  const findIn = finders(content(), library);
  const store = await openStore(config, log);
  const speakers: Speakers = { ...options.speakers };
  const files = downloads({
    key,
    baseUrl: config.baseUrl,
    clock,
    files: {
      ...file('questions.csv', 'text/csv', async () => questionsCsv(await joined.questions.all())),
      ...file('deliveries.csv', 'text/csv', () => joined.deliveriesFile()),
      ...file('assessment.md', 'text/markdown', (id) => joined.assessmentFile(id, 'md')),
      ...file('assessment.csv', 'text/csv', (id) => joined.assessmentFile(id, 'csv')),
      ...file('contracts.csv', 'text/csv', (council) => joined.contractsFile(council)),
      ...file('poll-pack.html', 'text/html', (subject) => joined.pollFile('poll-pack.html', subject)),
      ...file('poll-pack.csv', 'text/csv', (subject) => joined.pollFile('poll-pack.csv', subject)),
      ...file('poll-planning.json', 'application/json', (subject) => joined.pollFile('poll-planning.json', subject)),
      ...file('poll-log.json', 'application/json', (subject) => joined.pollFile('poll-log.json', subject)),
    },
  });
  const sending = uploads({ key, baseUrl: config.baseUrl, clock, ports: imports(() => joined) });
  const ports: FeaturePorts = {
    store,
    library,
    findIn,
    word: config.openAi && (await import('../adapters/openai/wording')).openAiWording(config.openAi, log, metrics),
    register: readRegister(content('councils.json')),
    isWorkingDay: readBankHolidays(content('bank-holidays.json')),
    categories: readCategories(content('categories.yaml')),
    procurement: readProcurement(content('procurement.yaml')),
    coordinators: config.coordinators,
    letIn: (config.teams?.tenants ?? []).map((tenant) => `teams:${tenant}`),
    messenger: routeMessenger(speakers),
    wake: options.wake,
    pace: options.pace ?? unpaced,
    link: files.link,
    uploadLink: sending.link,
    clock,
    newId,
    log,
    metrics,
    lookUp: async (person) => speakers[platformOf(person)]?.lookUp?.(person),
  };
  const joined: Features = features(ports);
  return {
    features: joined,
    library,
    store,
    secrets: storedSecrets(store, keys),
    speakers,
    files: [files.route, ...sending.routes],
    clock,
    log,
    metrics,
    metricsText: text,
    key,
  };
};
