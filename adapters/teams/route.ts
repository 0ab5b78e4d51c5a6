import type { IncomingMessage } from 'node:http';
import type { Activity as BotActivity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Lifecycle } from '../../src/chat/front';
import { end, type HttpRoute, readBody } from '../../src/http';
import type { Log, Metrics } from '../../src/log';
import { within } from '../../src/within';
import { type Activity, readActivity, tenantOf } from './activity';
import { workspaceId } from './address';
import { isOurTrouble, isWorthChecking } from './authentication';
import type { InvokeResponse } from './invoke-response';
import { isTrustedService, type Trust } from './service-hosts';

export type Answer = { status: number; body?: InvokeResponse };
type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;

export type RoutePorts = {
  checks: ConfigurationBotFrameworkAuthentication;
  /** For whom tokens have to be. */
  appId: string;
  anonymous: boolean;
  trust: Trust;
  lifecycle: Lifecycle;
  log: Log;
  metrics: Metrics;
  answer(activity: Activity, tenant: string, authenticated: Authenticated): Promise<Answer>;
};

/** How long fetching the keys of tokens may take, in milliseconds. They are kept for a day. */
const PATIENCE = 5_000;

/**
 * The token is checked here rather than by `CloudAdapter.process`, which prints every failure to the console, puts its message in the
 * response, and answers 500 to a forged one.
 */
const authenticate = async ({ checks, appId, anonymous, log }: RoutePorts, request: IncomingMessage, activity: Activity) => {
  const authorization = anonymous ? '' : (request.headers.authorization ?? '');
  if (!anonymous && !isWorthChecking(authorization, appId, Date.now())) return undefined;
  try {
    return await within(checks.authenticateRequest(activity as unknown as BotActivity, authorization), PATIENCE, 'No keys in time');
  } catch (error) {
    if (isOurTrouble(error)) log.error('Teams: the keys that sign its tokens could not be fetched', error);
    return undefined;
  }
};

/** What only botbuilder would act on, and none of ours needs: buffered replies, and the roles of other bots. */
const tamed = (activity: Activity): Activity => ({
  ...activity,
  deliveryMode: undefined,
  recipient: activity.recipient && { ...activity.recipient, role: undefined },
});

/** Lets an activity in, or says why not with a bare status: 400 no activity, 401 no good token, 403 not from here. */
const takeIn = async (ports: RoutePorts, request: IncomingMessage): Promise<Answer> => {
  const { anonymous, trust, lifecycle, log } = ports;
  const read = readActivity(await readBody(request), anonymous);
  if (!read) return { status: 400 };
  if (!isTrustedService(read.serviceUrl, trust)) return { status: 403 };
  const activity = tamed(read);
  const authenticated = await authenticate(ports, request, activity);
  if (!authenticated) return { status: 401 };
  const tenant = tenantOf(activity);
  if (!tenant) return { status: 403 };
  if (!(await lifecycle.isLetIn(workspaceId(tenant)))) {
    log.info('Teams: a tenant that is not let in', { workspace: workspaceId(tenant) });
    return { status: 403 };
  }
  return ports.answer(activity, tenant, authenticated);
};

/** `POST /api/messages`. */
export const messagesRoute = (ports: RoutePorts): HttpRoute => ({
  method: 'POST',
  path: '/api/messages',
  handle: async (request, response) => {
    const { status, body } = await takeIn(ports, request);
    ports.metrics.count('guildhall_teams_activities_total', { status: String(status) });
    if (body) return end(response, status, JSON.stringify(body), 'application/json; charset=utf-8');
    end(response, status);
  },
});
