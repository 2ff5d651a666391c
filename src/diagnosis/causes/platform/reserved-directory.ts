import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'reserved-directory',
  title: 'The application lies in a directory that the system needs',
  headline: (facts) =>
    naming`The Dockerfile copies the application into /${facts.captured.directory}, which the system needs`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', leavesOpen: 'build' },
  meaning:
    'The Dockerfile copies the application to a reserved directory such as `/bin`, `/dev`, `/etc`, `/lib`, `/proc`, `/run`, `/sys`, `/usr`, `/var` or `/workspace`, where it clashes with files of the system.',
  shows:
    'Files that are missing or replaced in the running container, or a COPY that fails because such a directory is a link in the base image.',
  follows: [from('conflict', 'directory', ['build'])],
  phrases: [
    /cannot copy to non-directory: \S{0,300}\/(?<directory>bin|dev|etc|lib|lib64|proc|run|sbin|sys|usr|var|workspace)(?![\w/-])/i,
  ],
  proof: 'The Dockerfile’s COPY and WORKDIR lines.',
  fix: (facts) => [
    step(
      'In the Dockerfile let COPY and WORKDIR name a directory of the application’s own, for example /app.',
    ),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-28'],
});
