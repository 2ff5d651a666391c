/** Push: the image was built and the registry does not take it. */
import type { RemedyFacts } from '../../remedy/facts';
import { isBuild } from '../../remedy/steps';

/** A push is made by a build, also where a text does not tell which one. */
export function asBuild(facts: RemedyFacts): RemedyFacts {
  return isBuild(facts) ? facts : { ...facts, kind: 'build' };
}
