import { explain } from '../../../../src/diagnosis/verdict/text/explain';

/** Kinds of failure, each with words of several tools: what is known of a kind must hold for a tool that nobody knows. */
type Kind = readonly [text: string, cause: string];

function reads(kind: string, cases: readonly Kind[]): void {
  describe(kind, () => {
    test.each(cases)('%s -> %s', (text, cause) => {
      expect(explain(text).cause).toBe(cause);
    });
  });
}

reads('a tool that breaks by itself says where, and nobody can say why', [
  [
    'error: internal compiler error: compiler/tides_middle/src/ty.rs:360: unexpected region\nnote: we would appreciate a bug report',
    'unknown',
  ],
  [
    "moon.hs: panic! (the 'impossible' happened)\n  (GHC version 9.4.7: tides)\nPlease report this as a bug",
    'unknown',
  ],
  [
    '#12 41.2 fernwood/tides: /usr/local/go/pkg/tool/linux_amd64/compile: signal: segmentation fault (core dumped)\n#12 ERROR: process "/bin/sh -c go build ./..." did not complete successfully: exit code: 1',
    'unknown',
  ],
  [
    '#9 3.1 clang-16: error: clang frontend command failed due to signal (use -v to see invocation)\n#9 3.1 Stack dump:\n#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2',
    'unknown',
  ],
  [
    '/sdk/Sdks/Tides.targets(12,5): error MSB4018: The "PackTides" task failed unexpectedly. [/src/Tides.csproj]',
    'unknown',
  ],
  [
    'Step 4/6 : RUN ./gradlew jar\ne: org.jetbrains.kotlin.backend.common.BackendException: Backend Internal error: Exception during lowering\nBUILD FAILED in 12s',
    'unknown',
  ],
  // A compiler that was killed asks for a report as well.
  [
    'c++: fatal error: Killed signal terminated program cc1plus\nPlease submit a full bug report, with preprocessed source.',
    'build-out-of-memory',
  ],
]);

reads('an engine whose own storage or namespaces break has nothing to do with the image', [
  [
    'STEP 2/5: RUN make\nError: mounting build container "0a1b2c3d": creating overlay mount to /var/lib/containers/storage/overlay/4e5f/merged: invalid argument',
    'unknown',
  ],
  [
    'docker: Error response from daemon: failed to create task for container: runc create failed: unable to start container process: error during container init: error mounting "proc" to rootfs at "/proc": operation not permitted',
    'unknown',
  ],
]);

reads('nonsense in the place of an answer', [
  [
    'Error response from daemon: error parsing HTTP 404 response body: invalid character \'<\' looking for beginning of value: "<html><title>Captive portal</title>"',
    'unknown',
  ],
  [
    'Step 3/7 : RUN dart pub get\n400 Bad Request trying to find package moon at https://pub.dev.\npub get failed (69)',
    'package-install-network',
  ],
]);

reads('the reason of the operating system outdoes what a tool supposes', [
  ["python3: can't open file '/srv/tides.py': [Errno 13] Permission denied", 'runtime-permission-denied'],
  [
    "/usr/bin/python3.11: can't open file '/srv/tides.py': [Errno 2] No such file or directory",
    'runtime-file-missing',
  ],
]);

reads('what stands in the line of a crash is what the program died of', [
  ['FATAL: could not open "/data/moon.lock": Operation not permitted', 'runtime-permission-denied'],
  ['[7] FATAL:  folder "/var/lib/tides" has invalid permissions', 'runtime-permission-denied'],
  ['tides panic: no region setting provided', 'runtime-config-missing'],
]);

reads('whoever starts a server is past the build', [
  [
    'INFO  configuration updated\nERROR: Unexpected error when starting the server in (moon) mode\nERROR: strict lookup configured but no endpoint setting provided',
    'runtime-config-missing',
  ],
  ['tides_1  | ERROR: [2] bootstrap checks failed', 'container-exit-nonzero'],
  [
    "{\"init terminating in do_boot\",{'cannot get bootfile','/opt/moon/bin/start.boot'}}",
    'runtime-file-missing',
  ],
]);

reads('who made it, and for which version', [
  [
    "#8 3.2 Error: package 'Tides' was built under another version of R; it needs to be reinstalled\n#8 3.3 ERROR: lazy loading failed for package 'moon'",
    'build-tool-version-mismatch',
  ],
  [
    'FATAL: the data folder was initialized by Tides version 13, which is not compatible with this version 16.2',
    'runtime-version-mismatch',
  ],
]);

reads('what a build lacks', [
  [
    'CMake Error at CMakeLists.txt:4 (find_package):\n  Could not find a package configuration file provided by "Moonlight" with any of the following names:',
    'native-build-tools-missing',
  ],
  [
    'Step 2/3 : RUN stack install\nNo compiler found, expected minor version match with moon-9.6',
    'native-build-tools-missing',
  ],
  [
    'Resolving dependencies...\nrejecting: moon-1.1.0 (conflict: tides => moon>=2)',
    'package-dependency-conflict',
  ],
  [
    "* installing *source* package 'tides' ...\nError in library(Moon) : there is no package called 'Moon'",
    'build-dependency-not-installed',
  ],
  [
    "Cannot open file, path = 'pubspec.lock' (OS Error: Permission denied, errno = 13)",
    'permission-denied-in-build',
  ],
]);

reads('an image registry that answers a build tool is none of packages', [
  [
    '[ERROR] Failed to execute goal com.fernwood:image-maven-plugin:3.4:push (default-cli) on project tides: see https://github.com/fernwood/blob/docs/faq.md: Unauthorized for us.icr.io/fernwood/tides: 401 Unauthorized\n[ERROR] GET https://us.icr.io/oauth/token?scope=repository:fernwood/tides:pull,push',
    'permission-denied-push',
  ],
]);

reads('a program that tells of itself, and of no trouble, is at work', [
  [
    '[Tide Worker] Connecting to harbour 7\n[Tide Worker] Read 464854 bytes\n[Tide Worker] Skipping harbour 7: the table has not changed\n[Tide Worker] Connecting to harbour 8',
    'healthy-no-problem',
  ],
  [
    '10:20:30 moon phase is 0.4\n10:20:31 tide table of 7 harbours\n10:20:32 next look in 5 min\n',
    'healthy-no-problem',
  ],
  // Nobody can tell whether what it waits for comes.
  [
    '10:20:30 moon phase is 0.4\n10:20:31 tide table of 7 harbours\n10:20:32 waiting for the harbour',
    'unknown',
  ],
  // The middle of a stack trace is no news of a program that is well.
  [
    '10:20:30.699   File "/app/moon.py", line 467, in load\n10:20:30.699     self.moon = rise(self.app)\n10:20:30.700   File "/app/tides.py", line 12, in rise',
    'unknown',
  ],
  ['The moon is a rock. It goes round the earth. The tides follow it.', 'unknown'],
]);

describe('what is put together from words alone is not called likely where no program is seen at work', () => {
  test.each(['cat: moon.txt: No such file or directory\nERROR: Job failed: exit code 1'])('%s', (text) => {
    expect(explain(text).confidence).toBe('possible');
  });
});

describe('an error stream of PowerShell, broken at its window, among lines that were not', () => {
  const broken = [
    '[dotenv] injecting 0 settings from .env: this line of the standard output is wider than the window of the error stream',
    'node : ERROR: ',
    'TIDE_API_KEY is not ',
    'set',
    'At line:1 char:1',
    '+ node moon.js 2>&1 ',
    '+ ~~~~~~~~~~~~~~~~~~',
    '~~~~',
    '    + CategoryInfo  ',
    '   : NotSpecified',
  ].join('\n');
  test('is put together', () => {
    expect(explain(broken).cause).toBe('runtime-config-missing');
  });
});
