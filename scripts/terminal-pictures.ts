/**
 * Pictures of the command line: runs `why` and `doctor` against the playground as a person would, and draws what they
 * print, colours and all, in a real browser: docs/pictures/terminal-*.png.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type StandIns, startStandIns } from '../playground/src/index';
import { findChromium, launchChromium } from '../test/support/browser';

const folder = join(__dirname, '../docs/pictures');
const WIDTH = 96;

const runs = [
  { name: 'terminal-why', words: ['why', 'build', 'shop-api'], typed: 'npm run -s why -- build shop-api' },
  { name: 'terminal-doctor', words: ['doctor', '--ibm'], typed: 'npm run -s doctor -- --ibm' },
] as const;

async function main(): Promise<void> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium runs here: install Debian’s package chromium-headless-shell.');
  mkdirSync(folder, { recursive: true });
  const standIns = await startStandIns();
  const browser = await launchChromium(chromium);
  try {
    const page = await (
      await browser.newContext({ deviceScaleFactor: 2, viewport: { width: 1000, height: 800 } })
    ).newPage();
    for (const { name, words, typed } of runs) {
      await page.setContent(pageOf(typed, await print(words, standIns)));
      await page.locator('main').screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
    }
  } finally {
    await browser.close();
    await standIns.close();
  }
}

/** What a command prints. */
function print(words: readonly string[], { environment }: StandIns): Promise<string> {
  const args = [join(__dirname, '../dist/cli/main.js'), ...words, '--color', '--width', String(WIDTH)];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...environment, TERM: 'xterm-256color' },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      printed += piece;
    });
    child.once('error', reject).once('close', () => resolve(printed));
  });
}

/** Codes of ECMA-48, "select graphic rendition", that the command line uses: what each opens, or which it ends. */
const opens: Readonly<Record<string, string>> = {
  1: 'font-weight:600;color:#fff',
  2: 'color:#8d8d8d',
  3: 'font-style:italic',
  4: 'text-decoration:underline',
  9: 'text-decoration:line-through',
  31: 'color:#ff8389',
  32: 'color:#42be65',
  34: 'color:#78a9ff',
  36: 'color:#3ddbd9',
  90: 'color:#8d8d8d',
};
const ends: Readonly<Record<string, readonly string[]>> = {
  22: ['1', '2'],
  23: ['3'],
  24: ['4'],
  29: ['9'],
  39: ['31', '32', '34', '36', '90'],
};

const ESCAPE = '\u001b';
const links = new RegExp(`${ESCAPE}\\]8;;[^${ESCAPE}]*${ESCAPE}\\\\`, 'g');
const graphics = new RegExp(`(${ESCAPE}\\[\\d+m)`);

/** @throws Error for a code that is not drawn: the picture would lie */
function html(printed: string): string {
  let on: readonly string[] = [];
  return printed
    .replace(links, '')
    .split(graphics)
    .map((piece) => {
      const code = graphics.test(piece) ? /\d+/.exec(piece)?.[0] : undefined;
      if (code === undefined) {
        const text = piece.replace(/[&<>]/g, (each) => `&#${each.charCodeAt(0)};`);
        return on.length === 0 || text === ''
          ? text
          : `<span style="${on.map((each) => opens[each]).join(';')}">${text}</span>`;
      }
      if (code === '0') on = [];
      else if (opens[code]) on = [...on, code];
      else if (ends[code]) on = on.filter((each) => !ends[code]?.includes(each));
      else throw new Error(`the code ${code} is not drawn`);
      return '';
    })
    .join('');
}

const pageOf = (typed: string, printed: string) => `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: transparent; }
  main { display: inline-block; padding: 18px 22px 20px; background: #161616; border-radius: 10px; }
  pre { margin: 0; color: #e0e0e0; font: 13px/1.45 "IBM Plex Mono", "DejaVu Sans Mono", "Liberation Mono", "Noto Color Emoji", monospace; }
  .typed { color: #fff; margin-bottom: 12px; } .typed::before { content: "$ "; color: #42be65; }
</style><main><pre class="typed">${typed}</pre><pre>${html(printed).trimEnd()}</pre></main>`;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
