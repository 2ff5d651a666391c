import { causeOf } from '../../../src/diagnosis/causes/index';
import type { Evidence, Gathered } from '../../../src/diagnosis/model/evidence';
import { fromText } from '../../../src/diagnosis/verdict/from-text';

const is = <T>(value: T): Gathered<T> => ({ state: 'present', value });
const message = 'The source repository does not exist, or you have insufficient permission to access it.';

function failedRun(detail: { failureReason?: string; failureMessage?: string }): Evidence {
  return {
    buildRun: is({ name: 'run-1', status: 'failed' }),
    buildRunDetail: is({ reason: 'Failed', ...detail }),
  };
}

const causes = (evidence: Evidence) => fromText(evidence, 'build').candidates.map(({ cause }) => cause);

describe('what git says of a repository', () => {
  test.each(['GitRemoteRepositoryPrivate', 'GitRemoteRepositoryNotFound', 'GitError'])(
    'is not about an image registry (%s)',
    (failureReason) => {
      const stages = causes(failedRun({ failureReason, failureMessage: message })).map(
        (cause) => causeOf(cause).stage,
      );
      expect(new Set(stages)).toEqual(new Set(['source']));
    },
  );

  test('still names a cause of git', () => {
    expect(
      causes(
        failedRun({
          failureReason: 'GitError',
          failureMessage:
            'fatal: unable to access https://git.example/x: Could not resolve host: git.example',
        }),
      ),
    ).toEqual(['git-host-unreachable']);
  });

  test('is told from what a build step says of an image', () => {
    expect(
      causes(
        failedRun({
          failureMessage: 'pull access denied, repository does not exist or may require authorization',
        }),
      ),
    ).toEqual(['base-image-access-denied']);
  });
});
