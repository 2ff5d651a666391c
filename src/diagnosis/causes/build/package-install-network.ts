import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, indexThings, network } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-install-network',
  title: 'The package index cannot be reached from the build',
  headline: (facts) => naming`${facts.captured.host} cannot be reached from the build` ?? ownWords(facts),
  stage: 'build',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    reachesOut: true,
    about: 'packages',
    settledBy: 'packages',
  },
  meaning:
    'A package manager could not reach its index, or the connection broke off: DNS, a timeout, a reset, or an index that is down for the moment.',
  shows: '`Temporary failure resolving …`, `npm error code ECONNRESET`, `Read timed out` of pip.',
  becauseOf: [
    'tls-unknown-authority',
    'tls-cert-expired',
    'tls-hostname-mismatch',
    'proxy-failed',
    'package-registry-auth',
  ],
  follows: [
    from([...network, 'server-error', 'rate-limited', 'corrupt', 'bad-answer'], indexThings),
    from(network, ['module', 'project-file', 'peer'], ['build']),
    from([...network], undefined, ['build']),
  ],
  proof: 'The same address answers or not when asked from here.',
  ruleOut: ['a proxy that the build would need', 'an index that is down'],
  fix: (facts) => [
    rerun(facts, 'Often it passes: run the build again.'),
    step('If it stays, check the address of the index, and that it can be reached from the internet.'),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
