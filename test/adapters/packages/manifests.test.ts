import { readArguments } from '../../../adapters/packages/arguments';
import { SCOPES, slackManifest } from '../../../adapters/packages/slack-manifest';
import { teamsManifest } from '../../../adapters/packages/teams-manifest';
import { SLACK_SCOPES } from '../../../adapters/slack/scopes';

const BASE = 'https://guildhall.example.gov.uk';
const ID = '5F2504E0-4F89-41D3-9A0C-0305E82C3301';
const slack = slackManifest(BASE);
const teams = teamsManifest(readArguments(['--base-url', `${BASE}/`, '--teams-app-id', ID]));

const within = (text: string, least: number, most: number) => {
  expect(text.length).toBeGreaterThanOrEqual(least);
  expect(text.length).toBeLessThanOrEqual(most);
};

describe('The Slack manifest', () => {
  test('keeps Slack’s limits (manifest schema 1)', () => {
    const { name, description, long_description, background_color } = slack.display_information;
    within(name, 1, 35);
    within(description, 1, 140);
    within(long_description, 175, 4_000);
    expect(background_color).toMatch(/^#[0-9a-f]{6}$/);
    within(slack.features.bot_user.display_name, 1, 80);
    for (const command of slack.features.slash_commands) {
      expect(command.command).toMatch(/^\/[a-z]{1,31}$/);
      within(command.description, 1, 2_000);
      within(command.usage_hint, 1, 1_000);
    }
  });

  test('sends commands, buttons, forms and events to one address', () => {
    const all = [
      slack.features.slash_commands[0]?.url,
      slack.settings.event_subscriptions.request_url,
      slack.settings.interactivity.request_url,
    ];
    expect(all).toEqual(Array(3).fill(`${BASE}/slack/events`));
    expect(slack.settings.interactivity.is_enabled).toBe(true);
    expect(slack.oauth_config.redirect_urls).toEqual([`${BASE}/slack/oauth_redirect`]);
  });

  test('has mentions in commands escaped, so that nobody can pass for somebody by a name', () => {
    expect(slack.features.slash_commands.map((command) => [command.command, command.should_escape])).toEqual([['/guild', true]]);
  });

  test('opens Home and one-to-one chat', () => {
    expect(slack.features.app_home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false });
  });

  test('asks for the scope of every event it subscribes to', () => {
    const needs: Record<string, string | undefined> = {
      app_home_opened: undefined,
      app_mention: 'app_mentions:read',
      app_uninstalled: undefined,
      'message.im': 'im:history',
      tokens_revoked: undefined,
      user_change: 'users:read',
    };
    expect(Object.keys(needs).sort()).toEqual(slack.settings.event_subscriptions.bot_events);
    for (const scope of Object.values(needs)) if (scope) expect(slack.oauth_config.scopes.bot).toContain(scope);
  });

  test('asks for the same scopes as the install page', () => {
    expect([...SCOPES].sort()).toEqual([...SLACK_SCOPES].sort());
    expect(new Set(SCOPES).size).toBe(SCOPES.length);
  });
});

describe('The Teams manifest', () => {
  test('keeps the limits of Microsoft’s schema 1.19', () => {
    within(teams.name.short, 1, 30);
    within(teams.name.full, 1, 100);
    within(teams.description.short, 1, 80);
    within(teams.description.full, 1, 4_000);
    within(teams.developer.name, 1, 32);
    expect(teams.accentColor).toMatch(/^#[0-9a-f]{6}$/);
    expect(teams.version).toMatch(/^[1-9]\d*\.\d+\.\d+$/);
    expect(teams.$schema).toContain(`/v${teams.manifestVersion}/`);
  });

  test('offers at most ten verbs a scope, each scope once', () => {
    const lists = teams.bots.flatMap((bot) => bot.commandLists);
    expect(lists.flatMap((list) => list.scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
    for (const { commands } of lists) {
      expect(commands.length).toBeLessThanOrEqual(10);
      expect(commands.map((command) => command.title)).toContain('help');
      for (const command of commands) {
        within(command.title, 1, 32);
        within(command.description, 1, 128);
      }
    }
  });

  test('offers nothing about buying where others may look on', () => {
    const shared = teams.bots.flatMap((bot) => bot.commandLists).filter((list) => !list.scopes.includes('personal'));
    expect(shared.flatMap((list) => list.commands.map((command) => command.title)).filter((title) => /poll|contract/.test(title))).toEqual(
      [],
    );
  });

  test('bears the app registration’s id twice, as app and as bot, in lower case', () => {
    expect([teams.id, teams.bots[0]?.botId]).toEqual([ID.toLowerCase(), ID.toLowerCase()]);
  });

  test('has https addresses made from the base address, without a doubled slash', () => {
    expect(teams.developer).toMatchObject({ websiteUrl: BASE, privacyUrl: `${BASE}/privacy`, termsOfUseUrl: `${BASE}/terms` });
    expect(teams.validDomains).toEqual(['guildhall.example.gov.uk']);
  });

  test('takes a council’s own privacy notice and terms', () => {
    const own = [
      '--base-url',
      BASE,
      '--teams-app-id',
      ID,
      '--privacy-url',
      'https://a.gov.uk/privacy',
      '--terms-url',
      'https://a.gov.uk/terms',
    ];
    expect(teamsManifest(readArguments(own)).developer).toMatchObject({
      privacyUrl: 'https://a.gov.uk/privacy',
      termsOfUseUrl: 'https://a.gov.uk/terms',
    });
  });
});
