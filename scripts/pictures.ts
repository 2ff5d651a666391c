/** Draws the main cards in a real browser, as the playground shows them: docs/pictures/*.png. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, launchChromium } from '../test/support/browser';
import { startPlayground } from '../test/support/playground';

const folder = join(__dirname, '../docs/pictures');

async function main(): Promise<void> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium runs here: install Debian’s package chromium.');
  mkdirSync(folder, { recursive: true });
  const playground = await startPlayground();
  const browser = await launchChromium(chromium);
  try {
    const context = await browser.newContext({
      viewport: { width: 1000, height: 2400 },
      deviceScaleFactor: 2,
      colorScheme: 'light',
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    await page.goto(`${playground.url}/`);

    /** Asks, and pictures the answer alone. */
    const card = async (name: string, command: string, until: string) => {
      await ask(page, command);
      const message = page.getByRole('article').last();
      await message.getByText(until).first().waitFor();
      await message.getByRole('button', { name: 'Check again' }).waitFor();
      await picture(page, message, name);
    };
    await card('failed-build', '/ce-image build shop-api', 'How to fix it');
    await card('failed-app', '/ce-image app newsletter --project content', 'How to fix it');
    await card('healthy', '/ce-image app storefront --project shop-prod', 'storefront');
    await card('overview', '/ce-image', 'need attention');

    await page.setViewportSize({ width: 1320, height: 800 });
    await page.reload();
    await page.getByRole('article').first().waitFor();
    await ask(page, '/ce-image build shop-api');
    const message = page.getByRole('article').last();
    await message.getByText('How to fix it').waitFor();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, 'playground.png') });
    await message.getByRole('button', { name: 'Show log' }).click();
    await page.getByRole('dialog').getByText('step-build-and-push').first().waitFor();
    await picture(page, page.getByRole('dialog'), 'log');
    await page.keyboard.press('Escape');
  } finally {
    await browser.close();
    await playground.close();
  }
}

async function ask(page: Page, command: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: 'Message' });
  const before = await page.getByRole('article').count();
  await composer.fill(command);
  await composer.press('Enter');
  await page.getByRole('article').nth(before).waitFor();
}

async function picture(page: Page, what: ReturnType<Page['locator']>, name: string): Promise<void> {
  // Nothing is hovered over, and nothing has the focus.
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.blur()');
  await what.screenshot({ path: join(folder, `${name}.png`) });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
