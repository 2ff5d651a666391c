import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'build-command-usage-error',
  title: 'A command of the build is called in a wrong way',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A RUN step calls a tool with an option or argument that this version of the tool does not know, or without one that it needs; the tool prints its usage and ends.',
  shows: '`unrecognized option …`, `unknown flag: …`, `Usage: …`.',
  becauseOf: ['package-lockfile-mismatch'],
  follows: [from('usage', undefined, ['build', 'source'])],
  proof: 'The tool names the option; its help does not list it.',
  ruleOut: [
    'another version of the tool than the command was written for',
    'a dash that a word processor made longer',
  ],
  fix: (facts) => [
    step('Correct the command in the Dockerfile after the usage that the tool prints.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
