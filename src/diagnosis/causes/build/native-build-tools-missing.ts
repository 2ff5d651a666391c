import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'native-build-tools-missing',
  title: 'A compiler or build tool is missing in the image',
  headline: (facts) =>
    naming`${facts.captured.command ?? facts.captured.library ?? facts.captured.file} is missing in the build image` ??
    ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A package must be compiled while it is installed, and the base image (often a slim or alpine one) has no compiler, make, Python or header files.',
  shows: '`gyp ERR! find Python`, `error: command ‘gcc’ failed`, `C compiler "gcc" not found`.',
  follows: [
    from(['command-missing', 'not-found', 'no-such-file', 'module-missing', 'library-missing'], 'compiler'),
  ],
  proof: 'The tool’s own statement; the base image does not hold the tool.',
  fix: (facts) => [
    step(
      'Install the tools before the step that fails: build-essential and python3 on Debian, build-base and python3 on Alpine, plus the -dev package of the library.',
    ),
    step('Or take the full base image for the build stage and a slim one for the last stage.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
