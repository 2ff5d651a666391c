import { explain, explainChunks, explainStream } from '../../../../src/diagnosis/verdict/text/explain';

const cause = (text: string, phase?: Parameters<typeof explain>[1]) => explain(text, phase).cause;

describe('root, not noise', () => {
  test('the first real error wins over what follows from it', () => {
    expect(
      cause(
        `W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'
E: Unable to locate package curl
ERROR: failed to solve: process "/bin/sh -c apt-get install curl" did not complete successfully: exit code: 100`,
      ),
    ).toBe('package-install-network');
  });

  test('a plain statement beats the merged answer around it, wherever it stands', () => {
    const merged = 'pull access denied for shop/web, repository does not exist or may require authorization';
    const plain = 'denied: Your authorization token has expired. Reauthenticate and try again.';
    expect(cause(`${merged}\n${plain}`)).toBe('auth-token-expired');
    expect(cause(`${plain}\n${merged}`)).toBe('auth-token-expired');
  });

  test('a submodule that cannot be cloned beats the key that was refused for it', () => {
    expect(
      cause(
        `git@github.com: Permission denied (publickey).
fatal: clone of 'git@github.com:fernwood/prices.git' into submodule path '/src/prices' failed`,
      ),
    ).toBe('git-submodule-failed');
  });

  test('an error in a step that went on to succeed does not count', () => {
    expect(
      cause(
        `#5 [2/3] RUN ./probe.sh || true
#5 0.310 /bin/sh: 1: nc: not found
#5 DONE 0.4s
#6 exporting to image
#6 DONE 1.0s`,
      ),
    ).toBe('healthy-no-problem');
  });

  test('a pull that succeeds in the end settles the failed tries', () => {
    const failed = 'Failed to pull image "us.icr.io/shop/web:1": dial tcp 10.0.0.1:443: i/o timeout';
    expect(cause(failed)).toBe('registry-unreachable-timeout');
    expect(cause(`${failed}\nSuccessfully pulled image "us.icr.io/shop/web:1" in 3s`)).toBe(
      'healthy-no-problem',
    );
    expect(cause(`${failed}\nSuccessfully pulled image "us.icr.io/shop/sidecar:1" in 3s`)).toBe(
      'registry-unreachable-timeout',
    );
  });

  test('warnings alone are no failure', () => {
    expect(
      cause(`npm warn deprecated inflight@1.0.6: This module is not supported, and leaks memory.
npm warn EBADENGINE Unsupported engine
added 312 packages in 9s`),
    ).toBe('healthy-no-problem');
  });
});

describe('the part of the work', () => {
  const refused =
    'failed to resolve reference "ghcr.io/fernwood/base:1": unexpected status from HEAD request: 403 Forbidden';

  test('the line itself says it', () => {
    expect(cause(`ERROR: failed to solve: ghcr.io/fernwood/base:1: ${refused}`)).toBe(
      'base-image-access-denied',
    );
    expect(cause(`Failed to pull image "ghcr.io/fernwood/base:1": ${refused}`)).toBe(
      'permission-denied-pull',
    );
    expect(cause(`#9 ERROR: failed to push ghcr.io/fernwood/base:1: unexpected status: 403 Forbidden`)).toBe(
      'permission-denied-push',
    );
  });

  test('else the caller', () => {
    const bare = 'toomanyrequests: You have reached your pull rate limit';
    expect(cause(bare, { phase: 'build' })).toBe('base-image-rate-limited');
    expect(cause(bare, { phase: 'pull' })).toBe('rate-limited');
  });

  test("the mark of BuildKit's own log, whatever a command above it named", () => {
    const denied = "Error: EACCES: permission denied, open '/srv/.cache/tides.json'";
    expect(cause(`#14 2.210 ${denied}`)).toBe('permission-denied-in-build');
    expect(cause(`$ docker compose up\n3.902 ${denied}`)).toBe('permission-denied-in-build');
    expect(cause(`node:internal/fs:1\n${denied}`)).toBe('runtime-permission-denied');
  });

  test('OOMKilled of a build is not OOMKilled of an app', () => {
    expect(cause('OOMKilled', { phase: 'build' })).toBe('build-out-of-memory');
    expect(cause('OOMKilled', { phase: 'run' })).toBe('container-oom-killed');
  });
});

describe('honesty', () => {
  test('an error that nobody knows is unknown, with its most telling lines', () => {
    const found = explain(`starting
settlement failed: ledger 17 is out of balance
shutting down`);
    expect(found).toMatchObject({ cause: 'unknown', confidence: 'unknown' });
    expect(found.telling).toContain('settlement failed: ledger 17 is out of balance');
    expect(found.proof?.lineNumber).toBe(2);
  });

  test('a text without any failure is healthy', () => {
    expect(explain('Server listening on port 8080')).toMatchObject({
      cause: 'healthy-no-problem',
      stage: 'none',
      telling: [],
    });
  });

  test('an empty text says nothing', () => {
    expect(cause('')).toBe('unknown');
    expect(cause('\n \n\t\n')).toBe('unknown');
  });

  test('a registry that says no more than that it does not know is unknown', () => {
    expect(cause('0a1b2c3d4e5f: Pushed\nerror from registry: unknown\nunknown')).toBe('unknown');
  });

  test('a rollout that took too long is no registry that does not answer', () => {
    expect(cause('tides-web: Progress Deadline Exceeded, 1 of 3 replicas')).toBe('unknown');
  });

  test('what the kernel says of a call is no word about the arguments of a command', () => {
    expect(cause('clone(CLONE_NEWNS): Invalid argument')).toBe('unknown');
    expect(cause('tides: unknown option --moon')).not.toBe('unknown');
  });

  test('a failed step of a build whose log is elsewhere is unknown', () => {
    expect(cause('ERROR: build step 2 "registry.example/tools:1" failed: step exited with status: 3')).toBe(
      'unknown',
    );
  });

  test('a Java that gets no memory is no build, though its lines begin like those of go', () => {
    const text =
      '# There is insufficient memory for the Java Runtime Environment to continue.\n# //hs_err_pid7.log';
    expect(cause(text)).not.toBe('build-out-of-memory');
  });

  test('a symptom without its reason is unknown', () => {
    expect(cause('web-1   0/1   ImagePullBackOff   0   3m')).toBe('unknown');
  });
});

describe('what a program died of', () => {
  const panic = "thread 'main' panicked at src/main.rs:9:5:";

  test('stands in the lines below the crash', () => {
    expect(cause(`${panic}\nTIDES_URL must be set: NotPresent`)).toBe('runtime-config-missing');
  });

  test('is not named by lines further down', () => {
    expect(cause(`${panic}\nthe moon is blue\none\ntwo\nTIDES_URL must be set`)).toBe(
      'container-exit-nonzero',
    );
  });
});

describe('what is captured', () => {
  test('the deciding line with its number and neighbours, and the names in it', () => {
    const found = explain(`Deploying
Failed to pull image "us.icr.io/shop/web:9": manifest unknown
Done`);
    expect(found.proof).toEqual({
      line: 'Failed to pull image "us.icr.io/shop/web:9": manifest unknown',
      lineNumber: 2,
    });
    expect(found.telling).toEqual([
      'Deploying',
      'Failed to pull image "us.icr.io/shop/web:9": manifest unknown',
      'Done',
    ]);
    expect(found.captured.image).toBe('us.icr.io/shop/web:9');
  });

  test('of a very long line only the neighbourhood', () => {
    const found = explain(`${'x'.repeat(100_000)} manifest unknown ${'y'.repeat(100_000)}`);
    expect(found.cause).toBe('image-tag-not-found');
    expect(found.proof?.line.length).toBeLessThan(700);
    expect(found.proof?.line).toContain('manifest unknown');
  });
});

describe('a text in pieces', () => {
  const text =
    'Cloning into source...\nHost key verification failed.\nfatal: Could not read from remote repository.\n';

  test.each([1, 2, 7, 1000])('cut every %d characters gives the same finding', async (size) => {
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    expect(explainChunks(pieces)).toEqual(explain(text));
    async function* stream() {
      yield* pieces;
    }
    expect(await explainStream(stream())).toEqual(explain(text));
  });
});

test('of a trace the error is quoted, not a frame below it', () => {
  const text = [
    "throw new TypeError('rule ' + rule.id + ' has no conditions');",
    '',
    'TypeError: rule spring-sale has no conditions',
    '    at loadRules (/app/dist/rules/load.js:18:11)',
    '    at start (/app/dist/server.js:44:9)',
    'Node.js v22.17.0',
  ].join('\n');
  expect(explain(text).proof).toEqual({
    line: 'TypeError: rule spring-sale has no conditions',
    lineNumber: 3,
  });
});
