import { hostOf } from '../../model/image-host';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, icrName, isIcr, knownSecret, setImage } from '../../remedy/registry-steps';
import type { RemedyFacts } from '../../remedy/remedy';
import { type Steps, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { asBuild } from '../shared/push';
import { words } from '../shared/wordings';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'push-layer-too-large',
  title: 'A layer is larger than the upload limit',
  stage: 'push',
  meaning: 'A proxy or gateway in front of the registry refuses request bodies of this size.',
  shows: '`413 Request Entity Too Large`.',
  patterns: words(
    92,
    /\b413\b.{0,40}(?:Request Entity Too Large|Payload Too Large|Content Too Large|response body)/i,
    /\b(?:Request Entity|Payload|Content) Too Large\b/i,
    /\b(?:status(?: code)?|HTTP|response|code)[: ]{1,3}413\b/i,
    /\b413\b.{0,60}\b(?:push(?:ing)?|upload(?:ing)?|blob|layer)\b|\b(?:push(?:ing)?|upload(?:ing)?)\b.{0,200}\b(?:error|answer(?:ed)?|returned|got|received):? 413\b/i,
    /\bSIZE_INVALID\b|\bblob too large\b|\blayer .{0,60}(?:exceeds|larger than) .{0,40}(?:limit|maximum)/i,
    /\bLayerPart(?:TooSmall|TooLarge)|maximum layer size\b/i,
  ),
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
function orPushToIcr(given: RemedyFacts): Steps {
  const facts = asBuild(given);
  if (isIcr(facts)) return again(facts);
  const image = `private.${icrName(facts, facts.image ?? '')}`;
  const secret = knownSecret(facts, hostOf(image))?.name;
  return [setImage(facts, 'Or push to IBM Container Registry.', { image, secret }), ...again(facts)];
}
