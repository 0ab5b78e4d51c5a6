import { createHash } from 'node:crypto';
import { healthRoutes } from '../adapters/http/health';
import { pages } from '../adapters/http/pages';
import { serve } from '../adapters/http/server';
import type { Authority } from '../adapters/teams/authentication';
import { deliverJob } from '../jobs/deliver';
import type { Job } from '../jobs/job';
import { type WorkQueue, workQueue } from '../jobs/queue';
import { catchUpJob, sweepJob } from '../jobs/sweep';
import type { Platform } from './chat/event';
import type { Lifecycle } from './chat/front';
import type { Messenger } from './chat/messenger';
import type { Config } from './config';
import type { Pace } from './delivery/pace';
import type { Features } from './features';
import { type House, newId, openHouse } from './house';
import type { HttpRoute } from './http';
import type { Secrets } from './secrets/secrets';
import type { Store } from './store/collection';

/** `speakers`: messengers beside those of the configured platforms, such as the console's. `authority`: whose tokens Teams' activities carry, in tests. */
export type StartOptions = { logLevel?: string; speakers?: Partial<Record<Platform, Messenger>>; authority?: Authority };
export type Running = { port: number; features: Features; store: Store; secrets: Secrets; stop(): Promise<void> };

type Valkey = { url: string; close(): Promise<void> };
const startValkey = async (): Promise<Valkey> => (await import('../adapters/embedded/valkey')).embeddedValkey();

/** The addresses of the platforms that are configured; their messengers join `house.speakers`. */
const platformRoutes = async (house: House, config: Config, authority?: Authority): Promise<HttpRoute[]> => {
  const { features: joined, secrets, clock, log, metrics } = house;
  const lifecycle: Lifecycle = {
    installed: joined.councils.installed,
    removed: async (workspace) => {
      await secrets.remove(workspace);
      await joined.councils.removed(workspace);
    },
    left: joined.left,
    isLetIn: joined.councils.isLetIn,
  };
  const shared = { front: joined.front, lifecycle, secrets, clock, newId, log, metrics };
  const routes: HttpRoute[] = [];
  if (config.slack) {
    const { slack } = await import('../adapters/slack/slack');
    const { auth: given, signingSecret, apiUrl } = config.slack;
    const stateSecret = createHash('sha256').update('oauth state').update(house.key).digest('hex');
    const auth = given.kind === 'one' ? given : { ...given, baseUrl: config.baseUrl, stateSecret };
    const made = await slack({ ...shared, signingSecret, auth, apiUrl });
    house.speakers.slack = made.messenger;
    routes.push(...made.routes);
  }
  if (config.teams) {
    const { teams } = await import('../adapters/teams/teams');
    const made = await teams({ ...shared, app: config.teams, anonymous: config.teams.anonymous, authority });
    house.speakers.teams = made.messenger;
    routes.push(...made.routes);
  }
  return routes;
};

const work = (queue: WorkQueue, { features: joined, log }: House, sweepSeconds: number): Promise<void> => {
  const sweep = sweepJob(sweepSeconds, joined.delivery.due, queue.refill);
  const catchUp = catchUpJob(sweepSeconds, joined.catchUp, log);
  return queue.work([sweep, catchUp, deliverJob(joined.delivery.deliver)] as unknown as Job<never>[]);
};

/** Starts everything the role asks for. Throws where the store or the queue does not answer in time, with a sentence for the operator. */
export const start = async (config: Config, options: StartOptions = {}): Promise<Running> => {
  const opened: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of opened.reverse().splice(0)) await close();
  };
  // The embedded queue wakes up in its own thread while this one loads the platforms' libraries.
  const waking = config.redisUrl ? undefined : startValkey();
  waking?.catch(() => undefined);
  opened.push(async () => {
    await waking?.then((valkey) => valkey.close()).catch(() => undefined);
  });
  try {
    const pace: Pace = { take: (...place) => queue.pace.take(...place), pause: (...stop) => queue.pace.pause(...stop) };
    const house = await openHouse(config, { ...options, pace, wake: (messages) => queue.enqueue(messages) });
    const { clock, log, metrics, store, secrets } = house;
    opened.push(store.close);
    await store.ping();
    const platforms = await platformRoutes(house, config, options.authority);
    const url = config.redisUrl ?? (await waking)?.url ?? '';
    const queue: WorkQueue = await workQueue({ url, clock, log, metrics });
    opened.push(queue.close);
    const health = healthRoutes({ store: store.ping, queue: queue.ping }, house.metricsText);
    const server = await serve(config.role === 'worker' ? health : [...platforms, ...house.files, ...pages, ...health], config.port, log);
    opened.push(server.stop);
    if (config.role !== 'web') await work(queue, house, config.sweepSeconds);
    log.info('ready', { port: server.port, role: config.role });
    return { port: server.port, features: house.features, store, secrets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
