import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';

export default defineCause({
  id: 'source-file-too-large',
  title: 'The source has a very large file',
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'Every build fetches the file and sends it to the builder. That takes time and disk, and the image is larger by it when it is copied.',
  shows: 'Builds that are slow before their first step, or that run out of disk.',
  proof: 'The tree at the commit has a file of that size.',
  fix: () => [
    step('If the build does not need it, name it in .dockerignore, and remove it from the repository.'),
    step('If it does, keep it in Object Storage or in a release, and fetch it in the step that needs it.'),
  ],
  doc: codeEngineDoc('plan-build'),
});
