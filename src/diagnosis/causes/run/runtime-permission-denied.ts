import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

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
    step(
      `Give the user of the image the right to ${facts.captured.file ?? 'the named path'} in the Dockerfile (COPY --chown, RUN chown), or write to /tmp.`,
    ),
    step('Listen on a port above 1024.'),
    ...buildAndDeploy(facts),
    workloadLogs(facts, 'See in the log that it starts.'),
  ],
  doc: codeEngineDoc('dockerfile'),
});
