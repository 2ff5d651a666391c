import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { icrPlace, isIcr } from '../../remedy/image-names';
import { again, setImage } from '../../remedy/registry-steps';
import { knownSecret } from '../../remedy/secret-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';
import { asBuild } from '../shared/push';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'push-layer-too-large',
  title: 'A layer is larger than the upload limit',
  headline: (facts) => naming`A layer is larger than ${registry(facts)} takes`,
  stage: 'push',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning: 'A proxy or gateway in front of the registry refuses request bodies of this size.',
  shows: '`413 Request Entity Too Large`.',
  follows: [from('too-large', imageThings), from('too-large')],
  proof: 'The registry’s front end answers 413 to an upload.',
  fix: (facts) => [
    step(
      'Raise the body limit of the proxy in front of the registry, for example client_max_body_size of nginx.',
    ),
    step('Or make the layers smaller: split large COPY and RUN steps, leave data out of the image.'),
    ...orPushToIcr(facts),
  ],
  doc: pushPage,
  cases: ['B-8'],
});

/** Another registry than the one that does not take the image. */
function orPushToIcr(given: RemedyFacts): FixSteps {
  const facts = asBuild(given);
  if (isIcr(facts)) return again(facts);
  const { image, host } = icrPlace(facts, facts.image ?? '');
  const secret = knownSecret(facts, host)?.name;
  return [setImage(facts, 'Or push to IBM Container Registry.', { image, secret }), ...again(facts)];
}
