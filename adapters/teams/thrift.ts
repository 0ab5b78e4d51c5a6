import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;
type Connector = Awaited<ReturnType<ConnectorFactory['create']>>;

const MOST = 100;

/**
 * botbuilder makes a connector client and a client for user sign-in anew for every activity, which costs more than all we do ourselves.
 * They hold nothing of one activity (tokens are fetched for each call), so one of each a service address is kept. Changes what it is given.
 */
export const thrifty = (checks: ConfigurationBotFrameworkAuthentication): ConfigurationBotFrameworkAuthentication => {
  const connectors = new Map<string, Connector>();
  const keeping = (factory: ConnectorFactory): ConnectorFactory => ({
    create: async (serviceUrl, audience) => {
      const key = `${serviceUrl} ${audience ?? ''}`;
      const kept = connectors.get(key);
      if (kept) return kept;
      const made = await factory.create(serviceUrl, audience);
      const [oldest] = connectors.size >= MOST ? connectors.keys() : [];
      if (oldest !== undefined) connectors.delete(oldest);
      connectors.set(key, made);
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
  checks.authenticateRequest = async (activity, header) => {
    const result = await authenticateRequest.call(checks, activity, header);
    return { ...result, connectorFactory: result.connectorFactory && keeping(result.connectorFactory) };
  };
  return checks;
};
