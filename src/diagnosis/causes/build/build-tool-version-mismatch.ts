import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'build-tool-version-mismatch',
  title: 'The build needs another version of a tool than the image has',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Lock file, project or source ask for another version of the tool (compiler, package manager, runtime) than the build image has.',
  shows:
    '`release version 21 not supported`, `Your Ruby version is …, but your Gemfile specified …`, `go.mod requires go >= …`.',
  becauseOf: ['package-version-not-found'],
  follows: [from('version-unsupported', undefined, ['build', 'source'])],
  proof: 'The tool names the version that it has, and the one that is asked for.',
  ruleOut: ['a tag of the base image that moved to another version'],
  fix: (facts) => [
    step(
      'Take a base image with the version that the project asks for, or ask in the project for the version that is there.',
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
