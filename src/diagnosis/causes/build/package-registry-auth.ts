import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, indexThings } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-registry-auth',
  title: 'The package registry refuses the credentials',
  headline: (facts) =>
    naming`${facts.captured.host} refuses the build’s login for packages` ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'packages' },
  meaning:
    'A private package index (npm, GitHub Packages, a company’s Nexus or Artifactory) wants a login: the token is missing in the build, wrong, or without the right to read.',
  shows: '`npm error code E401`, `Unable to authenticate, need: Basic realm="GitHub Package Registry"`.',
  follows: [
    from(
      ['unauthorized', 'forbidden', 'no-credentials', 'bad-credentials', 'credentials-expired'],
      indexThings,
    ),
  ],
  proof: 'The index answers 401 or 403 to the package’s address.',
  fix: (facts) => [
    step(
      'Give the build a token that is allowed to read the packages: as a build argument that refers to a secret (run_build_params of the API), in a stage that is not the last, so that it does not stay in the image.',
    ),
    step('Check the scope and registry lines of .npmrc, settings.xml or pip.conf in the source.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
