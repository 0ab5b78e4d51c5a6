import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP, fakeIdentity } from '../../test/support/fake-identity';
import { built } from '../built';
import { tellParent } from '../child';

const { readConfig, start } = built();

/** Guildhall with Teams, the embedded store and queue, and real token checks. */
const run = async (): Promise<void> => {
  const identity = await fakeIdentity();
  const names = { MicrosoftAppId: APP.id, MicrosoftAppPassword: APP.password, MicrosoftAppType: APP.type };
  const config = readConfig({
    ...names,
    TEAMS_TENANTS: process.env.TENANT,
    PORT: '0',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'guildhall-bench-')),
  });
  const running = await start(config, { logLevel: 'silent', authority: identity.authority });
  tellParent(running.port, identity.tokens.good(String(process.env.CONNECTOR_URL)));
};
void run();
