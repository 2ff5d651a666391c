import { codeEngineDoc } from '../../remedy/doc-pages';
import { newRegistrySecret } from '../../remedy/registry-steps';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, except, mergedRefusal, readForbidden, words } from '../shared/wordings';

const building = ['build'] as const;

export default defineCause({
  id: 'base-image-access-denied',
  title: 'The base image is refused: private, or not there',
  stage: 'build',
  meaning:
    'The registry of a FROM image refuses: the image is private and the build has no right to read it, or the name is wrong and the registry does not tell.',
  shows:
    '`pull access denied`, `insufficient_scope`, 401 or 403 while loading the metadata of the base image.',
  patterns: during(building, [
    ...mergedRefusal.map((pattern) => ({ ...pattern, weight: 72 })),
    ...readForbidden,
    ...except(
      /\bpush|\bgit\b|\bnpm\b|maven|\bpip\b|remote:|fatal:/i,
      words(
        68,
        /\bfailed to fetch (?:oauth|anonymous) token\b.{0,400}/i,
        /\b(?:unexpected status(?: code)?|status code|StatusCode|HTTP (?:Error|status)).{0,400}\b40[13]\b/i,
        /\bno basic auth credentials\b/i,
        /\bunauthorized: ?(?:authentication required|unauthorized|access to|.{0,40}not authorized)/i,
        /\b(?:401 Unauthorized|403 Forbidden)\b/i,
        /\bfailed to authorize\b/i,
        /\bUNAUTHORIZED\b|\bDENIED: /,
        /\bauthentication required\b|\bauthorization failed\b/i,
      ),
    ),
  ]),
  proof: 'An own check of the base image with the build’s secret.',
  ruleOut: ['a misspelt name of a public image'],
  fix: (facts) => [
    step('Check the name in the FROM line first.'),
    step(
      'A private base image needs a secret that holds the logins of both registries: the base image’s and the output’s.',
    ),
    ...newRegistrySecret({ ...facts, kind: 'build', registryHost: undefined }),
    rerun(facts),
  ],
  doc: codeEngineDoc('add-registry'),
  cases: ['B-3'],
});
