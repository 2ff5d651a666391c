/** Tells a misspelt stage of a Dockerfile from an image that is not there. */
import { traitsOf } from '../../causes/index';
import type { CauseId } from '../../model/cause-id';
import type { Reading } from '../../reading/reader';
import type { TextCandidate } from './candidates';

/** Names that people give to stages, and that no image of Docker Hub's library has. */
const usualStage =
  /^(?:builder|build|base|deps|dependencies|runner|prod|production|dev|development|compile|compiler|publish|release|final|installer|install|assets|frontend|backend|test|tester|stage-?\d{0,2})$/;

/** `COPY --from=buidler`: a misspelt stage is looked up as an image of that name. */
export function settleStage(
  { cause }: TextCandidate,
  candidates: readonly TextCandidate[],
  { stageName, retrieving, phases }: Reading,
): CauseId {
  if (!traitsOf(cause).mayBeStage) return cause;
  const asked =
    candidates
      .filter((one) => one.cause === cause)
      .map(({ fact }) => /(?:\blibrary\/|\bfor )([\w-]{1,100})(?=[/:,\s"]|$)/.exec(fact.line)?.[1])
      .find((name) => name !== undefined) ?? retrieving;
  if (asked === undefined || !phases.has('build')) return cause;
  return asked === stageName || usualStage.test(asked) ? 'dockerfile-unknown-stage' : cause;
}
