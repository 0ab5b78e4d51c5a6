import type { Persona } from '../adapters/console/persona';
import { type Config, ConfigError, processConfig } from './config';
import type { Features } from './features';
import { newId } from './house';
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

const run = async (): Promise<void> => {
  const config = processConfig();
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
