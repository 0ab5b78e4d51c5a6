import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The little of playwright-core that the journeys need; it is installed by .ci/tools, not with everybody's packages. */
export type Locator = {
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  press(key: string): Promise<void>;
  first(): Locator;
  last(): Locator;
  waitFor(): Promise<void>;
  innerText(): Promise<string>;
};
export type Page = {
  goto(url: string): Promise<unknown>;
  locator(selector: string): Locator;
  getByRole(role: string, options: { name: string; exact?: boolean }): Locator;
  getByText(text: string | RegExp): Locator;
  screenshot(options: { path: string }): Promise<unknown>;
  setDefaultTimeout(milliseconds: number): void;
};
type Browser = { newPage(options: { viewport: { width: number; height: number } }): Promise<Page>; close(): Promise<void> };

const CHROMIUM = '/usr/bin/chromium';
const QUIET = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-sandbox'];

/** The folder that .ci/tools filled, where it did, and the browser is there. */
export const toolsFolder = (): string | undefined =>
  process.env.GUILDHALL_TOOLS && existsSync(CHROMIUM) ? process.env.GUILDHALL_TOOLS : undefined;

/** Debian's Chromium, without a window. Runs as root in CI, hence without a sandbox; it opens loopback pages only. */
export const openBrowser = async (tools: string): Promise<Browser> => {
  const { chromium } = createRequire(join(tools, 'package.json'))('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: ['--headless', ...QUIET] });
};
