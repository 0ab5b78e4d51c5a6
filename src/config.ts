import { existsSync } from 'node:fs';
import { z } from 'zod';
import { sameId } from './chat/same-id';

/** What the operator has to mend; the message has one line for each mistake and never a secret's value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const ROLES = ['all', 'web', 'worker'] as const;
const text = z.string().trim().min(1).optional();
const flag = z.stringbool().default(false);

const environment = z.object({
  PORT: z.coerce.number({ error: 'PORT must be a number from 0 to 65535.' }).int().min(0).max(65_535).default(3000),
  BASE_URL: z
    .url({ error: 'BASE_URL must be the address people and platforms reach this server at, such as https://guildhall.example.gov.uk.' })
    .optional(),
  NODE_ENV: z.string().default('development'),
  ROLE: z.enum(ROLES, { error: `ROLE must be one of: ${ROLES.join(', ')}.` }).default('all'),
  DATA_DIR: z.string().default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'MONGODB_URI must start with mongodb:// or mongodb+srv://.')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'REDIS_URL must start with redis:// or rediss://.')
    .optional(),
  SECRET_KEY: text,
  COORDINATORS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine(
      (all) => all.every((one) => /^(slack|teams|console):[^:]+:[^:]+$/.test(one)),
      'COORDINATORS must look like slack:T…:U…,teams:<tenant>:<user>.',
    )
    .transform((all) => all.map(sameId)),
  SLACK_SIGNING_SECRET: text,
  SLACK_BOT_TOKEN: text,
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_API_URL: z.url({ error: 'SLACK_API_URL must be an address, such as http://127.0.0.1:4900.' }).optional(),
  MicrosoftAppId: text,
  MicrosoftAppPassword: text,
  MicrosoftAppType: z
    .enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
      error: 'MicrosoftAppType must be SingleTenant, MultiTenant or UserAssignedMSI.',
    })
    .default('SingleTenant'),
  MicrosoftAppTenantId: text,
  TEAMS_TENANTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((one) => one.trim().toLowerCase())
        .filter(Boolean),
    ),
  OPENAI_BASE_URL: z
    .url({ error: 'OPENAI_BASE_URL must be an address, such as https://api.openai.com/v1.' })
    .refine(
      (url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(`${url}/`),
      'OPENAI_BASE_URL must be https, unless it is on this machine.',
    )
    .optional(),
  OPENAI_API_KEY: text,
  OPENAI_MODEL: text,
  TEAMS_ALLOW_ANONYMOUS: flag,
  CLOCK_START: z.iso.datetime({ offset: true, error: 'CLOCK_START must be an ISO time, such as 2026-12-04T09:00:00Z.' }).optional(),
  SWEEP_SECONDS: z.coerce.number({ error: 'SWEEP_SECONDS must be a number of seconds.' }).min(1).max(3600).default(60),
});
type Environment = z.infer<typeof environment>;

export type SlackConfig = {
  signingSecret: string;
  auth: { kind: 'one'; botToken: string } | { kind: 'many'; clientId: string; clientSecret: string };
  apiUrl?: string;
};
/** A model that may word answers. */
export type OpenAiConfig = { baseUrl: string; apiKey: string; model: string };
export type TeamsConfig = { id: string; password: string; type: string; tenantId: string; anonymous: boolean; tenants: readonly string[] };

export type Config = {
  port: number;
  baseUrl: string;
  production: boolean;
  role: (typeof ROLES)[number];
  dataDir: string;
  mongoUri?: string;
  redisUrl?: string;
  /** Undefined: a key kept in DATA_DIR is used (never in production). */
  secretKey?: string;
  coordinators: readonly string[];
  slack?: SlackConfig;
  teams?: TeamsConfig;
  openAi?: OpenAiConfig;
  clockStart?: Date;
  sweepSeconds: number;
};

type Problems = string[];
const missing = (env: Environment, names: readonly (keyof Environment)[]): string[] => names.filter((name) => env[name] === undefined);

const slackOf = (env: Environment, problems: Problems): SlackConfig | undefined => {
  const many = env.SLACK_CLIENT_ID !== undefined || env.SLACK_CLIENT_SECRET !== undefined;
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_BOT_TOKEN && !many) return undefined;
  const where = 'It stands on api.slack.com/apps under Basic Information (secrets, client id) or OAuth & Permissions (bot token).';
  const needed = many
    ? (['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] as const)
    : (['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'] as const);
  for (const name of missing(env, needed)) problems.push(`${name} is missing, though other Slack settings are there. ${where}`);
  const {
    SLACK_SIGNING_SECRET: signingSecret = '',
    SLACK_BOT_TOKEN: botToken = '',
    SLACK_CLIENT_ID: clientId = '',
    SLACK_CLIENT_SECRET: clientSecret = '',
  } = env;
  return { signingSecret, auth: many ? { kind: 'many', clientId, clientSecret } : { kind: 'one', botToken }, apiUrl: env.SLACK_API_URL };
};

const teamsOf = (env: Environment, problems: Problems): TeamsConfig | undefined => {
  const anonymous = env.TEAMS_ALLOW_ANONYMOUS;
  const any = env.MicrosoftAppId !== undefined || env.MicrosoftAppPassword !== undefined || env.MicrosoftAppTenantId !== undefined;
  if (!any && !anonymous) return undefined;
  const where = 'It stands in the Azure portal, in your Azure Bot and its app registration.';
  const password = env.MicrosoftAppType === 'UserAssignedMSI' ? [] : (['MicrosoftAppPassword'] as const);
  const tenant = env.MicrosoftAppType === 'MultiTenant' ? [] : (['MicrosoftAppTenantId'] as const);
  if (any)
    for (const name of missing(env, ['MicrosoftAppId', ...password, ...tenant]))
      problems.push(`${name} is missing, though other Teams settings are there. ${where}`);
  return {
    id: env.MicrosoftAppId ?? '',
    password: env.MicrosoftAppPassword ?? '',
    type: env.MicrosoftAppType,
    tenantId: env.MicrosoftAppTenantId ?? '',
    anonymous,
    tenants: env.TEAMS_TENANTS,
  };
};

const openAiOf = (env: Environment, problems: Problems): OpenAiConfig | undefined => {
  const names = ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_MODEL'] as const;
  const left = missing(env, names);
  if (left.length === names.length) return undefined;
  for (const name of left)
    problems.push(`${name} is missing, though other settings of a model are there. Leave all three out to do without one.`);
  const { OPENAI_BASE_URL: url = '', OPENAI_API_KEY: apiKey = '', OPENAI_MODEL: model = '' } = env;
  return { baseUrl: url.replace(/\/+$/, ''), apiKey, model };
};

const productionProblems = (env: Environment): Problems => {
  if (env.NODE_ENV !== 'production') return [];
  const problems = missing(env, ['MONGODB_URI', 'REDIS_URL', 'SECRET_KEY', 'BASE_URL']).map(
    (name) => `${name} is missing. Production needs it; .env.example says where to get it.`,
  );
  if (env.TEAMS_ALLOW_ANONYMOUS) problems.push('TEAMS_ALLOW_ANONYMOUS is refused in production: it lets anybody in.');
  if (env.CLOCK_START) problems.push('CLOCK_START is refused in production: it is for demonstrations only.');
  return problems;
};

const keyProblems = (env: Environment): Problems => {
  const bad = env.SECRET_KEY?.split(',').some((key) => Buffer.from(key.trim(), 'base64').length !== 32);
  return bad ? ['SECRET_KEY must be 32 bytes in base64 (several, comma-separated, to rotate). Make one with: openssl rand -base64 32'] : [];
};

/** Environment variables → typed configuration. The only reader of them. Throws `ConfigError` with every mistake at once. */
export const readConfig = (variables: Readonly<Record<string, string | undefined>>): Config => {
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(filled);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues
        .map((issue) => (issue.message.includes(String(issue.path[0])) ? issue.message : `${String(issue.path[0])} is not right.`))
        .join('\n'),
    );
  const env = parsed.data;
  const problems = [...productionProblems(env), ...keyProblems(env)];
  const slack = slackOf(env, problems);
  const teams = teamsOf(env, problems);
  const openAi = openAiOf(env, problems);
  if (env.ROLE !== 'all' && !env.MONGODB_URI)
    problems.push(`MONGODB_URI is missing. ROLE=${env.ROLE} shares its store with other processes, which the embedded store cannot.`);
  if (env.ROLE !== 'all' && !env.REDIS_URL)
    problems.push(`REDIS_URL is missing. ROLE=${env.ROLE} shares its queue with other processes, which the embedded queue cannot.`);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return {
    port: env.PORT,
    baseUrl: (env.BASE_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    production: env.NODE_ENV === 'production',
    role: env.ROLE,
    dataDir: env.DATA_DIR,
    mongoUri: env.MONGODB_URI,
    redisUrl: env.REDIS_URL,
    secretKey: env.SECRET_KEY,
    coordinators: env.COORDINATORS,
    slack,
    teams,
    openAi,
    clockStart: env.CLOCK_START ? new Date(env.CLOCK_START) : undefined,
    sweepSeconds: env.SWEEP_SECONDS,
  };
};

/** This process's configuration. A file `.env` in the working directory adds to the environment; what is set there already wins. */
export const processConfig = (): Config => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
};
