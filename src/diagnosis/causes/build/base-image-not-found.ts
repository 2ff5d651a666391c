import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';

const tipsPage = codeEngineDoc('dockerfile');

export default defineCause({
  id: 'base-image-not-found',
  title: 'The base image does not exist',
  headline: (facts) => naming`Base image ${facts.baseImage ?? facts.captured.image} does not exist`,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'base-image', mayBeStage: true },
  meaning:
    'The image, tag or repository that a FROM line (or the buildpack’s run image) names is not in the registry: retired, misspelt, or not where the build looks.',
  shows: '`failed to solve: …: failed to resolve source metadata for …: not found`.',
  follows: [from('not-found', ['image', 'registry', 'image-repository'], ['build'])],
  proof: 'The registry answers 404 for the base image.',
  ruleOut: ['a private base image, which some registries answer the same way'],
  fix: (facts) => [
    step(
      facts.baseImage
        ? `Name a base image that exists instead of ${facts.baseImage}; retired tags have a successor on the image’s page.`
        : 'Name a base image that exists in the FROM line; retired tags have a successor on the image’s page.',
    ),
    rerun(facts),
  ],
  doc: tipsPage,
  cases: ['B-8'],
});
