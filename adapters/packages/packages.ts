import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { stringify } from 'yaml';
import { UserError } from '../../src/errors';
import { type PackageArguments, readArguments } from './arguments';
import { slackManifest } from './slack-manifest';
import { teamsManifest } from './teams-manifest';

/** A fixed time in every entry, so that the same arguments make the same bytes. */
const MADE = new Date(2026, 0, 1);

const icon = (name: string): Uint8Array => new Uint8Array(readFileSync(join(__dirname, 'icons', name)));

const teamsPackage = (given: PackageArguments): Uint8Array =>
  zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(teamsManifest(given), undefined, 2)}\n`),
      'color.png': icon('color.png'),
      'outline.png': icon('outline.png'),
    },
    { mtime: MADE },
  );

/** `npm run packages`: writes the Slack manifest and the Teams package. Returns the exit code; `write` takes what the operator reads. */
export const makePackages = (argv: readonly string[], write: (text: string) => void): 0 | 1 => {
  try {
    const given = readArguments(argv);
    const slack = join(given.out, 'slack-manifest.yaml');
    const teams = join(given.out, 'guildhall-teams.zip');
    mkdirSync(given.out, { recursive: true });
    writeFileSync(slack, stringify(slackManifest(given.baseUrl), { lineWidth: 0 }));
    writeFileSync(teams, teamsPackage(given));
    write(`${slack}: paste it at api.slack.com/apps, Create New App, From a manifest.\n`);
    write(`${teams}: upload it in the Teams admin centre, Manage apps, Upload new app.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    write(`${error.message}\n`);
    return 1;
  }
};

if (require.main === module) process.exitCode = makePackages(process.argv.slice(2), (text) => process.stdout.write(text));
