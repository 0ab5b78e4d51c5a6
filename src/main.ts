import type { Persona } from '../adapters/console/persona';
import { type Config, ConfigError, processConfig } from './config';
import type { Features } from './features';
import { content, newId, openHouse } from './house';
import { start } from './start';

/** In the console anybody can be anyone: the workspace is linked, and its lead named, as they are asked for. */
const becomeIn =
  (joined: Features) =>
  async (name: string, part: Persona['part']): Promise<Persona> => {
    const by = { id: 'console:network:coordinator', name: 'the console' };
    if (part === 'coordinator') return { workspace: 'console:network', part, title: 'The coordinator' };
    const [council] = joined.councils.register.find(name);
    if (!council) throw new Error(`I know no council called ${name}.`);
    const workspace = `console:${council.id}`;
    await joined.councils.linkDirectly(workspace, council.id, by);
    return { workspace, part, title: `${council.shortName} ${part}` };
  };

const talk = async (config: Config): Promise<void> => {
  const { consoleMessenger, runConsole } = await import('../adapters/console/console');
  const { screen } = await import('../adapters/console/screen');
  const terminal = screen(process.stdin, process.stdout);
  const coordinators = [...config.coordinators, 'console:network:coordinator'];
  const running = await start({ ...config, coordinators }, { logLevel: 'warn', speakers: { console: consoleMessenger(terminal) } });
  await runConsole({ screen: terminal, front: running.features.front, become: becomeIn(running.features), newId });
  await running.stop();
};

/** The operator's command line: the store and the features, with neither queue nor platforms. Messages wait for the next sweep. */
const administer = async (config: Config, given: readonly string[]): Promise<number> => {
  const { runAdmin } = await import('../adapters/admin/admin');
  const { importStandard } = await import('../adapters/content/import-standard');
  const { readAnswerContent } = await import('../adapters/content/answers');
  const { stale } = await import('../adapters/answers/stale');
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  const open: Parameters<typeof runAdmin>[1] = async (work) => {
    const { features, store, library } = await openHouse(config, { logLevel: 'warn', wake: async () => undefined });
    const known = library.standards.map(({ id }) => id);
    const checkQuestions = async (): Promise<string[]> => {
      const read = await readAnswerContent(content(), library);
      const old = await stale(content(), library, read);
      const count = read.examples.reduce((all, { wordings }) => all + 1 + wordings.length, 0);
      return [
        `${count.toLocaleString('en-GB')} questions in ${read.examples.length} groups, ${read.terms.length} terms, ${read.refusals.length} subjects that are not ours.`,
        ...old.map((id) => `${id}: the content has changed since its answers were learnt. Run npm run calibrate.`),
      ];
    };
    try {
      await work({
        features,
        store,
        library,
        write,
        checkQuestions,
        importStandard: (file, replace) => importStandard(file, content(), known, replace),
      });
    } finally {
      await store.close();
    }
  };
  return runAdmin(given, open, write, complain);
};

const run = async (): Promise<void> => {
  const config = processConfig();
  if (process.argv[2] === 'admin') {
    process.exitCode = await administer(config, process.argv.slice(3));
    return;
  }
  if (!config.slack && !config.teams && config.role === 'all' && !config.production) return talk(config);
  const running = await start(config);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 15_000).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

if (require.main === module) {
  run().catch((error: unknown) => {
    const expected = error instanceof ConfigError || (error instanceof Error && !/^(Type|Reference|Range)Error$/.test(error.name));
    process.stderr.write(`${expected ? (error as Error).message : String((error as Error)?.stack ?? error)}\n`);
    process.exit(1);
  });
}
