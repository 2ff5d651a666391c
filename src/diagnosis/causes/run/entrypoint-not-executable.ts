import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, words } from '../shared/wordings';

export default defineCause({
  id: 'entrypoint-not-executable',
  title: 'The start command may not be executed',
  stage: 'run',
  meaning:
    'The file is in the image and lacks the execute permission for the user who starts it, or the path is a directory.',
  shows: '`exec: "/entrypoint.sh": permission denied`.',
  patterns: during(
    ['run', 'pull', 'push'],
    words(
      88,
      /\b(?:exec|starting container process caused|start container process|OCI runtime|runc|crun).{0,300}\bpermission denied\b/i,
      /\bexec(?:v[pe]{1,2})? \S{1,200}(?: failed)?: [Pp]ermission denied\b/,
      /\b[Cc]ontain(?:er|ed) command (?:'\S{1,120}' )?could not be invoked\b/,
      /\bOCI permission denied\b|\bexec user process caused:? ["\\]{0,3}permission denied\b/i,
      /\b\[?(?:dumb-init|tini|FATAL tini)\b.{0,160}[Pp]ermission denied\b/,
      /\bexec: "\S{1,200}": is a directory\b|\bexec \S{1,200}: is a directory\b/i,
      /\b(?:sh|bash): (?:\d{1,4}: )?\/?\S{0,120}(?:entrypoint|start|run)\S{0,60}: Permission denied\b/i,
      /\bopen executable: Permission denied\b/i,
    ),
  ),
  proof: 'The container’s state: exit code 126.',
  fix: (facts) => [
    step(
      'Add RUN chmod +x FILE to the Dockerfile, or set the permission in git and commit it.',
      'git update-index --chmod=+x FILE',
    ),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['J-3'],
});
