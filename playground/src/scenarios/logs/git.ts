import { instant } from '../../world';

/** `2026/05/04 09:39:08`, as Shipwright's git step stamps its lines. */
const stamp = (at: number): string => instant(at).slice(0, 19).replaceAll('-', '/').replace('T', ' ');

export interface Checkout {
  readonly url: string;
  readonly revision?: string;
  readonly at: number;
}

function beginning({ url, revision = 'main', at }: Checkout): string[] {
  const now = stamp(at);
  return [
    `${now} Info: ssh (/usr/bin/ssh): OpenSSH_9.9p1, OpenSSL 3.2.4 11 Feb 2025`,
    `${now} Info: git (/usr/bin/git): git version 2.47.3`,
    `${now} Info: git-lfs (/usr/bin/git-lfs): git-lfs/3.6.1 (GitHub; linux amd64; go 1.24.4)`,
    `${now} /usr/bin/git clone -h`,
    `${now} /usr/bin/git submodule -h`,
    `${now} ${cloneCommand(url, revision)}`,
  ];
}

const cloneCommand = (url: string, revision: string): string =>
  `/usr/bin/git clone --quiet --no-tags --branch ${revision} --depth 1 --single-branch -- ${url} /workspace/source`;

/** The log of a checkout that worked. */
export function cloned(checkout: Checkout, sha: string): string {
  const later = stamp(checkout.at + 2_000);
  return [
    ...beginning(checkout),
    `${later} /usr/bin/git -C /workspace/source submodule update --init --recursive --depth 1`,
    `${later} /usr/bin/git -C /workspace/source rev-parse --verify HEAD`,
    `${later} Successfully loaded ${checkout.url} (${sha}) into /workspace/source`,
    '',
  ].join('\n');
}

/** The log of a checkout that failed: git's own words come inside a JSON line. */
export function notCloned(checkout: Checkout, output: string, exitCode = 128): string {
  const { url, revision = 'main', at } = checkout;
  const entry = {
    level: 'error',
    ts: (at + 1_400) / 1_000,
    logger: 'git',
    msg: 'git command failed',
    command: cloneCommand(url, revision),
    output,
    error: `${output} (exit code ${exitCode})`,
    stacktrace:
      'main.clone\n\t/workspace/cmd/git/main.go:301\nmain.runGitClone\n\t/workspace/cmd/git/main.go:153\nmain.Execute\n\t/workspace/cmd/git/main.go:136\nmain.main\n\t/workspace/cmd/git/main.go:107\nruntime.main\n\t/usr/lib/golang/src/runtime/proc.go:283',
  };
  return `${[...beginning(checkout), JSON.stringify(entry)].join('\n')}\n`;
}
