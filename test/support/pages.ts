/** Pages of the playground in a real Chromium: one browser and one playground for a file of tests. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { findChromium, launchChromium } from './browser';
import { type Playground, type PlaygroundOptions, startPlayground } from './playground';

const chromium = findChromium();

export interface Pages {
  readonly playground: Playground;
  /** What no page may ever do: write to its console, or ask anything but the playground. A test that expects some takes it. */
  readonly troubles: string[];
  /** A window of its own, as another person has it. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Declares tests in a real browser; they are skipped where none starts. */
export function inChromium(name: string, options: PlaygroundOptions, tests: (pages: Pages) => void): void {
  (chromium ? describe : describe.skip)(name, () => {
    let playground: Playground;
    let browser: Browser;
    let contexts: BrowserContext[] = [];
    const troubles: string[] = [];

    beforeAll(async () => {
      [playground, browser] = await Promise.all([
        startPlayground(options),
        launchChromium(chromium as string),
      ]);
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await playground?.close();
    });
    beforeEach(() => {
      troubles.length = 0;
    });
    afterEach(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      contexts = [];
      playground.slack.state.reset();
      expect(troubles).toEqual([]);
    });

    tests({
      get playground() {
        return playground;
      },
      troubles,
      async open(path = '/', options = {}) {
        const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
        context.setDefaultTimeout(15_000);
        contexts.push(context);
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
        });
        page.on('pageerror', (error) => troubles.push(error.message));
        page.on('dialog', (dialog) => {
          troubles.push(`a dialog: ${dialog.message()}`);
          void dialog.dismiss();
        });
        page.on('request', (request) => {
          if (!request.url().startsWith(playground.url)) troubles.push(`asked ${request.url()}`);
        });
        await page.goto(`${playground.url}${path}`);
        await page.getByRole('heading', { name: /^# \w/ }).waitFor();
        return page;
      },
    });
  });
}

export const composer = (page: Page): Locator => page.getByRole('combobox', { name: 'Message' });

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The newest message that holds this text. */
export const message = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: text }).last();

export const button = (page: Page | Locator, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** Waits until this holds in the page, looking once a frame; the page's policy forbids Playwright's own way. */
export async function until(page: Page, expression: string): Promise<void> {
  for (let frames = 0; frames < 900; frames += 1) {
    if (await page.evaluate(expression)) return;
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  throw new Error(`never: ${expression}`);
}

/** Waits until the composer holds this. */
export const typed = (page: Page, text: string): Promise<void> =>
  until(page, `document.querySelector('main .composer textarea').value.startsWith(${JSON.stringify(text)})`);
