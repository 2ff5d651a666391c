import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { blobUnknown, digestUnknown, during, repositoryUnknown, tagUnknown, words } from '../shared/wordings';

const building = ['build'] as const;

const tipsPage = codeEngineDoc('dockerfile');

export default defineCause({
  id: 'base-image-not-found',
  title: 'The base image does not exist',
  stage: 'build',
  meaning:
    'The image, tag or repository that a FROM line (or the buildpack’s run image) names is not in the registry: retired, misspelt, or not where the build looks.',
  shows: '`failed to solve: …: failed to resolve source metadata for …: not found`.',
  patterns: during(building, [
    ...tagUnknown,
    ...digestUnknown,
    ...blobUnknown,
    ...repositoryUnknown,
    ...words(
      76,
      /\b(?:failed to (?:fetch|find|pull|get)|unable to (?:find|pull)|could not find|missing) .{0,60}(?:base|run|builder|parent) image\b/i,
      /\brun image .{0,200}(?:not found|does not exist|not accessible)|\bfailed to find (?:any )?accessible run image\b/i,
      /\bfailed to get image .{0,200}(?:not found|MANIFEST_UNKNOWN)\b/i,
    ),
  ]),
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
