import type { FixStep, FixSteps } from '../../model/fix';
import { registryRegion } from '../../model/image-host';
import { cr } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { hostInRegion, icrPlace, publicName } from '../../remedy/image-names';
import { afterUpdate, copyToIcr, setImage } from '../../remedy/registry-steps';
import { knownSecret } from '../../remedy/secret-steps';
import { personStep, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords } from '../shared/headline';

export default defineCause({
  id: 'pull-slow',
  title: 'The pull is slow: a large image or a far registry',
  headline: (facts) => caseWords(facts),
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', leavesOpen: 'pull', passes: true },
  meaning: 'Nothing refuses the image; it takes long to arrive because it is large or far away.',
  shows: 'A long time between `Pulling image` and `Successfully pulled image`.',
  proof: 'The sum of the layers and the regions of registry and project.',
  fix: (facts) => [
    step('Make the image smaller: a slim base image, several stages, no build tools in the last one.'),
    ...nearer(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['I-14'],
});

/** A registry of another region has namespaces and a plan of its own. */
function roomFor(image: string, region: string | undefined): FixStep {
  const [host = '', namespace = 'NAMESPACE'] = image.split('/');
  const there = registryRegion(host) ?? region ?? 'REGION';
  return personStep(
    `The registry of ${there} needs the namespace ${namespace} and room for the image: the free plan keeps 0.5 GB in all, the standard plan has no limit.`,
    cr('region-set', [there]),
    cr('namespace-add', [namespace]),
    cr('quota'),
  );
}

/** The same image in the region of the project, by the private host. */
function nearer(facts: RemedyFacts): FixSteps {
  const { image, region } = facts;
  const { open: nearest, image: copy, host } = icrPlace(facts, image ?? '', hostInRegion(facts));
  if (image === copy || host === undefined) return [];
  const secret = knownSecret(facts, host)?.name;
  const there = image !== undefined && publicName(image) === nearest;
  return [
    ...(there || image === undefined
      ? []
      : [
          roomFor(nearest, region),
          copyToIcr(
            `Copy it to the project’s region${region ? `, ${region}` : ''}.`,
            publicName(image),
            nearest,
          ),
        ]),
    setImage(facts, 'Take it from the project’s region, by the private host.', { image: copy, secret }),
    ...afterUpdate(facts),
  ];
}
