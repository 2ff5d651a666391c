/**
 * How long a newcomer waits: a fresh clone, `npm ci`, `npm start`, the page, and the first diagnosed failure in a real
 * browser. Prints each step; fails when what follows the install takes a minute or more.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, launchChromium } from '../test/support/browser';

const MOST_MS = 60_000;

async function main(): Promise<void> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium runs here: install Debian’s package chromium-headless-shell.');
  const folder = mkdtempSync(join(tmpdir(), 'ce-image-newcomer-'));
  const steps: [string, number][] = [];
  let from = performance.now();
  const step = (name: string) => {
    const now = performance.now();
    steps.push([name, now - from]);
    process.stdout.write(`${((now - from) / 1000).toFixed(1).padStart(6)} s  ${name}\n`);
    from = now;
  };
  let started: ChildProcess | undefined;
  try {
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${join(__dirname, '..')}`, folder]);
    step('git clone');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: folder });
    step('npm ci');
    const port = await freePort();
    started = spawn('npm', ['start', '--silent'], {
      cwd: folder,
      // Its own group, so that all of it can be ended.
      detached: true,
      env: newcomersEnvironment(port),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await printed(started, `http://localhost:${port}`, MOST_MS);
    step('npm start, until it says where the page is');
    const browser = await launchChromium(chromium);
    try {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}`);
      const composer = page.getByRole('combobox', { name: 'Message' });
      await composer.waitFor();
      step('the page');
      await composer.fill('/ce-image build shop-api');
      await composer.press('Enter');
      await page.getByText('How to fix it').first().waitFor();
      step('/ce-image build shop-api, until its cause and fix are there');
    } finally {
      await browser.close();
    }
    const total = steps.slice(2).reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
    process.stdout.write(`${(total / 1000).toFixed(1).padStart(6)} s  after the install\n`);
    if (total >= MOST_MS) throw new Error('A newcomer waits too long.');
  } finally {
    await end(started);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A newcomer has no accounts: what is set here for a real workspace is not the newcomer's. */
function newcomersEnvironment(port: number): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG } = process.env;
  return { PATH, HOME, LANG, PORT: String(port) };
}

/** Resolves when the process has printed this. @throws Error when it ends before, or takes longer than `mostMs` */
function printed(started: ChildProcess, text: string, mostMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`npm start has not said ${text} after ${mostMs / 1000} s`)),
      mostMs,
    );
    started.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (!said.includes(text)) return;
      clearTimeout(late);
      resolve();
    });
    started.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`npm start ended with code ${code}: ${said}`));
    });
  });
}

/** Ends the process with all that it started, and waits until it is gone. */
async function end(started: ChildProcess | undefined): Promise<void> {
  if (started?.pid === undefined || started.exitCode !== null || started.signalCode !== null) return;
  const gone = new Promise((resolve) => started.once('exit', resolve));
  process.kill(-started.pid, 'SIGTERM');
  await gone;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
