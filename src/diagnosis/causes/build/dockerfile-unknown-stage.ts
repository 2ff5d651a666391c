import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const tipsPage = codeEngineDoc('dockerfile');

export default defineCause({
  id: 'dockerfile-unknown-stage',
  title: 'The Dockerfile names a stage that it does not define',
  stage: 'build',
  meaning:
    '`COPY --from=` or `FROM` (or the build target) names a stage that no `FROM … AS` defines, mostly by a typing error. The builder then looks for an image of that name.',
  shows: '`invalid from flag value …`, `target stage … could not be found`.',
  patterns: [
    // BuildKit marks the line that it failed at; what it then says of an image is about the stage's name.
    ...words(80, />>> (?:COPY|ADD) (?:--\S{1,80} ){0,3}--from=(?!\d)[\w-]{1,80}\s/),
    ...words(
      94,
      /\binvalid from flag value\b/i,
      /\bno stage or image found with that name\b/i,
      /\btarget stage .{1,120} could not be found\b|\bfailed to reach build target\b/i,
      /\b(?:build )?stage ["'`]?[\w.-]{1,120}["'`]? (?:was )?(?:not found|does not exist|is not defined|not defined)/i,
      /\bstage ["'`]?\w[\w.-]{0,120}["'`]? (?:is )?(?:undefined|unknown)\b|\bunknown (?:build )?stage\b/i,
      /\bCOPY --from=\S{1,200} .{0,200}(?:no stage|unknown stage|index out of range|refers to)/i,
      /\binvalid context name\b|\binvalid stage (?:name|index)\b|\bcould not find (?:build )?stage\b/i,
      /\bis not a valid target stage\b/i,
    ),
  ],
  proof: 'The Dockerfile’s stages do not have the name.',
  fix: (facts) => [
    step('Correct the name, or give the stage that is meant the name: FROM … AS NAME.'),
    rerun(facts),
  ],
  doc: tipsPage,
  cases: ['B-8'],
});
