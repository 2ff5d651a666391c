import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { blockViolations } from '../../../playground/src/slack/block-kit';
import { messages } from '../../support/every-block';
import { button, composer, inChromium, message, say, typed, until } from '../../support/pages';

jest.setTimeout(60_000);

const noDockerfile = 'There is no Dockerfile at this path';

// Without alerts, whose database takes seconds to open, the bot is back at once.
inChromium('the page of the playground', { alerts: false }, (pages) => {
  const post = (blocks: readonly Readonly<Record<string, unknown>>[]) =>
    pages.playground.slack.state.say({
      channel: 'C0SHOP',
      user: 'U0CEIMAGE',
      byBot: true,
      text: '',
      blocks: blocks as Record<string, unknown>[],
    });

  test('the first look says what this is, and one click asks', async () => {
    // Nobody has said anything there.
    const page = await pages.open('/?channel=C0GENERAL');
    await page.getByRole('heading', { name: 'Why did my image fail?' }).waitFor();
    await page.getByRole('button', { name: 'Why did this build fail?' }).click();
    await message(page, noDockerfile).waitFor();
  });

  test('keyboard only: ask, open the log, close it, choose another channel', async () => {
    const page = await pages.open();
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
    const page = await pages.open('/', { viewport: { width, height: 800 } });
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

  test.each(['light', 'dark'] as const)('no finding of axe above minor, %s', async (colorScheme) => {
    const page = await pages.open('/', { colorScheme });
    await say(page, '/ce-image build shop-api');
    await message(page, noDockerfile).waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(colorScheme);
    expect(await findingsAboveMinor(page)).toEqual([]);
    await button(page, 'Show log').click();
    await page.getByRole('dialog').getByText('step-build-and-push').waitFor();
    expect(await findingsAboveMinor(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Simulation' }).click();
    await composer(page).fill('/ce');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    expect(await findingsAboveMinor(page)).toEqual([]);
    await composer(page).fill('');
    for (const blocks of messages) post(blocks);
    await button(page, 'More actions').click();
    await page.getByRole('listbox').waitFor();
    expect(await findingsAboveMinor(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // A menu that has nothing to choose yet.
    await button(page, 'Choose a project').click();
    await page.getByText('Type 1 character or more').waitFor();
    expect(await findingsAboveMinor(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // The system changes while the page is open.
    const other = colorScheme === 'dark' ? 'light' : 'dark';
    await page.emulateMedia({ colorScheme: other });
    await until(page, `document.documentElement.dataset.theme === '${other}'`);
    expect(await findingsAboveMinor(page)).toEqual([]);
  });

  test('who chooses dark keeps it, also after the page is loaded anew', async () => {
    const page = await pages.open('/', { colorScheme: 'light' });
    const theme = () => page.evaluate('document.documentElement.dataset.theme');
    await button(page, 'Dark').click();
    expect(await theme()).toBe('dark');
    await page.reload();
    await button(page, 'Light').waitFor();
    expect(await theme()).toBe('dark');
  });

  test('the JSON of a message, with its size, can be copied', async () => {
    const page = await pages.open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
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
    expect(copied.blocks).toHaveLength(pages.playground.slack.state.messages.at(-1)?.blocks.length ?? -1);
  });

  test('every block is drawn, and none is unknown', async () => {
    const page = await pages.open();
    for (const blocks of messages) {
      expect(blockViolations(blocks, 'message')).toEqual([]);
      post(blocks);
    }
    const first = message(page, 'A header');
    const drawn = {
      header: first.getByRole('heading', { name: 'A header' }),
      section: first.locator('b', { hasText: 'bold' }).first(),
      accessory: button(first, 'Choose one'),
      fields: first.getByText('Field').nth(1),
      context: first.getByText('a context'),
      divider: first.getByRole('separator').first(),
      confirming: button(first, 'Danger'),
      link: first.getByRole('link', { name: /^Elsewhere/ }),
      overflow: button(first, 'More actions'),
      richText: first.locator('s', { hasText: 'struck' }).nth(1),
      mention: first.getByText('#general'),
      emoji: first.getByText('🎉'),
      list: first.getByRole('listitem').filter({ hasText: 'the third' }),
      quote: first.getByRole('blockquote').filter({ hasText: 'said before' }),
      preformatted: first.getByText('$ ibmcloud ce build get'),
      markdown: first.getByText('A heading'),
      image: first.getByRole('figure').getByText('A picture'),
      container: first.getByText('inside the container'),
      card: button(first, 'Of the card'),
      carousel: first.getByText('Card 3'),
      plan: first.getByText('(in progress)'),
      taskCard: first.getByRole('link', { name: 'its source' }),
      table: first.getByRole('cell', { name: '12.5' }),
      feedback: button(first, 'Helpful'),
      iconButton: button(first, 'Remove'),
      dataTable: page.getByRole('rowheader', { name: 'run-5' }),
      video: page.getByRole('link', { name: 'A video' }),
      file: page.getByText('F-1'),
    };
    for (const [name, locator] of Object.entries(drawn)) {
      await locator
        .first()
        .waitFor()
        .catch(() => {
          throw new Error(`not drawn: ${name}`);
        });
    }
    expect(await page.getByText(/^An? (block|element) that is not known/).count()).toBe(0);
    expect(await button(first, 'For Ben only').count()).toBe(0);
    // What is folded opens, what is long goes on, what has pages turns them.
    expect(await first.getByText('inside the folded one').isVisible()).toBe(false);
    await first.getByText('Folded', { exact: true }).click();
    await first.getByText('inside the folded one').waitFor();
    await button(page, 'Next').click();
    await page.getByRole('rowheader', { name: 'run-7' }).waitFor();
    expect(await page.getByText('line 31').count()).toBe(0);
    await button(page, 'Show more').click();
    await page.getByText('line 40').waitFor();
  });

  test('the commands and shortcuts are one click away', async () => {
    const page = await pages.open();
    await button(page, 'Commands and shortcuts').click();
    await page.getByRole('option', { name: '/ce-image help' }).waitFor();
    await page.getByRole('option', { name: 'build NAME' }).click();
    await typed(page, '/ce-image build ');
  });

  test('a menu opens to where there is room for it', async () => {
    const page = await pages.open('/', { viewport: { width: 400, height: 600 } });
    const options = ['For 1 hour', 'Until tomorrow', 'Until it changes'].map((text) => ({
      text: { type: 'plain_text', text },
      value: text,
    }));
    const placeholder = { type: 'plain_text', text: 'Snooze' };
    const actions = {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'wide', text: { type: 'plain_text', text: 'A button before the menu' } },
        { type: 'static_select', action_id: 'snooze', placeholder, options },
      ],
    };
    post([
      ...Array.from({ length: 20 }, (_, line) => ({
        type: 'section',
        text: { type: 'plain_text', text: `line ${line}` },
      })),
      actions,
    ]);
    const within = async () => {
      const [list, room] = await Promise.all([
        page.getByRole('listbox', { name: 'Snooze' }).boundingBox(),
        page.locator('main .messages').boundingBox(),
      ]);
      if (!list || !room) throw new Error('not shown');
      return (
        list.x >= room.x &&
        list.y >= room.y &&
        list.x + list.width <= room.x + room.width &&
        list.y + list.height <= room.y + room.height
      );
    };
    await button(page, 'Snooze').click();
    await page.getByRole('option', { name: 'Until it changes' }).waitFor();
    expect(await within()).toBe(true);
  });

  test('what people and logs say is text, never markup', async () => {
    const page = await pages.open();
    const nasty = '<img src=x onerror=alert(1)><script>alert(2)</script> <javascript:alert(3)|click>';
    await say(page, nasty);
    await message(page, nasty).waitFor();
    await say(page, `/ce-image explain ${nasty} *bold* <!channel> <https://evil.example|ok>`);
    await page.getByRole('article', { name: 'Message of ce-image' }).first().waitFor();
    await say(page, `/ce-image build "${nasty}"`);
    await page.getByRole('article', { name: 'Message of ce-image' }).nth(1).waitFor();
    post([
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
    ]);
    await message(page, '<b onclick=alert(5)>header</b>').waitFor();
    expect(await page.locator('.messages script, .messages [onerror], .messages [onclick]').count()).toBe(0);
    expect(await page.locator('.messages img:not(.avatar)').count()).toBe(0);
    expect(await page.locator('a[href^="javascript" i]').count()).toBe(0);
  });

  test('text that Slack would not take is refused with the reason, and kept', async () => {
    const page = await pages.open();
    await composer(page).fill('x'.repeat(40_001));
    await composer(page).press('Enter');
    await page.getByText('The text has 40001 characters; Slack takes 40000.').waitFor();
    expect((await composer(page).inputValue()).length).toBe(40_001);
    // The browser itself reports the refusal.
    expect(pages.troubles.splice(0)).toEqual([expect.stringContaining('400')]);
  });

  test('a bot that is gone is said to be gone, and works again when it is back', async () => {
    const page = await pages.open();
    await pages.playground.stopBot();
    await page.getByText('ce-image is not running').waitFor();
    await say(page, '/ce-image help');
    await page.getByText('ce-image does not answer. Is it running?').waitFor();
    await typed(page, '/ce-image help');
    await pages.playground.startBot();
    await page.getByText('ce-image is not running').waitFor({ state: 'detached' });
    await composer(page).press('Escape');
    await composer(page).press('Enter');
    await message(page, 'How to ask').waitFor();
  });

  test('a playground that is gone is said to be gone, and the page comes back by itself', async () => {
    const page = await pages.open();
    await pages.playground.stopPage();
    await page.getByText('The playground does not answer').waitFor();
    await say(page, 'is anybody there?');
    await typed(page, 'is anybody there?');
    await pages.playground.startPage();
    await page
      .getByText('The playground does not answer. Start it again with')
      .waitFor({ state: 'detached' });
    await composer(page).press('Enter');
    await message(page, 'is anybody there?').waitFor();
    // The browser itself reports the lost connection.
    expect(pages.troubles.splice(0)).not.toEqual([]);
  });

  test('a fault and the speed of time are the same in every window; a reset takes them back', async () => {
    const [one, two] = await Promise.all([pages.open(), pages.open()]);
    for (const page of [one, two]) await page.getByRole('tab', { name: 'Simulation' }).click();
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

  test('the certificate of the registries expires on the wire, and is renewed', async () => {
    const page = await pages.open();
    const ask = '/ce-image image private.de.icr.io/shop/shop-web:5.7.2 --secret ce-auto-icr-private-eu-de';
    await say(page, ask);
    await message(page, 'can be used').waitFor();
    await withFault(page, /certificate has expired/, async () => {
      await say(page, ask);
      await message(page, 'The certificate has expired').getByText('✗ TLS').first().waitFor();
    });
    await message(page, 'The certificate has expired').getByRole('button', { name: 'Check again' }).click();
    await page.getByText('The certificate has expired').first().waitFor({ state: 'detached' });
  });

  test('events are forbidden: the card says so', async () => {
    const page = await pages.open();
    await withFault(page, 'Events are forbidden (403)', async () => {
      await say(page, '/ce-image build shop-api');
      await message(page, 'does not let ce-image read the system events').waitFor();
    });
  });

  test('Slack refuses posts for a while: the answer comes when it takes them again', async () => {
    const page = await pages.open();
    await withFault(page, 'Slack refuses posts (429)', async () => {
      const refused = pages.playground.slack.faults.next();
      await say(page, '/ce-image build shop-api');
      await refused;
    });
    await message(page, noDockerfile).waitFor();
  });

  test('what comes in elsewhere is counted, also in the title', async () => {
    const page = await pages.open();
    pages.playground.slack.state.say({
      channel: 'C0GENERAL',
      user: 'U0BEN',
      byBot: false,
      text: 'hi',
      blocks: [],
    });
    await until(page, "document.title.startsWith('(1) ')");
    // The notification leads there.
    await page.getByRole('button', { name: 'Ben Brandt in #general: hi' }).click();
    await message(page, 'hi').waitFor();
    await until(page, "!document.title.startsWith('(')");
  });
});

inChromium('the page of a playground that nobody has asked yet', { alerts: false }, (pages) => {
  // Later the tokens that are still good make do without IAM.
  test('IAM is down: the card says so', async () => {
    const page = await pages.open();
    await withFault(page, 'IAM is down', async () => {
      await say(page, '/ce-image build shop-api');
      await message(page, 'IBM Cloud IAM has a fault of its own').waitFor();
    });
  });
});

/** Does something while a fault is switched on. */
async function withFault(page: Page, name: string | RegExp, act: () => Promise<void>): Promise<void> {
  await page.getByRole('tab', { name: 'Simulation' }).click();
  const fault = page.getByRole('checkbox', { name });
  await fault.check();
  await act().finally(() => fault.uncheck());
}

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

async function findingsAboveMinor(page: Page): Promise<string[]> {
  // A colour that is still on its way to another has the contrast of neither.
  await until(page, `document.getAnimations().every(({ playState }) => playState !== 'running')`);
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact !== 'minor')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
