import type { Superfluous } from '../../model/evidence';
import type { FixSteps } from '../../model/fix';
import { type CountedGroup, groupOf, pluralOf } from '../../model/project-quota';
import type { WorkloadKind } from '../../model/subject';
import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { isTargeted, type RemedyFacts } from '../../remedy/facts';
import { buildMemory, smallerBuildSize, smallerSize } from '../../remedy/sizes';
import {
  destructiveStep,
  isBuild,
  isJob,
  personStep,
  setBuild,
  setWorkload,
  step,
  tryAgain,
} from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { caseWords, ownWords } from '../shared/headline';

/** Which quota it is most likely to be, when the evidence does not name it. */
const usualGroup: Readonly<Record<WorkloadKind, CountedGroup>> = {
  build: 'buildrun',
  buildrun: 'buildrun',
  job: 'jobrun',
  jobrun: 'jobrun',
  app: 'revision',
  function: 'function',
  fleet: 'fleet',
};

/** What is named for deletion: enough to go on, and few enough to read. */
const MOST_DELETED = 5;

export default defineCause({
  id: 'project-quota-exceeded',
  title: 'A quota of the project is reached',
  headline: (facts) => caseWords(facts) ?? ownWords(facts),
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
    'The project cannot hold more of these resources, or its CPU and memory are used up, so nothing new can start.',
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
  docOf: (facts) => codeEngineDoc(isJob(facts) ? 'ts-jobrun-notstart' : 'limits'),
  cases: ['B-25', 'A-6', 'J-10'],
});

/** Delete what nobody needs, by name; of CPU, memory and instances: take less. */
function makeRoom(facts: RemedyFacts): FixSteps {
  const { resource } = facts.captured;
  const group = resource === undefined ? usualGroup[facts.kind ?? 'app'] : groupOf(resource);
  if (group === undefined) return takeLess(facts);
  const old = isListed(group) && isTargeted(facts) ? (facts.superfluous?.[group] ?? []) : [];
  if (old.length === 0) {
    return [
      // What is to go is for people to say: no command deletes what nobody has named.
      personStep(
        `Choose from the ${pluralOf(group)} of the project, here by their age, what nobody needs, and delete it.`,
        ce(`${group} list`, { 'sort-by': 'age' }),
      ),
    ];
  }
  const oldest = old.slice(0, MOST_DELETED);
  return [
    destructiveStep(
      `Delete ${pluralOf(group)} that nobody needs, the oldest first: the project has as many as it is allowed to have.`,
      {
        removes: `${removed(oldest.length, old.length, group)}${group === 'revision' ? '' : `, with ${old.length === 1 ? 'its log' : 'their logs'}`}, for good`,
        keeps: kept[group as ListedGroup],
      },
      // Without --force each one asks, and would take the next line for the answer.
      ...oldest.map((name) => ce(`${group} delete`, { name, force: true })),
    ),
  ];
}

/** `5 of 94 job runs`, `1 build run`. */
function removed(some: number, all: number, group: CountedGroup): string {
  if (all === 1) return `1 ${pluralOf(group).replace(/s$/, '')}`;
  return some === all ? `all ${all} of these` : `${some} of ${all}`;
}

type ListedGroup = keyof Superfluous;

const isListed = (group: CountedGroup): group is ListedGroup =>
  group === 'buildrun' || group === 'jobrun' || group === 'revision';

const kept: Readonly<Record<ListedGroup, string>> = {
  buildrun:
    'the images that they made, the newest run of each build, and failures that no later run has made good',
  jobrun: 'the jobs, the newest run of each, and failures that no later run has made good',
  revision: 'the newest revision of each app and the one that serves',
};

/** What still fits takes less; or others do. */
function takeLess(facts: RemedyFacts): FixSteps {
  return [
    ...askForLess(facts),
    personStep(
      'Or make room: of the apps that run without need let those end that nobody calls.',
      ce('app list', {}),
      ce('app update', { name: 'OTHER_APP', 'min-scale': 0 }),
    ),
  ];
}

function askForLess(facts: RemedyFacts): FixSteps {
  if (isBuild(facts)) {
    const size = smallerBuildSize(facts.strategySize);
    return size === undefined
      ? []
      : [
          setBuild(facts, `Ask for less, if the build can do with it: ${buildMemory(size)} GB of memory.`, {
            size,
          }),
        ];
  }
  const smaller = smallerSize(facts);
  return smaller ? [setWorkload(facts, 'Ask for less, if the program can do with it.', { ...smaller })] : [];
}
