import { codeEngineDoc } from '../../remedy/doc-pages';
import { isBuild, moreStorage, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { moreBuildDisk } from '../shared/build-limits';
import { except, words } from '../shared/wordings';

export default defineCause({
  id: 'disk-space-exhausted',
  title: 'No space is left on the disk',
  stage: 'pull',
  meaning:
    'The disk of the node or of the build host is full. In a build it is the disk that comes with the build size.',
  shows: '`no space left on device`, `The node was low on resource: ephemeral-storage`.',
  patterns: except(/file watchers|inotify/i, [
    ...words(
      91,
      /\bno space left on (?:the )?(?:device|disk)\b/i,
      /\bENOSPC\b/,
      /\bnode was low on resource: ?\[?(?:ephemeral-storage|imagefs|nodefs|disk)/i,
      /(?:not|n't) (?:have )?enough (?:free |available )?(?:disk )?space\b|\binsufficient (?:disk|free) space\b/i,
      /\bdisk (?:is )?(?:full|quota exceeded)\b|\bEDQUOT\b|\bout of disk space\b/i,
      /\b(?:write|writing).{0,200}disk (?:full|quota)\b/i,
    ),
    ...words(
      74,
      /\bDiskPressure\b|\bnode\.kubernetes\.io\/disk-pressure\b/,
      /\bfailed to garbage collect required amount of images\b|\bFreeDiskSpaceFailed\b/i,
    ),
  ]),
  reasons: [{ of: 'container', value: 'DiskPressure', strength: 'symptom' }],
  proof: 'The message of the operating system itself.',
  ruleOut: ['the pod’s own limit of ephemeral storage, which is another cause'],
  fix: (facts) =>
    isBuild(facts) || facts.kind === undefined
      ? moreBuildDisk(facts)
      : [moreStorage(facts, 'Raise the ephemeral storage'), step('Or make the image smaller.')],
  doc: codeEngineDoc('plan-build'),
  cases: ['B-8'],
});
