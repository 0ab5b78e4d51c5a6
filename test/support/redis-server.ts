import { endChild, freePort, startServer } from './child-process';

export const binary = process.env.REDIS_SERVER_BINARY;

/** How long the first start may take, in milliseconds: it may have to install the server. */
export const REDIS_START = 120_000;

export type RealRedis = { url: string; stop(): Promise<void>; kill(): Promise<void>; restart(): Promise<void> };

/** A Redis of one's own on a free port, in memory; undefined where none can be had. `kill` is SIGKILL; `restart` comes back empty. */
export const realRedis = async (): Promise<RealRedis | undefined> => {
  if (!binary) return undefined;
  const port = await freePort();
  const args = ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--loglevel', 'warning'];
  const start = () => startServer(binary, args, port, REDIS_START / 1_000);
  let child = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => endChild(child, 'SIGTERM'),
    kill: () => endChild(child, 'SIGKILL'),
    async restart() {
      await endChild(child, 'SIGTERM');
      child = await start();
    },
  };
};
