import { Follows, follows } from '../../../src/diagnosis/causes/follow';
import { catalogue } from '../../../src/diagnosis/causes/index';
import type { Phase } from '../../../src/diagnosis/model/cause-id';
import type { Thing, Went } from '../../../src/diagnosis/reading/fact';

const phases: readonly Phase[] = ['source', 'build', 'push', 'pull', 'run'];

describe('what a cause follows from', () => {
  test('is declared by no other cause as well', () => {
    const claims = new Map<string, string>();
    const twice: string[] = [];
    for (const { id, follows: declared = [] } of catalogue.values()) {
      for (const { went, to = ['anything'], during = phases, who = ['anybody'] } of declared) {
        for (const claim of went.flatMap((w) =>
          to.flatMap((t) => during.flatMap((d) => who.map((o) => `${w} ${t} ${d} ${o}`))),
        )) {
          const other = claims.get(claim);
          if (other !== undefined && other !== id) twice.push(`${claim}: ${other}, ${id}`);
          claims.set(claim, id);
        }
      }
    }
    expect(twice).toEqual([]);
  });

  test.each<[Went, Thing[], Phase, string | undefined]>([
    ['not-found', ['image'], 'pull', 'image-tag-not-found'],
    ['not-found', ['image'], 'build', 'base-image-not-found'],
    ['refused', ['service'], 'run', 'runtime-dependency-unreachable'],
    ['refused', ['registry'], 'pull', 'registry-connection-refused'],
    ['refused', ['package-index'], 'build', 'package-install-network'],
    // The nearest object decides.
    ['timeout', ['git-host', 'registry'], 'source', 'git-host-unreachable'],
    ['failed', ['image'], 'pull', undefined],
  ])('%s of %j during %s: %s', (went, to, phase, cause) => {
    expect(follows.from({ went, to }, phase)?.cause).toBe(cause);
  });

  test('of causes that bring each other about there is no circle', () => {
    const circles = [...catalogue.values()].filter(({ id, becauseOf = [] }) =>
      becauseOf.some((other) => catalogue.get(other)?.becauseOf?.includes(id)),
    );
    expect(circles.map(({ id }) => id)).toEqual([]);
  });
});

test('what is left out does not decide', () => {
  const some = new Follows(catalogue.values());
  const used = some.watch();
  expect(some.from({ went: 'no-space', to: [] }, 'build')?.cause).toBe('disk-space-exhausted');
  some.leaveOut(new Set(used));
  expect(some.from({ went: 'no-space', to: [] }, 'build')).toBeUndefined();
});
