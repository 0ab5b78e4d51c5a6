import { InstallProvider } from '@slack/oauth';
import type { Lifecycle } from '../../src/chat/front';
import { end, type HttpRoute } from '../../src/http';
import type { Log } from '../../src/log';
import type { Secrets } from '../../src/secrets/secrets';
import { SLACK_SCOPES } from './scopes';
import { clientOptions, NOT_INSTALLED } from './tokens';

const NAME = 'slack-installation';
const PATH = '/slack/oauth_redirect';

export type InstallOptions = {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  baseUrl: string;
  apiUrl?: string;
  secrets: Secrets;
  lifecycle: Lifecycle;
  log: Log;
};

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} – Guildhall</title>` +
  `<style>body{font:19px/1.5 system-ui,sans-serif;max-width:38em;margin:3em auto;padding:0 1em;color:#0b0c0c}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;

/**
 * A personal account's own token would let us act as that person: it is never kept. `storedAt` is real time, as that of Slack's events is: an event from
 * before says nothing of this installation.
 */
const toKeep = (installation: object): object => {
  const user = (installation as { user?: { id?: string } }).user;
  return { ...installation, user: { id: user?.id, token: undefined, scopes: undefined }, storedAt: new Date().toISOString() };
};

/** Installing by OAuth, with the tokens sealed in our own store. */
export const installing = (options: InstallOptions): { installer: InstallProvider; routes: HttpRoute[] } => {
  const { secrets, lifecycle, log } = options;
  const installer = new InstallProvider({
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    stateSecret: options.stateSecret,
    clientOptions: clientOptions(options.apiUrl),
    ...(options.apiUrl ? { authorizationUrl: new URL('/oauth/v2/authorize', options.apiUrl).href } : {}),
    directInstall: true,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (text) => log.warn('slack install', { text: String(text).slice(0, 200) }),
      error: () => {},
      setLevel: () => {},
      getLevel: () => 'error' as never,
      setName: () => {},
    },
    installationStore: {
      storeInstallation: async (installation) => {
        const team = installation.team?.id;
        if (!team) throw new Error('Installing for a whole organisation is not supported. Choose one workspace.');
        await secrets.put(`slack:${team}`, NAME, JSON.stringify(toKeep(installation)));
        await lifecycle.installed(`slack:${team}`, installation.team?.name ?? '');
      },
      fetchInstallation: async ({ teamId }) => {
        const kept = teamId ? await secrets.get(`slack:${teamId}`, NAME) : undefined;
        if (!kept) throw new Error(NOT_INSTALLED);
        return JSON.parse(kept);
      },
      deleteInstallation: async ({ teamId }) => {
        if (teamId) await lifecycle.removed(`slack:${teamId}`);
      },
    },
  });
  const urlOptions = { scopes: [...SLACK_SCOPES], redirectUri: `${options.baseUrl}${PATH}` };
  const routes: HttpRoute[] = [
    {
      method: 'GET',
      path: '/slack/install',
      handle: (request, response) => installer.handleInstallPath(request, response, undefined, urlOptions),
    },
    {
      method: 'GET',
      path: PATH,
      handle: (request, response) =>
        installer.handleCallback(
          request,
          response,
          {
            success: (_installation, _options, _request, answer) =>
              end(
                answer,
                200,
                page('Guildhall is installed', 'Go back to Slack and type <code>/guild council link</code> with your council’s name.'),
                'text/html; charset=utf-8',
              ),
            failure: (_error, _options, _request, answer) =>
              end(
                answer,
                400,
                page(
                  'Guildhall was not installed',
                  'Nothing was changed. <a href="/slack/install">Start again</a>; the link works for ten minutes.',
                ),
                'text/html; charset=utf-8',
              ),
          },
          urlOptions,
        ),
    },
  ];
  return { installer, routes };
};
