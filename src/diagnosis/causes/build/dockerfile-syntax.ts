import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

const tipsPage = codeEngineDoc('dockerfile');

export default defineCause({
  id: 'dockerfile-syntax',
  title: 'The Dockerfile cannot be parsed',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'An instruction or flag is unknown, a line is broken, or the file is empty. Often a backslash is missing at the end of the line before.',
  shows: '`dockerfile parse error line 10: unknown instruction: …`.',
  becauseOf: ['build-env-variable-missing'],
  follows: [from('syntax', 'dockerfile')],
  proof: 'The builder’s own statement with the line number.',
  fix: (facts) => [
    step(
      'Correct the line that the builder names: check the spelling, quotes, and the backslash at the end of the line before.',
    ),
    rerun(facts),
  ],
  doc: tipsPage,
  cases: ['B-8'],
});
