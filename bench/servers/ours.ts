import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../built';
import { tellParent } from '../child';

const { readConfig, start } = built();

/** Guildhall as it runs with nothing installed: embedded store on files, embedded queue, real signatures and tokens. */
const run = async (): Promise<void> => {
  const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-bench-')) });
  const running = await start(config, { logLevel: 'silent' });
  tellParent(running.port);
};
void run();
