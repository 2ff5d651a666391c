/**
 * How many lines a card takes that somebody asked for, as Chromium draws it in a window of 700 px: every scenario and every
 * text. Prints each, the median and the most; exits with 1 when they are above what is allowed.
 */
import { explainExamples, scenarios } from '../playground/src/scenarios';
import { findChromium, launchChromium } from '../test/support/browser';
import { startPlayground } from '../test/support/playground';

/** What is allowed, in lines. */
const most = { median: 25, any: 40 };
const WIDTH = 700;

/** Lines of text that are seen: boxes of text, and rows of buttons, whose middles differ in height. */
const countLines = `(() => {
  const card = [...document.querySelectorAll('article')].at(-1);
  const middles = [];
  const walk = document.createTreeWalker(card.querySelector('.blocks') ?? card, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.data.trim()) continue;
    if (!walk.currentNode.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) middles.push((box.top + box.bottom) / 2);
  }
  middles.sort((a, b) => a - b);
  return middles.filter((middle, at) => at === 0 || middle - middles[at - 1] > 6).length;
})()`;

async function main(): Promise<number> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium runs here: install Debian’s package chromium-headless-shell.');
  const playground = await startPlayground({ alerts: false });
  const browser = await launchChromium(chromium);
  try {
    const context = await browser.newContext({ viewport: { width: WIDTH, height: 1200 } });
    const page = await context.newPage();
    await page.goto(`${playground.url}/`);
    const composer = page.getByRole('combobox', { name: 'Message' });
    await composer.waitFor();
    const asked = [
      ...scenarios.map(({ case: id, command }) => ({ id, text: `/ce-image ${command}` })),
      ...explainExamples.map(({ case: id, text }) => ({ id, text: `/ce-image explain ${text}` })),
    ];
    const rows: { readonly id: string; readonly text: string; readonly lines: number }[] = [];
    for (const { id, text } of asked) {
      const before = await page.getByRole('article').count();
      await composer.fill(text);
      await composer.press('Enter');
      await page.getByRole('article').nth(before).waitFor();
      await page
        .getByRole('article')
        .last()
        .getByText(/^(?:Checked|Explained) /)
        .first()
        .waitFor({ timeout: 90_000 })
        .catch(async () => {
          throw new Error(
            `${text}: no card came, but: ${await page.getByRole('article').last().textContent()}`,
          );
        });
      rows.push({ id, text, lines: await page.evaluate<number>(countLines) });
    }
    rows.sort((a, b) => b.lines - a.lines);
    for (const { id, text, lines } of rows) {
      process.stdout.write(
        `${String(lines).padStart(3)}  ${id.padEnd(5)} ${text.split('\n', 1)[0]?.slice(0, 80)}\n`,
      );
    }
    const median = rows[Math.floor(rows.length / 2)]?.lines ?? 0;
    const longest = rows[0]?.lines ?? 0;
    process.stdout.write(
      `\n${rows.length} cards at ${WIDTH} px: median ${median} lines, at most ${longest}\n`,
    );
    return median <= most.median && longest <= most.any ? 0 : 1;
  } finally {
    await browser.close();
    await playground.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
