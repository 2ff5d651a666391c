import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, words } from '../shared/wordings';

export default defineCause({
  id: 'permission-denied-in-build',
  title: 'A step of the build may not run or write a file',
  stage: 'build',
  meaning:
    'A script lacks the execute permission (exit code 126), or a step runs as a user who may not access a file or directory.',
  shows: '`/bin/sh: 1: ./build.sh: Permission denied`, `exit code: 126`, `EACCES: permission denied`.',
  patterns: [
    ...during(
      ['build', 'source'],
      words(
        64,
        /\bEACCES: permission denied\b/i,
        /\b(?:sh|bash|ash|dash)(?:: line \d{1,5}|: \d{1,5})?: .{1,200}: Permission denied\b/i,
        /\b(?:can't|cannot|could not|Could not|unable to|failed to) (?:create|open|write|remove|access|make|chmod|execute|exec|mkdir|rename|copy)\b.{0,300}: ?\(?Permission denied/i,
        /\bPermissionError: \[Errno 13\]|\[Errno 13\] Permission denied\b/i,
        /\bpermission denied\b/i,
        /\bare you root\?|\bOperation not permitted\b|\bmust be (?:run as )?root\b|\bCould not open lock file\b.{0,100}/i,
        /\bAccess (?:to the path .{1,200} is denied|is denied)\b|\bUnauthorizedAccessException\b/i,
      ),
    ),
    ...words(
      66,
      /\b(?:RUN|make(?:\[\d{1,2}\])?:|gradlew|mvnw)\b.{0,200}Permission denied\b/i,
      /\b(?:sh|bash)(?:: line \d{1,5}|: \d{1,5}): \.?\/?\S{1,200}: Permission denied\b/i,
      /\bEACCES\b/,
    ),
    ...words(
      58,
      /\b(?:exit(?:ed)?(?: with)?|returned(?: a)?|non-zero|status|failed)\b.{0,30}\b(?:code|status|exit code)?:? ?126\b/i,
      /\bnon-zero code: 126\b/i,
    ),
  ],
  proof: 'The system’s own statement, or exit code 126.',
  fix: (facts) => [
    step('Make the script executable: git update-index --chmod=+x FILE, or RUN chmod +x FILE.'),
    step('Give the directory to the user of the step: COPY --chown=USER, or run the step before USER.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
