import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const planPage = codeEngineDoc('plan-build');

export default defineCause({
  id: 'buildpack-builder-incompatible',
  title: 'Builder, lifecycle and buildpack do not fit together',
  stage: 'build',
  meaning: 'The buildpack API, the platform API or the stack of the parts differ: one of them is too old.',
  shows: '`buildpack API version … is incompatible with the lifecycle`.',
  patterns: words(
    93,
    /\b(?:buildpack|platform) API version (?:is )?['"]?[\d.]{1,8}['"]? (?:which )?is (?:incompatible|not (?:supported|compatible))/i,
    /\bincompatible with the lifecycle\b|\bset API for (?:B|b)uildpack\b|\bfailed to set (?:platform )?API\b/i,
    /\b(?:unable to find|no) (?:a )?supported (?:Platform|Buildpack) API\b|\bunsupported (?:platform|buildpack) API\b/i,
    /\b(?:buildpack|builder) .{0,200}(?:does not support|is not compatible with|incompatible with) (?:the )?(?:stack|builder|lifecycle|target|build image|image os|platform)\b/i,
    /\b(?:stack|run image stack|stacks?)(?: id)? ['"]?[\w.*-]{1,100}['"]? .{0,100}(?:incompatible|does not match|not supported|is not compatible|don't match)/i,
    /\bincompatible with (?:this|the|your) (?:version of (?:pack|the lifecycle)|pack(?: CLI)?(?: version)?)\b|\bis incompatible with Platform API version\b/i,
    /\bincompatible (?:stack|lifecycle|builder|platform api)\b|\binvalid stack\b.{0,80}|\bmissing required label .{0,40}(?:stack|buildpacks)/i,
    /\bbuilder .{1,200} (?:is not a valid|missing label|does not appear to be|is missing)\b|\binvalid builder\b/i,
    /\bmixins? .{0,120}(?:missing|required|not (?:on|supported))/i,
    /\bheroku(?:\/buildpacks)?:\d\d .{0,100}(?:end-of-life|deprecat|no longer supported).{0,40}error|\bThis builder .{0,60}(?:no longer|is end-of-life)/i,
  ),
  proof: 'The lifecycle’s own statement.',
  fix: (facts) => [
    step('Take a current builder and current buildpacks; do not pin an old buildpack in project.toml.'),
    rerun(facts),
  ],
  doc: planPage,
  cases: ['B-6'],
});
