import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-version-not-found',
  title: 'A package or version is not in the index',
  headline: (facts) => naming`${facts.captured.package} is not in its package index` ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'packages' },
  meaning:
    'The index answers and does not have it: a typing error, a version that was never published or was withdrawn, or a distribution that is past its end of life.',
  shows:
    '`No matching distribution found for …`, `E: Unable to locate package …`, `404 Not Found - GET https://registry.npmjs.org/…`.',
  becauseOf: [
    'package-install-network',
    'tls-unknown-authority',
    'tls-cert-expired',
    'disk-space-exhausted',
    'proxy-failed',
    'package-registry-auth',
  ],
  follows: [from('not-found', ['package', 'package-index'], ['build', 'run', 'source', 'pull'])],
  phrases: [/\bdoesn't match any versions\b/, /\bno versions of .{1,120} match\b/],
  proof: 'The index answers 404, or lists other versions.',
  ruleOut: [
    'an index that could not be fetched in the first place',
    'a private package that hides behind “not found”',
  ],
  fix: (facts) => [
    step('Correct name and version; look up which versions exist.'),
    step('For a distribution past its end of life take a newer base image, or its archive repositories.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
