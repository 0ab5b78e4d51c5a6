import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;
type Connector = Awaited<ReturnType<ConnectorFactory['create']>>;

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;

const MOST = 100;
/** How long a token that was found good stays so without another look at its signature, in milliseconds. */
const TRUSTED = 60_000;

const keep = <T>(kept: Map<string, T>, key: string, value: T): void => {
  const [oldest] = kept.size >= MOST ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
};

/**
 * botbuilder makes a connector client and a client for user sign-in anew for every activity, which costs more than all we do ourselves.
 * They hold nothing of one activity (tokens are fetched for each call), so one of each a service address is kept. Teams sends
 * the same token with many activities: its signature is checked once a minute, its time each time (`isWorthChecking`). Changes what it is given.
 */
export const thrifty = (checks: ConfigurationBotFrameworkAuthentication): ConfigurationBotFrameworkAuthentication => {
  const connectors = new Map<string, Connector>();
  const keeping = (factory: ConnectorFactory): ConnectorFactory => ({
    create: async (serviceUrl, audience) => {
      const key = `${serviceUrl} ${audience ?? ''}`;
      const kept = connectors.get(key);
      if (kept) return kept;
      const made = await factory.create(serviceUrl, audience);
      keep(connectors, key, made);
      return made;
    },
  });

  const { createConnectorFactory, createUserTokenClient, authenticateRequest } = checks;
  let signIn: ReturnType<typeof createUserTokenClient> | undefined;
  checks.createConnectorFactory = (claims) => keeping(createConnectorFactory.call(checks, claims));
  checks.createUserTokenClient = (claims) => {
    signIn ??= createUserTokenClient.call(checks, claims).catch((error: unknown) => {
      signIn = undefined;
      throw error;
    });
    return signIn;
  };
  const good = new Map<string, { until: number; result: Authenticated }>();
  checks.authenticateRequest = async (activity, header) => {
    // What botbuilder looks at: the whole token, and what the activity says of where it comes from.
    const key = JSON.stringify([header, activity.channelId, activity.serviceUrl]);
    const before = header ? good.get(key) : undefined;
    if (before && before.until > Date.now()) return before.result;
    const checked = await authenticateRequest.call(checks, activity, header);
    const result = { ...checked, connectorFactory: checked.connectorFactory && keeping(checked.connectorFactory) };
    good.delete(key);
    if (header) keep(good, key, { until: Date.now() + TRUSTED, result });
    return result;
  };
  return checks;
};
