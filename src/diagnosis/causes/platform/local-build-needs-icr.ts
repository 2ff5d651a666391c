import type { FixSteps } from '../../model/fix';
import { registryRegion } from '../../model/image-host';
import { cr } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { icrPlace } from '../../remedy/image-names';
import { setImage } from '../../remedy/registry-steps';
import { createRegistrySecret, knownSecret, newSecretName } from '../../remedy/secret-steps';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, registry } from '../shared/headline';

export default defineCause({
  id: 'local-build-needs-icr',
  title: 'A build from local source must push to IBM Container Registry',
  headline: (facts) =>
    naming`Local source is built for ${registry(facts)}, and it can only go to IBM Container Registry`,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    keepsFromStarting: true,
    beforePod: true,
    mootsRegistry: true,
  },
  meaning: 'Uploaded source is kept in the output registry, and that works only with IBM Container Registry.',
  shows: 'A local build with an output image on another registry.',
  phrases: [
    /\blocal source\b.{0,120}\b(?:requires|must|only|needs)\b.{0,120}(?:\bicr\.io\b|Container Registry)/i,
  ],
  proof: 'The build’s source type is `local` and its output host is not `icr.io`.',
  fix: buildInIcr,
  doc: codeEngineDoc('plan-build'),
  cases: ['B-29'],
});

/** An output image that Code Engine can also keep the uploaded source in. */
function buildInIcr(facts: RemedyFacts): FixSteps {
  const { image, host } = icrPlace(facts, facts.image ?? '');
  const region = registryRegion(host ?? '') ?? 'REGION';
  const known = knownSecret(facts, host);
  const secret = known?.name ?? newSecretName(facts);
  const build = { ...facts, kind: 'build' as const };
  return [
    ...(image.includes('NAMESPACE')
      ? [
          step(
            'See which namespaces the account has in IBM Container Registry.',
            cr('region-set', [region]),
            cr('namespace-list'),
          ),
        ]
      : []),
    ...(known ? [] : createRegistrySecret(build, secret, host)),
    setImage(build, 'Name an output image there, and the secret for it.', { image, secret }),
    rerun({ ...build, sourceType: 'local' }, 'Run the build again, in the directory of the source.'),
  ];
}
