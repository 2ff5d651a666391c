import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'source-file-too-large',
  title: 'A very large file is part of the source',
  headline: (facts) => naming`${facts.fault?.file} is very large and part of the source`,
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'The file is fetched and sent to the builder with every build, which takes time and the disk of the build’s size.',
  shows: 'The check of the source finds its size.',
  proof: 'The listing of the source tells the size.',
  fix: ({ found }) => [
    step(
      `Name ${found?.path ?? 'the file'} in .dockerignore (for local source in .ceignore) if the build does not need it.`,
    ),
    step('If it does: keep it in object storage, and let the Dockerfile or the program fetch it.'),
  ],
  doc: codeEngineDoc('plan-build'),
});
