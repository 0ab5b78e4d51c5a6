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

/** Whether our token may be sent to this service address. `loopback` (local tests only) allows this machine besides. */
export const isTrustedService = (serviceUrl: string, loopback: boolean): boolean => {
  if (serviceUrl.length > 300 || !/^https?:\/\/[\w.:[\]-]+(\/[\w./~-]*)?$/.test(serviceUrl) || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, port } = new URL(serviceUrl);
  if (loopback && LOOPBACK.has(hostname)) return true;
  return protocol === 'https:' && port === '' && SERVICE_HOSTS.has(hostname);
};
