import type { WorkloadKind } from '../../model/subject';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, setWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

export default defineCause({
  id: 'run-as-root-forbidden',
  title: 'The image runs as root, and that is not allowed',
  stage: 'run',
  meaning:
    'The pod must not run as root. The image runs as root, or names its user by a name that cannot be checked.',
  shows: '`container has runAsNonRoot and image will run as root`.',
  patterns: words(
    93,
    /\brunAsNonRoot\b.{0,200}/,
    /\bimage will run as root\b|\bhas non-numeric user\b/i,
    /\bcannot verify user is non-root\b/i,
    /\b(?:root user|running as root|run as root|UID 0)\b.{0,80}(?:not allowed|forbidden|not permitted|denied|must not|refus)/i,
    /\bviolates PodSecurity\b.{0,600}(?:root|runAs)/i,
    /\brunAsUser: Invalid value\b|\bunable to validate against any (?:pod )?security (?:policy|context constraint)\b/i,
  ),
  proof: 'The container’s waiting message; the image’s configuration names the user.',
  fix: (facts) => [
    step('Add a numeric user to the Dockerfile: USER 1001.'),
    ...buildAndDeploy(facts),
    // Only apps can name their user.
    ...(isJob(facts.kind) ? [] : [setWorkload(facts, 'Or choose the user in the app.', { user: 1001 })]),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
