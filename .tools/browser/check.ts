// What is checked of a page: a sentence, which page, how it is looked at, and what has to hold.

import type { Page } from 'puppeteer-core';
import type { Look } from './chromium';
import type { PageName } from './pages';

export interface Check {
  /** A sentence about the page. */
  readonly name: string;
  readonly page: PageName;
  readonly look?: Partial<Look>;
  /** Throws what is wrong. Errors in the console and requests are seen without it. */
  readonly run: (tab: Page) => Promise<void>;
  /** What has to be found wrong: a page that is made badly on purpose shows that the check can fail. */
  readonly refusedFor?: RegExp;
}

/** What an expression is in the page. */
export async function ask<T>(tab: Page, expression: string): Promise<T> {
  return (await tab.evaluate(expression)) as T;
}
