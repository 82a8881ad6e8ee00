// The browser that the system has, and tabs in it that remember what went wrong.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Undefined where there is none. */
export function chromiumIn(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Pages are our own, so the sandbox, which containers often forbid, has nothing to keep out. */
export function launch(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
  return puppeteer.launch({ executablePath, args });
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** False: scripts of the page do not run. */
  readonly scripts: boolean;
}

export const USUAL: Look = { width: 1024, height: 768, scheme: 'light', scripts: true };

/** Opens a file, uses it, and gives everything that went wrong beside: errors, complaints, requests. */
export async function inTab(
  browser: Browser,
  file: string,
  look: Look,
  use: (tab: Page) => Promise<void>,
): Promise<readonly string[]> {
  const tab = await browser.newPage();
  const wrong: string[] = [];
  const address = `file://${file}`;
  tab.on('console', (message) => void wrong.push(`console ${message.type()}: ${message.text()}`));
  tab.on('pageerror', (error) => void wrong.push(`error: ${String(error)}`));
  tab.on('request', (request) => {
    if (request.url().split('#')[0] !== address) wrong.push(`request: ${request.url()}`);
  });
  try {
    await tab.setViewport({ width: look.width, height: look.height });
    await tab.setJavaScriptEnabled(look.scripts);
    await tab.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: look.scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await tab.goto(address);
    await use(tab);
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error));
  } finally {
    await tab.close();
  }
  return wrong;
}
