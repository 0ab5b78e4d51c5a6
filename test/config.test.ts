import { type Config, ConfigError, readConfig } from '../src/config';

const KEY = Buffer.alloc(32, 1).toString('base64');
const problem = (variables: Record<string, string>): string => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('Configuration', () => {
  test('needs nothing', () => {
    const config: Config = readConfig({});
    expect(config).toMatchObject({ port: 3000, role: 'all', dataDir: './data', production: false, sweepSeconds: 60 });
    expect(config.slack).toBeUndefined();
    expect(config.teams).toBeUndefined();
  });

  test.each([
    [{ PORT: 'ninety' }, 'PORT'],
    [{ ROLE: 'king' }, 'ROLE'],
    [{ MONGODB_URI: 'localhost' }, 'MONGODB_URI'],
    [{ REDIS_URL: 'localhost' }, 'REDIS_URL'],
    [{ SECRET_KEY: 'short' }, 'SECRET_KEY'],
    [{ COORDINATORS: 'alice' }, 'COORDINATORS'],
    [{ CLOCK_START: 'tomorrow' }, 'CLOCK_START'],
    [{ SWEEP_SECONDS: '0' }, 'SWEEP_SECONDS'],
    [{ BASE_URL: 'here' }, 'BASE_URL'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_SIGNING_SECRET: 's', SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_SECRET'],
    [{ MicrosoftAppId: 'a' }, 'MicrosoftAppPassword'],
    [{ MicrosoftAppId: 'a', MicrosoftAppPassword: 'p' }, 'MicrosoftAppTenantId'],
    [{ MicrosoftAppType: 'Multi' }, 'MicrosoftAppType'],
    [{ OPENAI_BASE_URL: 'https://models.example/v1', OPENAI_API_KEY: 'k' }, 'OPENAI_MODEL'],
    [{ OPENAI_MODEL: 'm' }, 'OPENAI_API_KEY'],
    [{ OPENAI_BASE_URL: 'http://models.example/v1', OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm' }, 'OPENAI_BASE_URL must be https'],
    [{ ROLE: 'web' }, 'MONGODB_URI'],
    [{ ROLE: 'worker', MONGODB_URI: 'mongodb://x' }, 'REDIS_URL'],
    [{ NODE_ENV: 'production', MONGODB_URI: 'mongodb://x', REDIS_URL: 'redis://x', SECRET_KEY: KEY }, 'BASE_URL'],
    [{ NODE_ENV: 'production', TEAMS_ALLOW_ANONYMOUS: 'true' }, 'TEAMS_ALLOW_ANONYMOUS'],
    [{ NODE_ENV: 'production', CLOCK_START: '2026-12-04T09:00:00Z' }, 'CLOCK_START'],
    [{ NODE_ENV: 'production' }, 'SECRET_KEY'],
  ])('%j is refused with the name of what to mend', (variables, name) => {
    expect(problem(variables as Record<string, string>)).toContain(name);
  });

  test('tenants and Entra ids may be written in capital letters; Slack’s ids keep theirs', () => {
    const config = readConfig({
      TEAMS_ALLOW_ANONYMOUS: 'true',
      TEAMS_TENANTS: 'AAAAAAAA-0000-4000-8000-00000000ABCD, Two',
      COORDINATORS: 'slack:T1:U1,teams:AAAAAAAA-0000-4000-8000-00000000ABCD:AAAAAAAA-0000-4000-8000-00000000ABCD',
    });
    expect(config.teams?.tenants).toEqual(['aaaaaaaa-0000-4000-8000-00000000abcd', 'two']);
    expect(config.coordinators).toEqual(['slack:T1:U1', 'teams:aaaaaaaa-0000-4000-8000-00000000abcd:aaaaaaaa-0000-4000-8000-00000000abcd']);
  });

  test('never shows a value that could be a secret', () => {
    const message = problem({
      MONGODB_URI: 'hunter2',
      REDIS_URL: 'hunter2',
      SECRET_KEY: 'hunter2',
      SLACK_BOT_TOKEN: 'hunter2',
      MicrosoftAppPassword: 'hunter2',
    });
    expect(message).not.toContain('hunter2');
    expect(message).not.toBe('');
  });

  test('reads a whole production configuration', () => {
    const config = readConfig({
      NODE_ENV: 'production',
      BASE_URL: 'https://guildhall.example.gov.uk/',
      MONGODB_URI: 'mongodb://db',
      REDIS_URL: 'redis://q',
      SECRET_KEY: `${KEY},${KEY}`,
      SLACK_SIGNING_SECRET: 's',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'c',
      MicrosoftAppId: 'a',
      MicrosoftAppPassword: 'p',
      MicrosoftAppTenantId: 't',
      TEAMS_TENANTS: 'one, two',
      COORDINATORS: 'slack:T1:U1,teams:t:u',
    });
    expect(config).toMatchObject({
      baseUrl: 'https://guildhall.example.gov.uk',
      slack: { auth: { kind: 'many' } },
      teams: { anonymous: false, tenants: ['one', 'two'] },
      coordinators: ['slack:T1:U1', 'teams:t:u'],
    });
  });
});
