import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { connectorHttp } from './connector-http';
import { thrifty } from './thrift';

type Credentials = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];
type ConnectorOptions = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4];

/** The bot's registration: botbuilder's MicrosoftAppId, …Password, …Type and …TenantId. */
export type App = { id: string; password: string; type: string; tenantId: string };
/**
 * For tests of real token checks: botbuilder's own names for where metadata and tokens come from (all of them, or it ignores some), and
 * what makes tokens for outgoing calls. With it, service addresses on this machine are accepted.
 */
export type Authority = { settings: Readonly<Record<string, string | boolean>>; credentials?: Credentials };

/** How long one call to the connector may take, in milliseconds. */
const PATIENCE = 10_000;

/** Checks tokens that come in and makes those that go out; nothing is checked or made without an app id. */
export const authentication = (app: App | undefined, authority?: Authority): ConfigurationBotFrameworkAuthentication => {
  const names = app && {
    MicrosoftAppId: app.id,
    MicrosoftAppPassword: app.password,
    MicrosoftAppType: app.type,
    MicrosoftAppTenantId: app.tenantId,
  };
  // botbuilder types this as a whole HTTP client of an older library, of which it calls this one method.
  const options = { httpClient: connectorHttp(PATIENCE) } as unknown as ConnectorOptions;
  return thrifty(
    new ConfigurationBotFrameworkAuthentication(
      { ...names, ...authority?.settings },
      authority?.credentials,
      undefined,
      undefined,
      options,
    ),
  );
};

const part = (encoded: string | undefined): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(encoded ?? '', 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/**
 * Whether a token is worth checking at all: botbuilder prints every one that fails to the console, so those with no signature, for
 * another bot, or past by more than its five minutes, are refused before. Tokens live in real time, whatever our clock says.
 */
export const isWorthChecking = (authorization: string, appId: string, now: number): boolean => {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization) ?? [];
  if (!token || token.length > 10_000) return false;
  const [header, payload] = token.split('.');
  const { alg, kid } = part(header);
  const { exp, aud } = part(payload);
  if (aud !== appId) return false;
  return typeof kid === 'string' && /^RS(256|384|512)$/.test(String(alg)) && typeof exp === 'number' && exp * 1_000 > now - 300_000;
};

/** botbuilder throws alike for a bad token and for keys it could not fetch; only the first is the caller's fault. */
export const isOurTrouble = (error: unknown): boolean => {
  const { name, message, statusCode, code } = error as { name?: string; message?: string; statusCode?: number; code?: string };
  return name === 'FetchError' || message === 'No keys in time' || statusCode === 500 || /^E[A-Z]+$/.test(code ?? '');
};
