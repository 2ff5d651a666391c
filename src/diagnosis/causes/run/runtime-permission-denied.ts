import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { buildAndDeploy, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

function toPath({ refused, captured }: RemedyFacts): FixSteps {
  if (refused?.port !== undefined) return [];
  const path = refused?.path ?? captured.file ?? 'the named path';
  return [
    step(
      `Give the user of the image the right to ${path} in the Dockerfile (COPY --chown, RUN chown), or write to /tmp.`,
    ),
  ];
}

function toPort({ refused }: RemedyFacts): FixSteps {
  if (refused?.path !== undefined) return [];
  const instead = refused?.port === undefined ? '' : ` instead of ${refused.port}`;
  return [step(`Listen on a port above 1024${instead}.`)];
}

export default defineCause({
  id: 'runtime-permission-denied',
  title: 'The program is not allowed to read, write or open what it needs',
  headline: ownWords,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The program runs as a user that has no right to a file, a folder, a volume or a low port that it needs, and ends.',
  shows: '`PermissionError: [Errno 13]`, `EACCES: permission denied, mkdir …`, `bind: permission denied`.',
  follows: [
    from('read-only', undefined, ['pull', 'run']),
    from('permission-denied', ['directory', 'file', 'port', 'volume', 'module', 'setting'], ['run', 'pull']),
    from('permission-denied', undefined, ['run', 'pull']),
  ],
  proof: 'The program names the path or port; the image’s user has no right to it.',
  ruleOut: ['a port below 1024 for a user that is not root', 'a volume that is mounted read-only'],
  fix: (facts) => [
    ...toPath(facts),
    ...toPort(facts),
    ...buildAndDeploy(facts),
    workloadLogs(facts, 'See in the log that it starts.'),
  ],
  doc: codeEngineDoc('dockerfile'),
});
