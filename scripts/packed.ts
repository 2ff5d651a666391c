/**
 * What `npm pack` makes runs by itself: packs it, runs it with `npx` in an empty folder as a stranger would, and looks at the
 * answer and the exit code. Needs the npm registry for the dependencies. Exits with 1 when something is not as it should be.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitWith } from './exit-with';

const log = 'ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory\n';

/** What a stranger types behind the package, what is piped in, and what must come of it. */
const runs: readonly {
  readonly words: readonly string[];
  readonly input?: string;
  readonly code: number;
  readonly says: RegExp;
}[] = [
  { words: ['why', 'text'], input: log, code: 1, says: /There is no Dockerfile/ },
  { words: ['why', 'text', '--json'], input: log, code: 1, says: /"cause": "dockerfile-not-found"/ },
  { words: ['why', 'build', 'shop-api'], code: 3, says: /There is no login/ },
  { words: ['doctor', '--help'], code: 0, says: /usage: ce-image doctor/ },
  { words: ['replay', 'no-such-file.yaml'], code: 3, says: /no-such-file\.yaml/ },
];

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ce-image-packed-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: join(__dirname, '..') });
    const [file] = readdirSync(folder);
    const { IBMCLOUD_API_KEY: _, IBMCLOUD_TRUSTED_PROFILE_ID: __, ...env } = process.env;
    const wrong = runs.filter(({ words, input, code, says }) => {
      const ran = spawnSync('npx', ['--yes', `./${file}`, ...words], {
        cwd: folder,
        encoding: 'utf8',
        input: input ?? '',
        env: { ...env, IBMCLOUD_HOME: folder },
      });
      const said = ran.stdout + ran.stderr;
      const right = ran.status === code && says.test(said);
      process.stdout.write(
        `${right ? '✓' : '✗'} npx ./${file} ${words.join(' ')}: exit code ${ran.status}\n`,
      );
      if (!right) process.stdout.write(said);
      return !right;
    });
    return wrong.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

exitWith(main);
