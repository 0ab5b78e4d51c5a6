import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export type Server = { port: number; token?: string; cpu(): Promise<number>; stop(): void };

/** Starts a bench server in a process of its own; it sends `{ port }` when ready and answers 'cpu' with its milliseconds so far. */
export const startServer = (file: string, env: Record<string, string>): Promise<Server> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = fork(join(__dirname, 'servers', file), [], {
      env: { ...process.env, ...env },
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    child.once('message', (first: { port: number; token?: string }) =>
      resolve({
        port: first.port,
        token: first.token,
        cpu: () =>
          new Promise((answer) => {
            child.once('message', (message: { cpu: number }) => answer(message.cpu));
            child.send('cpu');
          }),
        stop: () => void child.kill('SIGKILL'),
      }),
    );
  });

/** The other end: tells the parent that this process is ready, and its CPU when asked. */
export const tellParent = (port: number, token?: string): void => {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: (user + system) / 1000 });
  });
  process.send?.({ port, token });
};

/** Sends `count` requests, `atOnce` at a time; throws unless every one is answered as `check` says. */
export const load = async (count: number, atOnce: number, send: (index: number) => Promise<boolean>): Promise<void> => {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      if (!(await send(index))) throw new Error(`Request ${index} was not answered as it should be`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
};
