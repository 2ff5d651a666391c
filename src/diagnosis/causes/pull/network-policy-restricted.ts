import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { isIcr } from '../../remedy/image-names';
import { afterUpdate, again, orCopyToIcr, usePrivateHost } from '../../remedy/registry-steps';
import { personStep, step } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { from } from '../shared/facts';
import { naming, registry } from '../shared/headline';
import { projectGet } from '../shared/pull-network';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'network-policy-restricted',
  title: 'An access rule refuses calls from this network',
  headline: (facts) =>
    isPrivateOnly(facts)
      ? naming`The account behind ${registry(facts)} allows its private network only`
      : naming`${registry(facts)} refuses calls from this network`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain', ofWholeRegistry: true },
  meaning:
    'The login may be right, and the place that the call comes from is not allowed: an IP allow-list, a context-based restriction, or a private-only account.',
  shows:
    '`Private-only access is enabled on this account`, “client with IP … is not allowed access”, or IAM refusing the OAuth token.',
  follows: [from('address-refused')],
  phrases: [
    /\bfailed to fetch oauth token: unexpected status from GET request to(?:\.{3}| https:\/\/[\w.-]{0,40}icr\.io\/.{0,300}\b403\b)/,
  ],
  proof: 'The same login works from another network, or the account’s settings show the restriction.',
  ruleOut: ['a login without the right'],
  fix: letIn,
  doc: pullPage,
  cases: ['I-5', 'I-9', 'I-10', 'I-12', 'I-19'],
});

/** The private endpoint needs no address to be let in; other registries keep a list of their own. */
function letIn(facts: RemedyFacts): FixSteps {
  const { asked, icr, registryHost } = facts;
  const own = usePrivateHost(
    facts,
    'Use the private host of the registry: the call then stays within IBM Cloud’s network.',
  );
  if (icr?.privateOnly && own.length > 0) return [...own, ...afterUpdate(facts)];
  if (registryHost !== undefined && !isIcr(facts)) {
    return [
      ...addressesOf(facts),
      personStep(
        asked
          ? `Add the address that ce-image calls from to the allow-list of ${registryHost}${allowListOf(registryHost)}.`
          : `Add the public ones to the allow-list of ${registryHost}${allowListOf(registryHost)}. They can change, and other projects share them.`,
      ),
      ...again(facts),
      ...orCopyToIcr(facts),
    ];
  }
  return [
    ...own,
    personStep(
      `${own.length > 0 ? 'Or, where' : 'Where'} a context-based restriction protects Container Registry, let its network zone name the service Code Engine${asked ? ' and the address that ce-image calls from' : ''}: the addresses of projects change.`,
    ),
    ...addressesOf(facts),
    personStep(
      `${asked ? 'Where the account restricts IP addresses (IAM settings), allow the one that ce-image calls from' : 'Only where the account restricts IP addresses (IAM settings), allow these; they can change, and other projects share them'}.`,
    ),
    ...again(facts),
  ];
}

/** Who only asked about an image has no project whose addresses could be let in. */
function addressesOf({ asked, project }: RemedyFacts): FixSteps {
  if (asked === 'image') return [];
  return [step('See the addresses that the project calls from, private and public.', projectGet(project))];
}

function allowListOf(host: string): string {
  return host === 'ghcr.io'
    ? ' (settings of the organisation, “Authentication security”, “IP allow list”)'
    : '';
}

function isPrivateOnly({ checked = '', icr }: HeadlineFacts): boolean {
  return icr?.privateOnly === true || /\bprivate-only\b/i.test(checked);
}
