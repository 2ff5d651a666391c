import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'runtime-library-missing',
  title: 'A shared library that the program needs is not in the image',
  headline: (facts) => naming`The library ${facts.captured.library} is not in the image` ?? ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The program was built against a shared library, or a version of the C library, that the image does not have: it was built on another or a newer system.',
  shows: '`error while loading shared libraries: …`, `version GLIBC_2.38’ not found`.',
  follows: [from('library-missing')],
  proof: 'The loader names the library, and the image does not contain it.',
  ruleOut: ['a binary for musl in an image with glibc, or the other way round'],
  fix: (facts) => [
    step(
      `Install ${facts.captured.library ?? 'the library'} in the last stage of the Dockerfile, or build and run on the same base image.`,
    ),
    ...buildAndDeploy(facts),
    workloadLogs(facts, 'See in the log that it starts.'),
  ],
  doc: codeEngineDoc('ts-app-end'),
});
