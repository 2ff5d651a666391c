import { codeEngineDoc } from '../../remedy/doc-pages';
import { afterUpdate, setImage, withOtherHost } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { during, except, words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-host-unresolvable',
  title: 'The registry’s host name does not resolve',
  stage: 'pull',
  meaning:
    'DNS does not know the host of the image reference, or the DNS server does not answer. Mostly the host is misspelt, or it exists only in a private network.',
  shows: '`lookup …: no such host`, `server misbehaving`, a timeout of the lookup itself.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_registry_not_found', strength: 'decisive' }],
  patterns: except(
    /proxy\.golang|sum\.golang|goproxy|registry\.npmjs|npm (?:ERR|error)|fatal: unable|ssh: Could not|static\.crates|crates\.io|\bgit ls-remote\b|^go: |pypi|maven|api\.github|postgres|mysql|redis|mongo/i,
    [
      ...during(
        ['pull', 'push', 'build', 'source'],
        words(
          86,
          /\blookup [\w.:-]{1,255}(?: on \S{1,100})?:? (?:no such host|read udp|server misbehaving|i\/o timeout|dial udp|temporary failure|Temporary failure|device or resource busy|no answer|NXDOMAIN|getaddrinfow|Try again|SERVFAIL|connection refused)/i,
          /\blookup .{1,255}: (?:no such host|server misbehaving|Temporary failure in name resolution)/i,
          /\bread udp \S{1,120}:53: .{0,40}(?:i\/o timeout|connection refused|no route|network is unreachable)/i,
        ),
      ),
      ...during(
        ['pull', 'push'],
        words(
          68,
          /\b(?:pull|push|regist|image|manifest|docker).{0,500}(?:Could not resolve host|Name or service not known|Temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|nodename nor servname)/i,
        ),
      ),
      ...words(40, /\bno such host$/i),
    ],
  ),
  proof: 'A DNS look-up of the host fails from here too.',
  ruleOut: ['a private host name that only the private network resolves'],
  fix: (facts) => [
    setImage(facts, 'Correct the host of the image reference.', { image: withOtherHost(facts) }),
    ...afterUpdate(facts),
  ],
  doc: pullPage,
  cases: ['I-6'],
});
