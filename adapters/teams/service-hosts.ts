/**
 * The hosts that Microsoft documents for the Teams connector: public, GCC, GCC High, DoD
 * (https://microsoft.github.io/teams-sdk, "Service URL Validation", November 2026).
 */
export const SERVICE_HOSTS: ReadonlySet<string> = new Set([
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
]);

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whose services are spoken to: Microsoft's; for local tests, those on this machine, or both. */
export type Trust = 'microsoft' | 'loopback' | 'either';

/** Whether our words and our token may be sent to this service address. */
export const isTrustedService = (serviceUrl: string, trust: Trust): boolean => {
  if (serviceUrl.length > 300 || !/^https?:\/\/[\w.:[\]-]+(\/[\w./~-]*)?$/.test(serviceUrl) || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, port } = new URL(serviceUrl);
  if (trust !== 'microsoft' && LOOPBACK.has(hostname)) return true;
  return trust !== 'loopback' && protocol === 'https:' && port === '' && SERVICE_HOSTS.has(hostname);
};
