import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, setImage, withTag } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { asBuild } from '../shared/push';
import { words } from '../shared/wordings';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'push-tag-immutable',
  title: 'The tag exists and may not be overwritten',
  stage: 'push',
  meaning: 'The repository is set to immutable tags, and this tag is taken.',
  shows: '“tag … already exists … cannot be overwritten because the repository is immutable”.',
  patterns: words(
    97,
    /\btag .{0,300}(?:already exists|cannot be (?:overwritten|updated|modified)).{0,300}immutab/i,
    /\bcannot be overwritten\b.{0,100}\bimmutable\b|\b(?:cannot|can't) (?:update|overwrite|delete|move) tag\b|\bhas enabled tag immutability\b/i,
    /\bimmutable tag\b|\btag\b.{0,80}\bis immutable\b|\btag (?:is|are) immutable\b|\bconfigured as immutable\b|\bmatched by (?:an )?immutable/i,
    /\bImageTagAlreadyExistsException\b|\bTAG_INVALID\b.{0,120}immutab|\bimmutable(?: image)? tags? (?:are|is) enabled/i,
    /\b(?:Repository|repository) does not allow updating (?:assets|tags)\b|\bredeploy(?:ment)? (?:is )?not (?:allowed|permitted)\b/i,
    /\bmanifest (?:tag )?already exists\b|\btag already exists\b.{0,100}(?:overwrit|allow|denied|immutab)/i,
    /\btag .{1,200} is (?:protected|locked)\b|\bnot have permission to (?:overwrite|update) .{0,60}tag/i,
    /\boperation is disallowed on this (?:tag|manifest|repository)\b/i,
  ),
  proof: 'The registry answers the upload of the manifest with the statement itself.',
  fix: (facts) => [
    setImage(asBuild(facts), 'Push under a new tag.', { image: withTag(facts, 'NEW_TAG') }),
    ...again(asBuild(facts)),
    step('Or allow overwriting in the settings of the repository.'),
  ],
  doc: pushPage,
  cases: ['B-8'],
});
