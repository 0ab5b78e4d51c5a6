import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, freePort, startServer } from './child-process';

export const binary = process.env.MONGOMS_SYSTEM_BINARY;

/** How long the first start may take, in milliseconds: it may have to install the server. */
export const MONGO_START = 300_000;

export type RealMongo = { uri: string; stop(): Promise<void>; kill(): Promise<void>; restart(): Promise<void> };

/** A MongoDB of one's own on a free port, empty; undefined where none can be had. `kill` is SIGKILL; `restart` keeps port and data. */
export const realMongo = async (): Promise<RealMongo | undefined> => {
  if (!binary) return undefined;
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-mongo-'));
  const port = await freePort();
  const small = ['--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'ttlMonitorSleepSecs=1', '--quiet'];
  const args = ['--dbpath', dir, '--port', String(port), '--bind_ip', '127.0.0.1', ...small];
  const start = () => startServer(binary, args, port, MONGO_START / 1_000);
  let child = await start();
  return {
    uri: `mongodb://127.0.0.1:${port}/guildhall`,
    async stop() {
      await endChild(child, 'SIGINT');
      await rm(dir, { recursive: true, force: true });
    },
    kill: () => endChild(child, 'SIGKILL'),
    async restart() {
      await endChild(child, 'SIGINT');
      child = await start();
    },
  };
};
