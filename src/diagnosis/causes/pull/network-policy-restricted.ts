import { codeEngineDoc } from '../../remedy/doc-pages';
import { afterUpdate, again, isIcr, orCopyToIcr, usePrivateHost } from '../../remedy/registry-steps';
import type { RemedyFacts } from '../../remedy/remedy';
import { type Steps, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { projectGet } from '../shared/pull-network';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'network-policy-restricted',
  title: 'An access rule refuses calls from this network',
  stage: 'pull',
  meaning:
    'The login may be right, and the place that the call comes from is not allowed: an IP allow-list, a context-based restriction, or a private-only account.',
  shows:
    '`Private-only access is enabled on this account`, “client with IP … is not allowed access”, or IAM refusing the OAuth token.',
  patterns: [
    ...words(
      97,
      /\bPrivate-only access is enabled\b/i,
      /\bover the public network\b.{0,80}\bprivate network\b/i,
      /\bclient with IP ["'\\]{0,3}[\d.:a-f]{3,45}["'\\]{0,3} is not allowed/i,
      /\bnot allowed access\b.{0,120}(?:firewall|IP|network)/i,
      /\b(?:IP|ip) (?:address )?(?:\S{3,60} )?(?:is )?not (?:allowed|whitelisted|in the allow|permitted|on the allow)/i,
      /\bcontext[- ]based restrict/i,
      /\bIP allow[- ]?list\b|\bRestrict IP address access\b/i,
      /\b(?:denied|blocked|forbidden|prohibited) by (?:\w{1,20} ){0,3}(?:network|IP|firewall|VPC Service Controls|organization'?s? policy|geo)/i,
      /\bVPC Service Controls\b|\bvpcServiceControlsUniqueIdentifier\b/,
      /\bpublic network access (?:is|has been|on this) .{0,60}(?:disabled|not allowed|denied)/i,
      /\bSince your location\b|\bexport control\b.{0,60}regist|\bsanctioned\b.{0,60}(?:country|region)|\bThis service is not available in your (?:region|country)/i,
    ),
    ...words(
      70,
      /\bfailed to fetch oauth token: unexpected status from GET request to ?(?:\.{2,3}|https?:\S{1,300}(?:iam\.|icr\.io)\S{0,300})/i,
    ),
  ],
  proof: 'The same login works from another network, or the account’s settings show the restriction.',
  ruleOut: ['a login without the right'],
  fix: letIn,
  doc: pullPage,
  cases: ['I-5', 'I-9', 'I-10', 'I-12', 'I-19'],
});

/** The private endpoint needs no address to be let in; other registries keep a list of their own. */
function letIn(facts: RemedyFacts): Steps {
  const { asked, icr, registryHost } = facts;
  const addresses =
    asked === 'image'
      ? []
      : [
          step(
            'See the addresses that the project calls from, private and public.',
            projectGet(facts.project),
          ),
        ];
  const whom = asked === 'image' ? 'the address that ce-image calls from' : 'them';
  const own = usePrivateHost(
    facts,
    'Use the private host of the registry: the call then stays within IBM Cloud’s network.',
  );
  if (icr?.privateOnly && own.length > 0) return [...own, ...afterUpdate(facts)];
  if (registryHost !== undefined && !isIcr(facts)) {
    return [
      ...addresses,
      step(
        `Add ${asked ? whom : 'the public ones'} to the allow-list of ${registryHost}${allowListOf(registryHost)}.`,
      ),
      ...again(facts),
      ...orCopyToIcr(facts),
    ];
  }
  return [
    ...own,
    ...addresses,
    step(
      `${own.length > 0 ? 'Or add' : 'Add'} ${whom} to the network zone of the context-based restriction on Container Registry, or to the allowed addresses of the account (IAM settings, “Restrict IP address access”).`,
    ),
    ...again(facts),
  ];
}

function allowListOf(host: string): string {
  return host === 'ghcr.io'
    ? ' (settings of the organisation, “Authentication security”, “IP allow list”)'
    : '';
}
