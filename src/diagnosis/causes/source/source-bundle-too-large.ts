import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'source-bundle-too-large',
  title: 'The uploaded source is too large',
  headline: nothingToName,
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'Local source is packed and uploaded, and the package must not exceed 100 MB.',
  shows: '`Unable to upload packaged files. Package is too large.`',
  follows: [from('too-large', ['bundle', 'context-file'])],
  phrases: [
    /\bPackage is too large\b/i,
    /\bUnable to upload packaged files\b/i,
    /\b(?:source|archive|bundle|upload|slug|context)\b.{0,80}(?:exceeds|is (?:too large|larger than)|over) .{0,60}(?:limit|maximum|allowed|size|MB|MiB|GB)/i,
    /\b(?:source|upload|archive|bundle|build context) (?:size )?(?:is )?too (?:large|big)\b/i,
    /\b(?:limit|maximum|maximum size) (?:for|of) (?:source|local source|source code) (?:uploads?|bundles?|archives?)\b/i,
  ],
  proof: 'The client’s own statement before anything is submitted.',
  fix: (facts) => [
    step('List what is not needed in a .ceignore file: node_modules, build output, data, .git.'),
    rerun({ ...facts, sourceType: 'local' }, 'Run the build again, in the directory of the source.'),
    step('Or build from a git repository: what it holds is not uploaded.'),
  ],
  doc: codeEngineDoc('ts-toolchain-size'),
  cases: ['B-24'],
});
