import { codeEngineDoc } from '../../remedy/doc-pages';
import { isBuild, moreStorage, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { moreBuildDisk } from '../shared/build-limits';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'disk-space-exhausted',
  title: 'No space is left on the disk',
  headline: ownWords,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning:
    'The disk of the node or of the build host is full. In a build it is the disk that comes with the build size.',
  shows: '`no space left on device`, `The node was low on resource: ephemeral-storage`.',
  reasons: [{ of: 'container', value: 'DiskPressure', strength: 'symptom' }],
  follows: [from('no-space'), from('read-only', undefined, ['build', 'push', 'source'])],
  proof: 'The message of the operating system itself.',
  ruleOut: ['the pod’s own limit of ephemeral storage, which is another cause'],
  fix: (facts) =>
    isBuild(facts) || facts.kind === undefined
      ? moreBuildDisk(facts)
      : [moreStorage(facts, 'Raise the ephemeral storage'), step('Or make the image smaller.')],
  doc: codeEngineDoc('plan-build'),
  cases: ['B-8'],
});
