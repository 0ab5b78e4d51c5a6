import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../src/config';

const root = join(__dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const variables = [...(read('src/config.ts').split('z.object({')[1]?.split('\n});')[0] ?? '').matchAll(/^ {2}(\w+):/gm)].map(
  ([, name]) => name,
);

describe('.env.example', () => {
  const lines = read('.env.example').split('\n');
  const settings = lines.map((line) => /^#?(\w+)=(.*)$/.exec(line)).filter((match) => match !== null);

  test('names every setting, each once, and no other', () => {
    expect(variables).toContain('MONGODB_URI');
    expect(settings.map(([, name]) => name).sort()).toEqual([...variables].sort());
  });

  test('says above each what it is', () => {
    const bare = settings.filter(([line]) => !/^# \S/.test(lines[lines.indexOf(line) - 1] ?? ''));
    expect(bare.map(([, name]) => name)).toEqual([]);
  });

  test('shows the values used when none are given', () => {
    const shown = Object.fromEntries(settings.map(([, name, value]) => [name, value]));
    expect(readConfig(shown)).toEqual(readConfig({}));
  });
});

describe('compose.yaml', () => {
  const { services } = parse(read('compose.yaml'), { merge: true });

  test('runs one web process and two workers from one image over MongoDB 7 and Redis 7', () => {
    expect([services.web.environment.ROLE, services.worker.environment.ROLE]).toEqual(['web', 'worker']);
    expect([services.web.deploy?.replicas ?? 1, services.worker.deploy.replicas]).toEqual([1, 2]);
    expect(services.web.image).toBe(services.worker.image);
    expect([services.mongo.image, services.redis.image]).toEqual(['mongo:7', 'redis:7']);
    expect(services.redis.command.join(' ')).toContain('--appendonly yes');
  });

  test('checks the health of every service, and waits for the store and the queue', () => {
    for (const service of Object.values<{ healthcheck?: { test: string[] } }>(services)) expect(service.healthcheck?.test[0]).toBe('CMD');
    for (const name of ['web', 'worker']) expect(Object.keys(services[name].depends_on)).toEqual(['mongo', 'redis']);
  });

  test.each(['web', 'worker'])('gives the %s process settings that it takes in production', (name) => {
    const given = { BASE_URL: 'https://guildhall.example.gov.uk', SECRET_KEY: Buffer.alloc(32, 1).toString('base64') };
    expect(readConfig({ ...given, ...services[name].environment })).toMatchObject({ production: true, role: name, port: 3000 });
    expect(() => readConfig(services[name].environment)).toThrow(/SECRET_KEY is missing[\s\S]*BASE_URL is missing/);
  });

  test('opens no port but the web process’s, and that to this machine only', () => {
    const open = Object.entries<{ ports?: string[] }>(services).flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(open).toEqual(['web 127.0.0.1:3000:3000']);
  });
});

describe('The Dockerfile', () => {
  const sources = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names?.split(' ') ?? []);

  test('copies what there is, and what .dockerignore lets through', () => {
    const admitted = read('.dockerignore').split('\n');
    expect(sources).toContain('content');
    expect(sources.filter((name) => !existsSync(join(root, name)))).toEqual([]);
    expect(sources.filter((name) => !admitted.includes(`!${name}`))).toEqual([]);
  });

  test('starts what npm run build makes, as somebody who is not root', () => {
    const build = parse(read('tsconfig.build.json')).compilerOptions;
    expect(read('Dockerfile')).toContain(`CMD ["node", "${build.outDir}/src/main.js"]`);
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
  });
});

describe('The papers', () => {
  const papers = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'];

  test('name every setting in the README', () => {
    expect(variables.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
  });

  test.each(papers)('%s names no command that is not there', (paper) => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...read(paper).matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each(papers)('%s links to no file that is not there', (paper) => {
    const links = [...read(paper).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, name]) => name ?? '');
    expect(links.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});

test('What the image runs imports no development dependency', () => {
  const { dependencies } = JSON.parse(read('package.json'));
  const files = ['src', 'adapters', 'jobs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).flatMap((name) =>
      name.endsWith('.ts') ? [join(folder, name)] : [],
    ),
  );
  const packages = files.flatMap((file) =>
    [...read(file).matchAll(/(?:from |import\(|require\()'((?:@[\w.-]+\/)?[\w-][\w.-]*)[^':]*'/g)].map(([, name]) => name ?? ''),
  );
  expect(packages).toContain('zod');
  expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([]);
});
