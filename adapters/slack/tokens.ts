import type { InstallProvider } from '@slack/oauth';
import { LogLevel, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Lifecycle } from '../../src/chat/front';
import { SEND_WITHIN } from '../../src/delivery/delivery';

/** The bot in one workspace. `configured`: its token stands in the configuration, so that only the operator can mend it. */
export type Bot = { token: string; userId: string; botId: string; client: WebClient; configured?: true };

type Tell = (team: string, name: string) => Promise<void>;

/** Finds the bot of a workspace. Undefined where the app is not installed there; throws where that cannot be found out. */
export type Bots = {
  /** `afresh`: as the store has it now, whatever is remembered. */
  of(team: string, afresh?: boolean): Promise<Bot | undefined>;
  /** The tokens of this workspace are gone. */
  forget(team: string): void;
  /** When its installation was stored, or its token was first found good. Undefined where nobody knows. */
  since(team: string): Promise<Date | undefined>;
  /** Asks at once who the bot is, and tells of its workspace when the token was found good: nobody installs what stands in the configuration. */
  onProof?(tell: Tell): void;
};

/** What Slack says of a token that it takes no more. */
export const REVOKED: ReadonlySet<string> = new Set(['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed']);

/**
 * Slack says that the app went: by an event about this moment (`at`), or by refusing this token. Where it was installed again since, what stands now
 * stays. True where it was removed.
 */
export const removal = async (
  bots: Bots,
  lifecycle: Pick<Lifecycle, 'removed'>,
  team: string,
  { token, at }: { token?: string; at?: Date },
): Promise<boolean> => {
  const since = at && (await bots.since(team));
  if (at && since && since > at) return false;
  const standing = token === undefined ? undefined : await bots.of(team, true);
  if (standing && standing.token !== token) return false;
  await lifecycle.removed(`slack:${team}`);
  bots.forget(team);
  return true;
};

const MEMORY = 30_000;
/** How long a message may wait for its token, in milliseconds. */
export const TOKEN_WITHIN = 2_000;
/** Kept of an attempt's time for what follows from a refusal. */
const RESERVE = 1_000;

/** One client a workspace, so that one workspace's 429 costs the others nothing. It never waits or tries again by itself. */
export const clientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  // What goes wrong is said by the outcome; the client would print it on the console.
  logLevel: LogLevel.ERROR,
  rejectRateLimitedCalls: true,
  retryConfig: { retries: 0 },
  timeout: SEND_WITHIN - TOKEN_WITHIN - RESERVE,
});

/** One workspace, whose token stands in the configuration. Who the bot is, is asked of Slack once. */
export const oneBot = (token: string, options: WebClientOptions): Bots => {
  type Known = { team: string; name: string; since: Date; bot: Bot };
  const client = new WebClient(token, options);
  let known: Known | undefined;
  let asking: Promise<Known> | undefined;
  let untold: Tell | undefined;
  let revoked = false;

  const ask = async (): Promise<Known> => {
    const since = new Date();
    const { team_id = '', team = '', user_id: userId = '', bot_id: botId = '' } = await client.auth.test();
    return { team: team_id, name: team, since, bot: { token, userId, botId, client, configured: true } };
  };
  const proven = async (): Promise<Known> => {
    if (!known) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      known = await asking;
    }
    const tell = untold;
    untold = undefined;
    // Whatever is asked for next tells it again.
    tell?.(known.team, known.name).catch(() => {
      untold = tell;
    });
    return known;
  };

  return {
    of: async (team) => {
      if (revoked) return undefined;
      const { team: ours, bot } = await proven();
      return team === ours ? bot : undefined;
    },
    forget: (team) => {
      if (known?.team === team) revoked = true;
    },
    since: async (team) => {
      try {
        const { team: ours, since } = await proven();
        return team === ours ? since : undefined;
      } catch (error) {
        if (error instanceof WebAPIPlatformError && REVOKED.has(error.data.error)) return undefined;
        throw error;
      }
    },
    onProof: (tell) => {
      untold = tell;
      // Where it fails, whoever needs the bot first asks again.
      proven().catch(() => undefined);
    },
  };
};

const isNotInstalled = (error: unknown): boolean => error instanceof Error && error.message === NOT_INSTALLED;

/**
 * Many workspaces, installed by OAuth. Tokens are remembered for half a minute, or until they are installed anew; an expiring one is refreshed by the
 * provider.
 */
export const manyBots = (installer: InstallProvider, options: WebClientOptions): Bots => {
  const known = new Map<string, { bot: Bot | undefined; until: number }>();
  const query = (team: string) => ({ teamId: team, enterpriseId: undefined, isEnterpriseInstall: false });
  const { installationStore } = installer;
  const store = installationStore.storeInstallation;
  installationStore.storeInstallation = async (installation, ...others) => {
    await store(installation, ...others);
    known.delete(installation.team?.id ?? '');
  };
  const find = async (team: string): Promise<Bot | undefined> => {
    try {
      const { botToken, botUserId = '', botId = '' } = await installer.authorize(query(team));
      const before = known.get(team)?.bot;
      if (!botToken) return undefined;
      const client = before?.token === botToken ? before.client : new WebClient(botToken, options);
      return { token: botToken, userId: botUserId, botId, client };
    } catch (error) {
      // The provider passes on whatever went wrong, with its words but under one code: a store that is away is no workspace without us.
      if (isNotInstalled(error)) return undefined;
      throw error;
    }
  };
  return {
    of: async (team, afresh = false) => {
      const before = known.get(team);
      if (!afresh && before && before.until > Date.now()) return before.bot;
      const bot = await find(team);
      known.set(team, { bot, until: Date.now() + MEMORY });
      return bot;
    },
    forget: (team) => void known.delete(team),
    since: async (team) => {
      try {
        const { storedAt } = (await installationStore.fetchInstallation(query(team))) as { storedAt?: unknown };
        return typeof storedAt === 'string' ? new Date(storedAt) : undefined;
      } catch (error) {
        if (isNotInstalled(error)) return undefined;
        throw error;
      }
    },
  };
};

/** What the installation store says of a workspace it does not have. */
export const NOT_INSTALLED = 'Guildhall is not installed there.';
