import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'native-build-tools-missing',
  title: 'A compiler or build tool is missing in the image',
  stage: 'build',
  meaning:
    'A package must be compiled while it is installed, and the base image (often a slim or alpine one) has no compiler, make, Python or header files.',
  shows: '`gyp ERR! find Python`, `error: command ‘gcc’ failed`, `C compiler "gcc" not found`.',
  patterns: [
    ...words(
      91,
      /\bgyp ERR! find Python\b|\bCan't find Python executable\b|\bCould not find any Python installation\b/i,
      /\bgyp ERR! (?:stack )?(?:Error: )?not found: (?:make|gcc|g\+\+|cc|c\+\+|python\d?)\b/i,
      /\bgyp ERR! (?:find VS|stack Error: (?:`make`|`gyp`|spawn make))/i,
      /\b(?:C|C\+\+) compiler ["'`]?\S{1,60}["'`]? not found\b|\bcgo: .{0,60}not found\b|\bcgo: exec\b/i,
      /\b(?:error|ERROR): command ['"`]?(?:\S{0,60}\/)?(?:\w{1,20}-linux-gnu-)?(?:gcc|g\+\+|cc|c\+\+|clang|cmake|make|swig)['"`]? (?:failed: No such file|not found|failed with exit status 1: No such file)/i,
      /\b(?:unable to execute|failed to execute) ['"`]?(?:\S{0,60}\/)?(?:\w{1,20}-linux-(?:gnu|musl)-)?(?:gcc|g\+\+|cc|c\+\+|clang|x86_64)\S{0,20}['"`]?: ?.{0,40}No such file/i,
      /\b(?:gcc|g\+\+|cc|c\+\+|make|cmake|pkg-config|autoreconf|clang|python3?|nasm|ninja|protoc|ld|linker|rustc|cargo)['"`]?: (?:command )?not found\b/i,
      /\b(?:gcc|g\+\+|cc|c\+\+|make|cmake|clang|pkg-config): (?:No such file or directory|executable file not found)/i,
      /\bNo such file or directory: ?['"](?:gcc|g\+\+|cc|c\+\+|clang|make|cmake|pkg-config|pg_config|swig|ninja)['"]/i,
      /\bexec: "(?:gcc|g\+\+|cc|c\+\+|clang|make|pkg-config|cmake)": executable file not found\b/i,
      /\blinker [`'"]\S{1,60}[`'"] not found\b/i,
      /\bfatal error: (?:Python\.h|[\w/+.-]{1,80}\.h(?:pp)?): No such file or directory\b/i,
      /\bno acceptable C compiler found\b|\bCMake must be installed\b|\bCMAKE_(?:C|CXX)_COMPILER not set\b|\bCould not find CMAKE_MAKE_PROGRAM\b|\bunable to find .{0,30}build program corresponding to\b/i,
      /\b(?:pg_config|mysql_config|mariadb_config|llvm-config|krb5-config|xml2-config|curl-config|freetype-config) (?:executable )?(?:is required|not found|command not found)|\bmysql_config not found\b|\b(?:pg_config|mysql_config): (?:not found|command not found)/i,
      /\bCan not find valid pkg-config name\b|\bpkg-config (?:script )?(?:could not be found|was not found|command could not be (?:found|run)|is required|not found)|\bThe pkg-config command could not be\b/i,
      /\bPackage '?[\w.+-]{1,80}'?, required by '.{1,80}', not found\b|\bPackage [\w.+-]{1,80} was not found in the pkg-config search path\b|\bNo package '[\w.+-]{1,80}' found\b/i,
      /\b(?:Could NOT|could not|Could not) find (?:OpenSSL|directory of OpenSSL|`protoc`|protoc|ZLIB|Boost|CURL|PkgConfig|BLAS|libclang)/i,
      /\bUnknown compiler\(s\)|\bDependency "?[\w.+-]{1,80}"? not found, tried\b|\bspawn (?:make|gcc|g\+\+|cmake|python\d?) ENOENT\b/i,
      /\berror: (?:openssl|libxml2|libxslt|Microsoft Visual C\+\+).{0,120}(?:required|is required|not found|not installed)|\bPlease make sure the libxml2 and libxslt development packages\b/i,
      /\bcannot find -l[\w+.-]{1,60}\b/i,
      /\bFailed to build gem native extension\b|\bextconf\.rb failed\b|\bYou have to install development tools first\b|\bmkmf\.rb can't find header files for ruby\b/i,
      /\bconfigure: error: .{0,200}(?:not found|required|missing|cannot find|no acceptable|Please install|not installed)/i,
      /\bCargo, the Rust package manager, is not installed\b|\bcan't find Rust compiler\b|\berror: can't find Rust\b|\bRust toolchain\b.{0,80}(?:not|required|install)/i,
      /\bToo few arguments: autoreconf|\b(?:autoreconf|automake|aclocal|libtoolize)(?::| is| was)? .{0,40}not found\b/i,
      /\bJava (?:compiler|JDK).{0,80}(?:not found|missing|required)|\bNo compiler is provided in this environment\b|\bJAVA_HOME (?:is not set|is set to an invalid|environment variable is not)|\bTools\.jar .{0,60}not found\b/i,
      /\bUnable to find libclang\b|\bfailed to run custom build command for `(?:openssl|.{1,60})-sys\b/i,
      /\bfailed to find tool\.? "?(?:cc|gcc|g\+\+|c\+\+|cmake|x86)|\bis `cmake` not installed\b/i,
    ),
    ...words(74, /\bgyp ERR! (?:configure|build) error\b/i),
    // A wheel that does not build mostly lacks a compiler or headers; its own lines say it plainer when they are there.
    ...words(
      40,
      /\bFailed building wheel for\b|\binvalid command 'bdist_wheel'|\bCould not build wheels for\b|\bsubprocess-exited-with-error\b/i,
    ),
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
