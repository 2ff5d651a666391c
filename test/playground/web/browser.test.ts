import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../support/browser';
import { type Playground, startPlayground } from '../../support/playground';

jest.setTimeout(60_000);
const chromium = findChromium();
const inChromium = chromium ? describe : describe.skip;

let playground: Playground;
let browser: Browser;
let contexts: BrowserContext[] = [];
/** What no page may ever do: write an error to its console, or ask anything but the playground. */
let troubles: string[] = [];

async function open(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
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
  await page.getByRole('heading', { name: '# shop' }).waitFor();
  return page;
}

const composer = (page: Page) => page.getByRole('combobox', { name: 'Message' });

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The newest message that holds this text. */
const message = (page: Page, text: string | RegExp) =>
  page.getByRole('article').filter({ hasText: text }).last();

/** Waits until this holds in the page, looking once a frame; the page's policy forbids Playwright's own way. */
async function until(page: Page, expression: string): Promise<void> {
  for (let frames = 0; frames < 600; frames += 1) {
    if (await page.evaluate(expression)) return;
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  throw new Error(`never: ${expression}`);
}

/** Waits until the composer holds this. */
const typed = (page: Page, text: string) =>
  until(page, `document.querySelector('main .composer textarea').value.startsWith(${JSON.stringify(text)})`);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const noDockerfile = 'There is no Dockerfile at this path';

inChromium('the playground in a real browser', () => {
  beforeAll(async () => {
    [playground, browser] = await Promise.all([startPlayground(), launchChromium(chromium as string)]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });
  beforeEach(() => {
    troubles = [];
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    playground.slack.state.reset();
    expect(troubles).toEqual([]);
  });

  test('the tour shows the main job in six steps', async () => {
    const page = await open('/?tour');
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByText('Step 1 of 6').waitFor();
    await tour.getByRole('button', { name: 'Type the command' }).click();
    await typed(page, '/ce-image build shop-api');
    await tour.getByRole('button', { name: 'Ask', exact: true }).click();
    await message(page, noDockerfile).waitFor();
    await tour.getByText('Step 3 of 6').waitFor();
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('button', { name: 'Show log' }).click();
    await page.getByRole('dialog', { name: 'Log' }).getByText('step-build-and-push').waitFor();
    await page.keyboard.press('Escape');
    await tour.getByRole('button', { name: 'List what fails' }).click();
    await message(page, 'need attention in project shop').waitFor();
    await tour.getByText('Step 6 of 6').waitFor();
    await tour.getByRole('button', { name: 'Paste an error' }).click();
    await page.getByRole('complementary', { name: 'Thread' }).getByRole('article').nth(1).waitFor();
    await tour.waitFor({ state: 'detached' });
  });

  test('a slash command, with hints, answered in the channel', async () => {
    const page = await open();
    await composer(page).pressSequentially('/ce-image build sh');
    const hint = page.getByRole('option', { name: 'build shop-api' });
    await hint.waitFor();
    await composer(page).press('ArrowDown');
    await composer(page).press('Enter');
    await typed(page, '/ce-image build shop-api');
    await composer(page).press('Enter');
    await message(page, noDockerfile).waitFor();
    // What was typed comes back with the arrow key.
    await composer(page).press('ArrowUp');
    await typed(page, '/ce-image build shop-api');
  });

  test('a mention is answered in its thread, which opens', async () => {
    const page = await open();
    await say(page, '@ce-image build shop-api');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('article').filter({ hasText: noDockerfile }).waitFor();
    await button(page, 'Close thread').click();
    await button(page, '1 reply').click();
    await thread.getByText(noDockerfile).first().waitFor();
  });

  test('a direct message explains what was pasted', async () => {
    const page = await open();
    await button(page, 'ce-image').click();
    await say(page, 'Failed to pull image "de.icr.io/a/b:1": unauthorized: authentication required');
    await page
      .getByRole('complementary', { name: 'Thread' })
      .getByRole('article')
      .filter({ hasText: 'How to fix it' })
      .waitFor();
  });

  test('what is shown to one person only is not shown to another', async () => {
    const [ada, ben] = await Promise.all([open('/?as=U0ADA'), open('/?as=U0BEN')]);
    await say(ada, '/ce-image biuld shop-api');
    await message(ada, 'Only visible to you').getByText('Did you mean').waitFor();
    await say(ada, 'did you see that?');
    await message(ben, 'did you see that?').waitFor();
    expect(await ben.getByText('Did you mean').count()).toBe(0);
    await button(ada, 'Yes, do that').click();
    await message(ada, noDockerfile).waitFor();
  });

  test('an alert arrives live, its buttons work, and both windows see it', async () => {
    const [ada, ben] = await Promise.all([open('/?as=U0ADA'), open('/?as=U0BEN')]);
    await say(ada, '/ce-image watch shop');
    await message(ada, 'already there').waitFor();
    await ada.getByRole('button', { name: /The Dockerfile is not where the build looks/ }).click();
    await button(ada, 'Happen again').click();
    await ada.getByRole('tab', { name: 'World' }).click();
    await button(ada, '×10').click();
    await button(ada, 'Acknowledge').waitFor();
    await message(ben, noDockerfile).getByRole('button', { name: 'Acknowledge' }).click();
    await message(ada, noDockerfile).getByText('@ben').first().waitFor();
    await button(ada, 'Real time').click();
    // A button that asks first.
    await message(ada, noDockerfile).getByRole('button', { name: 'Re-run build' }).click();
    const dialog = ada.getByRole('dialog');
    await dialog
      .getByRole('button', { name: 'Cancel' })
      .or(dialog.getByRole('button', { name: 'No' }))
      .first()
      .click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('a modal with inputs: what is wrong is said at the input, and what is right is done', async () => {
    const page = await open();
    await say(page, '/ce-image watch');
    const modal = page.getByRole('dialog', { name: 'Watch a project' });
    const watch = modal.getByRole('button', { name: 'Watch', exact: true });
    await modal.getByLabel('Failures in a row').fill('0');
    await watch.click();
    await modal.getByRole('alert').getByText('Must be at least 1.').waitFor();
    await modal.getByLabel('Failures in a row').fill('2');
    await modal.getByLabel('Time zone').fill('Moon/Base');
    await watch.click();
    await modal.getByRole('alert').getByText('No such time zone').waitFor();
    await modal.getByLabel('Time zone').fill('Europe/Berlin');
    await modal.getByRole('button', { name: 'shop (eu-de)' }).click();
    await modal.getByRole('combobox', { name: 'Filter' }).fill('previews');
    await page.keyboard.press('Enter');
    await modal.getByRole('button', { name: 'shop-previews (eu-de)' }).waitFor();
    await watch.click();
    await modal.waitFor({ state: 'detached' });
    await message(page, 'Watching project shop-previews').waitFor();
  });

  test('keyboard only: ask, open the log, close it, choose another channel', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('ce-image build shop-api');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await message(page, noDockerfile).waitFor();
    await tabTo(page, 'Show log', 'Shift+Tab');
    await page.keyboard.press('Enter');
    const modal = page.getByRole('dialog', { name: 'Log' });
    await modal.getByText('step-build-and-push').waitFor();
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Show log');
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('heading', { name: '# general' }).waitFor();
    await tabTo(page, 'shop', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await message(page, noDockerfile).waitFor();
  });

  test.each([320, 480, 768, 1024, 1280, 1600])('%i pixels wide: everything is in reach', async (width) => {
    const page = await open('/', { viewport: { width, height: 800 } });
    await say(page, '/ce-image build shop-api');
    const card = message(page, noDockerfile);
    await card.waitFor();
    await card.getByRole('button', { name: 'Check again' }).scrollIntoViewIfNeeded();
    const wider = await page.evaluate(
      `[document.documentElement, ...document.querySelectorAll('.messages, .blocks, main')]
        .filter((each) => each.scrollWidth > each.clientWidth + 1)
        .map((each) => each.className)`,
    );
    expect(wider).toEqual([]);
    if (width <= 1100) await page.getByRole('button', { name: 'Cases and simulation' }).click();
    await page.getByRole('searchbox', { name: 'Filter cases' }).fill('memory size');
    await page.getByRole('button', { name: /^B-11/ }).click();
    await button(page, 'To composer').click();
    await typed(page, '/ce-image build ');
    if (width <= 700) await page.getByRole('button', { name: 'Channels' }).click();
    await button(page, 'general').click();
    await page.getByRole('heading', { name: '# general' }).waitFor();
  });

  test.each(['light', 'dark'] as const)('no serious finding of axe, %s', async (colorScheme) => {
    const page = await open('/', { colorScheme });
    await say(page, '/ce-image build shop-api');
    await message(page, noDockerfile).waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(colorScheme);
    expect(await seriousFindings(page)).toEqual([]);
    await button(page, 'Show log').click();
    await page.getByRole('dialog').getByText('step-build-and-push').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'World' }).click();
    await composer(page).fill('/ce');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('the JSON of a message, with its size, can be copied', async () => {
    const page = await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await say(page, '/ce-image help');
    await message(page, 'How to ask').hover();
    await message(page, 'How to ask').getByRole('button', { name: 'Show JSON' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Blocks: \d+ of 50$/).waitFor();
    await dialog.getByText(/^Characters: [\d,]+ of 12,000$/).waitFor();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()')) as {
      blocks: unknown;
    };
    expect(copied.blocks).toHaveLength(playground.slack.state.messages.at(-1)?.blocks.length ?? -1);
  });

  test('what people and logs say is text, never markup', async () => {
    const page = await open();
    const nasty = '<img src=x onerror=alert(1)><script>alert(2)</script> <javascript:alert(3)|click>';
    await say(page, nasty);
    await message(page, nasty).waitFor();
    await say(page, `/ce-image explain ${nasty} *bold* <!channel> <https://evil.example|ok>`);
    await say(page, `/ce-image build "${nasty}"`);
    await page.getByRole('article', { name: 'Message of ce-image' }).nth(1).waitFor();
    playground.slack.state.say({
      channel: 'C0SHOP',
      user: 'U0CEIMAGE',
      byBot: true,
      text: '',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*a* <javascript:alert(4)|run> ${nasty}` } },
        { type: 'header', text: { type: 'plain_text', text: '<b onclick=alert(5)>header</b>' } },
        { type: 'markdown', text: '[x](javascript:alert(6)) <script>alert(7)</script>' },
        { type: 'image', image_url: 'https://evil.example/pixel.png', alt_text: 'a picture' },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'link', url: 'javascript:alert(8)', text: 'link' },
                { type: 'text', text: '<i>text</i>' },
              ],
            },
          ],
        },
        { type: 'unheard_of', text: 'x' },
      ],
    });
    await message(page, '<b onclick=alert(5)>header</b>').waitFor();
    expect(await page.locator('.messages script, .messages [onerror], .messages [onclick]').count()).toBe(0);
    expect(await page.locator('.messages img:not(.avatar)').count()).toBe(0);
    expect(await page.locator('a[href^="javascript" i]').count()).toBe(0);
  });

  test('text that Slack would not take is refused with the reason, and kept', async () => {
    const page = await open();
    await composer(page).fill('x'.repeat(40_001));
    troubles = [];
    await composer(page).press('Enter');
    await page.getByText('The text has 40001 characters; Slack takes 40000.').waitFor();
    expect((await composer(page).inputValue()).length).toBe(40_001);
    // The browser itself reports the refusal.
    expect(troubles.splice(0)).toEqual([expect.stringContaining('400')]);
  });

  test('two windows press the same button: one card, no error', async () => {
    const [one, two] = await Promise.all([open('/?as=U0ADA'), open('/?as=U0BEN')]);
    await say(one, '/ce-image build shop-api');
    await Promise.all([message(one, noDockerfile).waitFor(), message(two, noDockerfile).waitFor()]);
    await Promise.all([button(one, 'Check again').click(), button(two, 'Check again').click()]);
    await Promise.all([message(one, noDockerfile).waitFor(), message(two, noDockerfile).waitFor()]);
    for (const page of [one, two]) {
      expect(await page.getByRole('article').count()).toBe(1);
      expect(await page.getByText('did not accept this').count()).toBe(0);
    }
  });

  test('a bot that is gone is said to be gone, and works again when it is back', async () => {
    const page = await open();
    await playground.stopBot();
    await page.getByText('ce-image is not running').waitFor();
    await say(page, '/ce-image help');
    await page.getByText('ce-image does not answer. Is it running?').waitFor();
    await typed(page, '/ce-image help');
    await playground.startBot();
    await page.getByText('ce-image is not running').waitFor({ state: 'detached' });
    await composer(page).press('Escape');
    await composer(page).press('Enter');
    await message(page, 'How to ask').waitFor();
  });

  test('a playground that is gone is said to be gone, and the page comes back by itself', async () => {
    const page = await open();
    await playground.stopPage();
    await page.getByText('The playground does not answer').waitFor();
    await say(page, 'is anybody there?');
    await typed(page, 'is anybody there?');
    await playground.startPage();
    await page
      .getByText('The playground does not answer. Start it again with')
      .waitFor({ state: 'detached' });
    await composer(page).press('Enter');
    await message(page, 'is anybody there?').waitFor();
    // The browser itself reports the lost connection.
    expect(troubles.splice(0)).not.toEqual([]);
  });

  test('a fault and the speed of time are the same in every window; a reset takes them back', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    for (const page of [one, two]) await page.getByRole('tab', { name: 'World' }).click();
    const fault = (page: Page) => page.getByRole('checkbox', { name: 'The API answers 503' });
    await fault(one).check();
    await button(two, '×60').click();
    await two.getByRole('checkbox', { name: 'The API answers 503', checked: true }).waitFor();
    await one.getByRole('button', { name: '×60', pressed: true }).waitFor();
    await say(one, '/ce-image app storefront --project shop-prod');
    await message(two, 'Could not look').waitFor();
    await button(two, 'Reset the playground').click();
    await button(two, 'Yes, reset everything').click();
    await one.getByRole('checkbox', { name: 'The API answers 503', checked: false }).waitFor();
    await one.getByText('Why did my image fail?').waitFor();
    await one.getByRole('button', { name: 'Real time', pressed: true }).waitFor();
  });

  test('what comes in elsewhere is counted, also in the title', async () => {
    const page = await open();
    playground.slack.state.say({ channel: 'C0GENERAL', user: 'U0BEN', byBot: false, text: 'hi', blocks: [] });
    await until(page, "document.title.startsWith('(1) ')");
    await page.getByRole('button', { name: /general/ }).click();
    await message(page, 'hi').waitFor();
    await until(page, "!document.title.startsWith('(')");
  });
});

/** Presses a key until the element with this name has the focus. */
async function tabTo(page: Page, name: string, key: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${name} cannot be reached with ${key}`);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.lastChild?.textContent ?? '';
    return element?.matches('button, a, select') ? label : '';
  })()`);
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
