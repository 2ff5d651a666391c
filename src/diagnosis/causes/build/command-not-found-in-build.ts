import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, words } from '../shared/wordings';

export default defineCause({
  id: 'command-not-found-in-build',
  title: 'A command of a RUN step is not found',
  stage: 'build',
  meaning:
    'A RUN step calls a program or script that the image does not have at that point, or whose interpreter is missing (a script with Windows line ends looks the same). Exit code 127.',
  shows: '`/bin/sh: 1: …: not found`, `exit code: 127`.',
  patterns: [
    ...words(
      73,
      /\b(?:sh|bash|ash|dash|zsh)(?:: line \d{1,5}|: \d{1,5}|: -c)?: (?:line \d{1,5}: |\d{1,5}: )?.{1,200}: (?:command )?not found\b/i,
      /: (?:line )?\d{1,5}: \S{1,200}: (?:command )?not found\b/i,
      /\b[Cc]ommand not found: \S{1,120}|: command not found$/,
      /\b(?:env|usr\/bin\/env): ['"`\u2018]?[\w.+/-]{1,120}(?:\\r)?['"`\u2019]?: No such file or directory\b/i,
      /\bmake(?:\[\d{1,2}\])?: (?!\*\*\*)[\w./+-]{1,100}: (?:Command not found|No such file or directory)/i,
      /\berror: cannot run \S{1,100}: No such file or directory\b|\bis not recognized as an internal or external command\b|\bThe term '.{1,120}' is not recognized as\b/i,
      /\bspawn [\w./-]{1,120} ENOENT\b|\bnpm (?:ERR!|error) syscall spawn\b/,
      /\b(?:no such file or directory|executable file not found in \$PATH)\b.{0,80}(?:exit code: 127|RUN)/i,
    ),
    ...words(
      70,
      /\bnpm (?:ERR!|error) Missing script:|\bMissing script: "|\berror Command "\S{1,100}" not found\b|\bERR_PNPM_(?:NO_SCRIPT|RECURSIVE_EXEC_FIRST_FAIL)\b|\bCouldn't find a script named\b/i,
    ),
    ...words(
      57,
      /\b(?:exit(?:ed)?(?: with)?|returned(?: a)?|non-zero|status|failed)\b.{0,30}\b(?:code|status|exit code)?:? ?127\b/i,
      /\bnon-zero code: 127\b/i,
    ),
    ...during(
      ['build'],
      words(
        60,
        /\bexecutable file not found in \$PATH\b/i,
        /\b(?:starting container process caused|unable to start container process).{0,200}(?:no such file or directory|not found)/i,
        /\bfork\/exec \S{1,120}: no such file or directory/i,
        /\b[Cc]ontain(?:er|ed) command (?:'\S{1,120}' )?not found or does not exist\b/,
      ),
    ),
  ],
  proof: 'The shell’s own statement, or exit code 127.',
  fix: (facts) => [
    step('Install the program in the same stage before the step, or correct its path.'),
    step('For a script: check that it was copied, its first line, and that its line ends are LF.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
