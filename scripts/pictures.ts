/** Draws the main cards in a real browser, as the playground shows them: docs/pictures/*.png. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { mend, scenarios } from '../playground/src/scenarios';
import { happen } from '../playground/src/web/happenings';
import { minutes } from '../playground/src/world';
import { findChromium, launchChromium } from '../test/support/browser';
import { type Playground, startPlayground } from '../test/support/playground';

const folder = join(__dirname, '../docs/pictures');

async function main(): Promise<void> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium runs here: install Debian’s package chromium-headless-shell.');
  mkdirSync(folder, { recursive: true });
  const playground = await startPlayground({ worldTime: true });
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

    await page.setViewportSize({ width: 1000, height: 2400 });
    await alertLife(page, playground);
  } finally {
    await browser.close();
    await playground.close();
  }
}

/** One alert from its opening to its end, each moment a picture. */
async function alertLife(page: Page, { world }: Playground): Promise<void> {
  const scenario = scenarios.find(({ id }) => id === 'copied-file-missing');
  if (!scenario) throw new Error('The case of the pictures is gone.');
  /** Time goes by, and the bot looks again. */
  const pass = (count: number) => {
    world.clock.jump(minutes(count));
    world.catchUp();
  };
  await ask(page, '/ce-image watch warehouse');
  await page.getByRole('article').filter({ hasText: 'already there' }).waitFor();
  const card = page.getByRole('article').filter({ hasText: 'stock-badge' }).last();
  const failAgain = async (failures: string) => {
    happen(world, scenario.id);
    pass(0.7);
    await card.getByText(failures, { exact: true }).waitFor();
  };
  await failAgain('1 failure');
  await picture(page, card, 'alert-opened');
  pass(7);
  await failAgain('2 failures');
  pass(4);
  await failAgain('3 failures');
  await picture(page, card, 'alert-counted-up');
  await card.getByRole('button', { name: 'Acknowledge' }).click();
  await card.getByText('looks at it').waitFor();
  await card.getByText('1 reply').waitFor();
  await picture(page, card, 'alert-acknowledged');
  pass(14);
  mend(world, scenario);
  pass(2);
  await card.getByText('Fixed').first().waitFor();
  await card.getByText('2 replies').waitFor();
  await picture(page, card, 'alert-resolved');
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
