import type { InstallProvider } from '@slack/oauth';
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';

/** The bot in one workspace. */
export type Bot = { token: string; userId: string; botId: string; client: WebClient };

/** Finds the bot of a workspace. Undefined where the app is not installed there. */
export type Bots = {
  of(team: string): Promise<Bot | undefined>;
  /** The tokens of this workspace are gone. */
  forget(team: string): void;
};

const MEMORY = 30_000;

/** One client a workspace, so that one workspace's 429 costs the others nothing. It never waits or tries again by itself. */
export const clientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  // What goes wrong is said by the outcome; the client would print it on the console.
  logLevel: LogLevel.ERROR,
  rejectRateLimitedCalls: true,
  retryConfig: { retries: 0 },
  timeout: 8_000,
});

/** One workspace, whose token stands in the configuration. Who the bot is, is asked of Slack once. */
export const oneBot = (token: string, options: WebClientOptions): Bots => {
  const client = new WebClient(token, options);
  let known: { team: string; bot: Bot } | undefined;
  let revoked = false;
  return {
    of: async (team) => {
      if (revoked) return undefined;
      if (!known) {
        const { team_id = '', user_id: userId = '', bot_id: botId = '' } = await client.auth.test();
        known = { team: team_id, bot: { token, userId, botId, client } };
      }
      return known.team === team ? known.bot : undefined;
    },
    forget: (team) => {
      revoked = known?.team === team;
    },
  };
};

/** Many workspaces, installed by OAuth. Tokens are remembered for half a minute; an expiring one is refreshed by the provider. */
export const manyBots = (installer: InstallProvider, options: WebClientOptions): Bots => {
  const known = new Map<string, { bot: Bot | undefined; until: number }>();
  const find = async (team: string): Promise<Bot | undefined> => {
    try {
      const {
        botToken,
        botUserId = '',
        botId = '',
      } = await installer.authorize({ teamId: team, enterpriseId: undefined, isEnterpriseInstall: false });
      const before = known.get(team)?.bot;
      if (!botToken) return undefined;
      return {
        token: botToken,
        userId: botUserId,
        botId,
        client: before?.token === botToken ? before.client : new WebClient(botToken, options),
      };
    } catch (error) {
      if (error instanceof Error && error.message === NOT_INSTALLED) return undefined;
      if ((error as { code?: string }).code === 'slack_oauth_authorization_error' || /not.installed/i.test(String(error))) return undefined;
      throw error;
    }
  };
  return {
    of: async (team) => {
      const before = known.get(team);
      if (before && before.until > Date.now()) return before.bot;
      const bot = await find(team);
      known.set(team, { bot, until: Date.now() + MEMORY });
      return bot;
    },
    forget: (team) => void known.delete(team),
  };
};

/** What the installation store says of a workspace it does not have. */
export const NOT_INSTALLED = 'Guildhall is not installed there.';
