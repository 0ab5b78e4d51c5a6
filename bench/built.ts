import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** Makes dist/, which is what is measured: tsx adds to the cost of every function that it compiles. */
export const build = (): void => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: 'inherit' });
};

/** The start of the built program. */
export const built = (): Pick<typeof import('../src/start'), 'start'> & Pick<typeof import('../src/config'), 'readConfig'> => ({
  ...require('../dist/src/start.js'),
  ...require('../dist/src/config.js'),
});
