import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = join(__dirname, '..');
const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/** What a file imports: paths within the repository as paths, packages by name. */
const imports = (file: string, source: string): string[] =>
  [...source.matchAll(/^\s*(?:import|export)\b(?:[^;'"]*?from)?\s*'([^']+)'|\b(?:import|require)\s*\(\s*'([^']+)'/gm)]
    .map(([, plain, called]) => plain ?? called ?? '')
    .map((target) => (target.startsWith('.') ? relative(root, normalize(join(root, dirname(file), target))) : target));

const FOUNDATION = ['src/chat/', 'src/store/', 'src/errors', 'src/log', 'src/http', 'src/within', 'src/csv', 'src/secrets/'];
const startsWithOne = (target: string, allowed: readonly string[]) => allowed.some((one) => target === one || target.startsWith(one));

/** What wires the adapters to the core. */
const WIRING = new Set(['src/main.ts', 'src/start.ts', 'src/house.ts']);

/** What joins the features: what one needs of another, it gives. */
const JOINING = new Set(['src/features.ts', 'src/joins.ts', 'src/join-assessments.ts', 'src/join-buying.ts', 'src/join-standard.ts']);

/** The law: what each file may import. Undefined where it may; a sentence where it may not. */
const problem = (file: string, target: string): string | undefined => {
  const inside = target.startsWith('src/') || target.startsWith('adapters/') || target.startsWith('jobs/');
  const [area, folder] = file.split('/');
  const own = `${area}/${folder}/`;
  if (WIRING.has(file)) return undefined;
  if (area === 'src') {
    if (!inside) return target.startsWith('node:') || target === 'zod' ? undefined : `the core may not import ${target}`;
    if (JOINING.has(file)) return target.startsWith('src/') ? undefined : `may not reach ${target}`;
    const feature = folder?.endsWith('.ts') === false;
    return startsWithOne(target, feature ? [...FOUNDATION, own] : FOUNDATION) ? undefined : `may not reach ${target}`;
  }
  if (area === 'adapters')
    return !inside || target.startsWith('src/') || startsWithOne(target, [own]) ? undefined : `may not reach ${target}`;
  if (area === 'jobs') return !inside || target.startsWith('src/') || target.startsWith('jobs/') ? undefined : `may not reach ${target}`;
  return undefined;
};

const broken = (all: readonly { file: string; source: string }[]): string[] =>
  all.flatMap(({ file, source }) => imports(file, source).flatMap((target) => problem(file, target)?.replace(/^/, `${file}: `) ?? []));

const everything = [...files('src'), ...files('adapters'), ...files('jobs')].map((file) => ({
  file,
  source: readFileSync(join(root, file), 'utf8'),
}));

describe('The dependency rule', () => {
  test('holds in every file', () => {
    expect(everything.length).toBeGreaterThan(30);
    expect(broken(everything)).toEqual([]);
  });

  test.each([
    ['src/polls/poll.ts', "import { App } from '@slack/bolt';", 'the core may not import @slack/bolt'],
    ['src/polls/poll.ts', "import type { Question } from '../questions/question';", 'may not reach src/questions/question'],
    ['src/polls/poll.ts', "import { mongoStore } from '../../adapters/mongo/store';", 'may not reach adapters/mongo/store'],
    ['adapters/slack/slack.ts', "import { render } from '../teams/render';", 'may not reach adapters/teams/render'],
    ['jobs/sweep.ts', "import { slack } from '../adapters/slack/slack';", 'may not reach adapters/slack/slack'],
  ])('is broken by %s with %s', (file, source, sentence) => {
    expect(broken([{ file, source }])).toEqual([`${file}: ${sentence}`]);
  });

  test.each([
    ['src/polls/poll.ts', "import type { View } from '../chat/view';"],
    ['src/polls/routes.ts', "import { close } from './poll';"],
    ['adapters/slack/slack.ts', "import { App } from '@slack/bolt';"],
    ['src/main.ts', "import { slack } from '../adapters/slack/slack';"],
  ])('allows %s with %s', (file, source) => {
    expect(broken([{ file, source }])).toEqual([]);
  });
});

describe('Files', () => {
  test('have at most 250 lines', () => {
    const tests = ['test', 'demo', 'bench', 'tools']
      .flatMap((folder) => files(folder))
      .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));
    expect([...everything, ...tests].filter(({ source }) => source.split('\n').length > 251).map(({ file }) => file)).toEqual([]);
  });

  test('read the environment in one place only', () => {
    expect(
      everything.filter(({ file, source }) => file !== 'src/config.ts' && source.includes('process.env')).map(({ file }) => file),
    ).toEqual([]);
  });
});
