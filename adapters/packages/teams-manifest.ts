import type { PackageArguments } from './arguments';
import { ABOUT, COLOUR, IN_SHORT } from './words';

/** Raise it with every change of the package: Teams offers an update only then. */
const VERSION = '1.0.0';

/** What Teams offers while somebody types: at most 10 a scope, titles of 32 characters, descriptions of 128. */
const COMMANDS = {
  ask: 'A question about the service standard, in your own words',
  point: 'Read a point of the standard: point 5',
  standards: 'The standards there are to read and work with',
  council: 'Which council this is, and who speaks for it',
  check: 'Your checklists; “check start” begins one',
  poll: 'Joint buying: poll list, poll new',
  contracts: 'Your council’s contracts and when they end',
  digest: 'When your daily message comes, if at all',
  snooze: 'No digest for a while: snooze 1w',
  help: 'Everything you can do here',
} as const;
type Verb = keyof typeof COMMANDS;

const commands = (verbs: readonly Verb[]) => verbs.map((title) => ({ title, description: COMMANDS[title] }));
const EVERYWHERE: readonly Verb[] = ['ask', 'point', 'standards', 'council', 'check', 'help'];

/** The Teams app, after Microsoft’s schema 1.19. The bot and the app bear the same id, that of the app registration. */
export const teamsManifest = ({ baseUrl, teamsAppId, privacyUrl, termsUrl }: Omit<PackageArguments, 'out'>) => ({
  $schema: 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
  manifestVersion: '1.19',
  version: VERSION,
  id: teamsAppId,
  developer: { name: 'Guildhall contributors', websiteUrl: baseUrl, privacyUrl, termsOfUseUrl: termsUrl },
  name: { short: 'Guildhall', full: 'Guildhall: councils and the digital service standard' },
  description: { short: IN_SHORT, full: ABOUT },
  icons: { color: 'color.png', outline: 'outline.png' },
  accentColor: COLOUR,
  bots: [
    {
      botId: teamsAppId,
      scopes: ['personal', 'team', 'groupChat'],
      supportsFiles: false,
      isNotificationOnly: false,
      commandLists: [
        { scopes: ['personal'], commands: commands(Object.keys(COMMANDS) as Verb[]) },
        { scopes: ['team'], commands: commands(EVERYWHERE) },
        { scopes: ['groupChat'], commands: commands(EVERYWHERE) },
      ],
    },
  ],
  validDomains: [new URL(baseUrl).host],
  defaultInstallScope: 'personal',
  defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
});
