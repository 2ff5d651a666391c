/** R and its package installer: `Error in …`, `installation of package ‘…’ had non-zero exit status`. */
import { says, type Tool } from './tool';

export const rscript: Tool = {
  name: 'r',
  starts: /\bRscript [\w.-]|\binstall2?\.r\b/,
  speaks:
    /^Execution halted$|^Error in (?:library|loadNamespace|download|install|contrib)\w{0,20}|^\* installing \*source\* package|^ERROR: (?:compilation failed|dependenc(?:y|ies) .{1,200}not available) for package|\binstallation of package '|^Installing package into '/,
  reaches: 'package-index',
  handles: 'package',
  says: [
    ...says(
      'compile',
      'package',
      /\binstallation of (?:package '(?<package>[\w.]{1,80})'|one or more packages failed)/,
    ),
    ...says(
      'not-found',
      'package',
      /\bpackages? '(?<package>[\w.]{1,80})'.{0,300} (?:is|are) not available\b/,
      /\bERROR: dependenc(?:y|ies) '(?<package>[\w.]{1,80})'.{0,300}(?:is|are) not available for package\b/,
    ),
    ...says('module-missing', 'module', /\bthere is no package called '(?<module>[\w.]{1,80})'/),
    ...says('compile', 'source-code', /^ERROR: compilation failed for package\b/),
    ...says('command-missing', 'compiler', /^ERROR: configuration failed for package\b/),
    ...says('crashed', 'program', /^Error: object '[\w.]{1,80}' not found$/),
    ...says(
      'timeout',
      'package-index',
      /\bunable to access index for repository\b|\bcannot open URL 'https?:/,
    ),
  ],
};
