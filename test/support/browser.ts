/** A real Chromium: Debian's when it is installed, else the one of a package. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a Chromium that starts on this machine; undefined when there is none. */
export function findChromium(): string | undefined {
  // The shell is the same browser without its window, and opens a page in half the time.
  const debian = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);
  if (debian) return debian;
  const unpack =
    "import('@sparticuz/chromium').then(async (it) => process.stdout.write(await it.default.executablePath()))";
  const path = spawnSync(process.execPath, ['-e', unpack], { encoding: 'utf8', timeout: 60_000 }).stdout;
  if (!path) return undefined;
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0 ? path : undefined;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, timeout: 20_000 });
}
