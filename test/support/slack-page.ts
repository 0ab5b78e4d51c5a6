import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, type Page, toolsFolder } from './browser';
import { describeWith } from './skipped';

const shots = join(__dirname, '..', '..', 'build', 'screenshots');
export const tools = toolsFolder();
export const LOCAL_SLACK = join(tools ?? '', 'node_modules', 'local-slack-linux-x64', 'bin', 'local-slack');

/** A journey in a browser, with local-slack behind it: said loudly where it cannot be had. */
export const describeInBrowser = describeWith(tools, 'browser and local-slack', 'GUILDHALL_TOOLS, filled by .ci/tools');

/** Debian's Chromium, and a folder for what it shows. */
export const browserForSlack = async (): ReturnType<typeof openBrowser> => {
  mkdirSync(shots, { recursive: true });
  return openBrowser(tools as string);
};

export const say = async (page: Page, words: string): Promise<void> => {
  await page.locator('textarea').last().fill(`/guild ${words}`);
  await page.locator('textarea').last().press('Enter');
};
export const sees = async (page: Page, words: string): Promise<void> => page.getByText(words).last().waitFor();
export const press = async (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).last().click();
/** local-slack shows what the bot sent to somebody alone under their own name. */
export const openChat = async (page: Page, place: string): Promise<void> => page.locator(`.sidebar >> text=${place}`).last().click();
/** A picture for whoever looks at it. */
export const look = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: join(shots, `${name}.png`) });
