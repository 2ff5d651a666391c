import type { LabCase, Tool } from '../case';

type Fault = readonly [name: string, cause: LabCase['cause'], url: string, shows: RegExp];

/** What curl and wget are shown in a build step that downloads. */
const faults: readonly Fault[] = [
  ['404', 'remote-download-failed', 'https://missing.example.com/releases/tool-1.2.tar.gz', /404/],
  ['403', 'remote-download-failed', 'https://forbidden.example.com/tool.tar.gz', /403/],
  ['429', 'remote-download-failed', 'https://busy.example.com/tool.tar.gz', /429/],
  ['503', 'remote-download-failed', 'https://down.example.com/tool.tar.gz', /503/],
];

const fetcher = (name: string, command: string, more: readonly LabCase[]): Tool => ({
  name,
  needs: name,
  version: `${name} --version`,
  cases: [
    ...faults.map(
      ([fault, cause, url, shows]): LabCase => ({ name: fault, cause, shows, run: `${command} ${url}` }),
    ),
    ...more,
  ],
});

export const fetchers: readonly Tool[] = [
  fetcher('curl', 'curl -fSLO', [
    {
      name: 'usage',
      cause: 'build-command-usage-error',
      shows: /option/,
      run: 'curl --fial https://npm.example.com/',
    },
    {
      name: 'well',
      cause: 'healthy-no-problem',
      shows: /100/,
      run: 'curl -fSL -o tool.tgz https://npm.example.com/error-boundary/-/error-boundary-3.1.0.tgz',
    },
    {
      name: 'retries-then-well',
      cause: 'healthy-no-problem',
      also: ['unknown'],
      shows: /tool/,
      run: 'curl -fsS --retry 2 -o tool.tgz https://npm.example.com/tiny-pad/-/tiny-pad-1.0.0.tgz && ls -l tool.tgz',
    },
  ]),
  fetcher('wget', 'wget --tries=1 -nv', [
    {
      name: 'usage',
      cause: 'build-command-usage-error',
      shows: /option/,
      run: 'wget --outptu=x https://npm.example.com/',
    },
    {
      name: 'well',
      cause: 'healthy-no-problem',
      shows: /saved/,
      run: 'wget https://npm.example.com/error-boundary/-/error-boundary-3.1.0.tgz',
    },
  ]),
];
