import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors';

export type PackageArguments = {
  /** Without a slash at its end. */
  baseUrl: string;
  /** In lower case. */
  teamsAppId: string;
  out: string;
  privacyUrl: string;
  termsUrl: string;
};

/** How to call it, in full; every mistake ends with it. */
export const USAGE =
  'npm run packages -- --base-url https://guildhall.example.gov.uk --teams-app-id 00000000-0000-0000-0000-000000000000 [--out build]';

const OPTIONS = {
  'base-url': { type: 'string' },
  'teams-app-id': { type: 'string' },
  'privacy-url': { type: 'string' },
  'terms-url': { type: 'string' },
  out: { type: 'string', default: 'build' },
} as const;

const mistake = (sentence: string): never => {
  throw new UserError(`${sentence}\nLike this: ${USAGE}`);
};

const address = (name: string, value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const good = url?.protocol === 'https:' && url.hostname.includes('.') && !url.username && !url.search && !url.hash;
  return good
    ? value.trim().replace(/\/+$/, '')
    : mistake(`--${name} must be an https address, such as https://guildhall.example.gov.uk. Slack and Teams take no other.`);
};

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    return mistake(`${error instanceof Error ? error.message : String(error)}.`);
  }
};

/** The command line → what the packages need. Throws `UserError` with what to give. */
export const readArguments = (argv: readonly string[]): PackageArguments => {
  const given = parsed(argv);
  if (!given['base-url']) return mistake('Give --base-url, the https address Slack and Teams reach this server at (the same as BASE_URL).');
  const baseUrl = address('base-url', given['base-url']);
  const teamsAppId = (given['teams-app-id'] ?? '').toLowerCase();
  if (!teamsAppId)
    return mistake('Give --teams-app-id, the Application (client) ID of your Azure Bot’s app registration (the same as MicrosoftAppId).');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(teamsAppId))
    return mistake('--teams-app-id must be a GUID, such as 00000000-0000-0000-0000-000000000000.');
  return {
    baseUrl,
    teamsAppId,
    out: given.out,
    privacyUrl: given['privacy-url'] ? address('privacy-url', given['privacy-url']) : `${baseUrl}/privacy`,
    termsUrl: given['terms-url'] ? address('terms-url', given['terms-url']) : `${baseUrl}/terms`,
  };
};
