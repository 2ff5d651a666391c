import type { FixSteps } from '../../model/fix';
import { type CountedGroup, groupOf, pluralOf } from '../../model/project-quota';
import type { WorkloadKind } from '../../model/subject';
import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { smallerSize } from '../../remedy/sizes';
import { isBuild, setWorkload, step, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

/** What is counted, as the steps name one that nobody needs any more. */
const superfluous: Readonly<Record<CountedGroup, string>> = {
  buildrun: 'OLD_BUILD_RUN',
  build: 'OLD_BUILD',
  jobrun: 'OLD_JOB_RUN',
  job: 'OLD_JOB',
  revision: 'OLD_REVISION',
  app: 'OLD_APP',
  function: 'OLD_FUNCTION',
  configmap: 'OLD_CONFIGMAP',
  secret: 'OLD_SECRET',
};

/** Which quota it is most likely to be, when the evidence does not name it. */
const usualGroup: Readonly<Record<WorkloadKind, CountedGroup>> = {
  build: 'buildrun',
  buildrun: 'buildrun',
  job: 'jobrun',
  jobrun: 'jobrun',
  app: 'revision',
  function: 'function',
};

/** Runs that are named for deletion: enough to go on, and few enough to read. */
const MOST_DELETED = 5;

export default defineCause({
  id: 'project-quota-exceeded',
  title: 'A quota of the project is reached',
  stage: 'run',
  traits: {
    breaks: 'project-quota',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    keepsFromStarting: true,
    passes: true,
    beforePod: true,
  },
  meaning:
    'The project may not hold more of these resources, or its CPU and memory are used up, so nothing new can start.',
  shows:
    '`exceeded quota: …`, counts at their limits (40 apps, 120 revisions, 100 jobs, 100 job runs, 100 builds).',
  follows: [from('quota', 'quota'), from('quota')],
  proof: 'The project’s resource quota shows used equal to hard.',
  fix: (facts) => [
    // What is used up has been told, where it is known.
    ...(facts.captured.resource
      ? []
      : [
          step(
            'See the quotas of the project and what is used.',
            ce('project get', { name: facts.project ?? 'PROJECT_NAME' }),
          ),
        ]),
    ...makeRoom(facts),
    tryAgain(facts),
  ],
  doc: codeEngineDoc('limits'),
  docOf: ({ kind }) => codeEngineDoc(isJob(kind) ? 'ts-jobrun-notstart' : 'limits'),
  cases: ['B-25', 'A-6', 'J-10'],
});

/** List what is counted, and delete what nobody needs; of CPU, memory and instances: take less. */
function makeRoom(facts: RemedyFacts): FixSteps {
  const { resource } = facts.captured;
  const group = resource === undefined ? usualGroup[facts.kind ?? 'app'] : groupOf(resource);
  if (group === undefined) return takeLess(facts);
  const finished = (group === 'buildrun' || group === 'jobrun') && facts.finishedRuns?.[group];
  if (finished && finished.length > 0) {
    const oldest = finished.slice(0, MOST_DELETED);
    return [
      step(
        `Delete ${pluralOf(group)} that have ended, the oldest first (${finished.length} in all).`,
        // Without --force each one asks, and would take the next line for the answer.
        ...oldest.map((name) => ce(`${group} delete`, { name, force: true })),
      ),
    ];
  }
  return [
    step(
      `See the ${pluralOf(group)} of the project by their age.`,
      ce(`${group} list`, { 'sort-by': 'age' }),
    ),
    step(
      'Delete what has ended or nobody needs, the oldest first; it cannot be undone.',
      ce(`${group} delete`, { name: superfluous[group] }),
    ),
  ];
}

function takeLess(facts: RemedyFacts): FixSteps {
  const smaller = isBuild(facts) ? undefined : smallerSize(facts);
  return [
    step('See which apps run without need.', ce('app list', {})),
    step('Let them end when nobody calls them.', ce('app update', { name: 'OTHER_APP', 'min-scale': 0 })),
    ...(smaller ? [setWorkload(facts, 'Or ask for less here.', { ...smaller })] : []),
  ];
}
