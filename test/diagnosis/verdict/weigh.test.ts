import type { CauseId } from '../../../src/diagnosis/model/cause-id';
import type { Candidate } from '../../../src/diagnosis/verdict/candidate';
import { weigh } from '../../../src/diagnosis/verdict/weigh';

function candidate(
  cause: CauseId,
  source: Candidate['proof']['source'],
  more: Partial<Candidate> = {},
): Candidate {
  return {
    cause,
    strength: 'decisive',
    confidence: source === 'check' || source === 'platform' ? 'proven' : 'likely',
    proof: { source, text: `${source} says ${cause}` },
    ...more,
  };
}

const causes = (candidates: Candidate[], accessible = false) =>
  weigh(candidates, accessible).weighed.map(({ cause }) => cause);

describe('weighing', () => {
  test('a cause beats a symptom, whatever their sources', () => {
    expect(
      causes([
        candidate('port-not-listening', 'platform', { strength: 'symptom', confidence: 'possible' }),
        candidate('exec-format-error', 'log'),
      ]),
    ).toEqual(['exec-format-error']);
  });

  test('a symptom is better than nothing', () => {
    const { weighed } = weigh(
      [candidate('port-not-listening', 'platform', { strength: 'symptom', confidence: 'possible' })],
      false,
    );
    expect(weighed).toMatchObject([{ cause: 'port-not-listening', confidence: 'possible' }]);
  });

  test('of two symptoms the one that says more comes first, and the other stays when it has facts', () => {
    const symptom = { strength: 'symptom', confidence: 'possible' } as const;
    expect(
      causes([
        candidate('container-restarts', 'check', { ...symptom, detail: 'It restarted 8 times.' }),
        candidate('entrypoint-not-found', 'platform', symptom),
      ]),
    ).toEqual(['entrypoint-not-found', 'container-restarts']);
  });

  test('the platform’s structured word beats a log line', () => {
    expect(
      causes([candidate('compile-error', 'log'), candidate('ephemeral-storage-exceeded', 'platform')])[0],
    ).toBe('ephemeral-storage-exceeded');
  });

  test('a general word gives way to a specific one', () => {
    expect(
      causes([candidate('container-exit-nonzero', 'platform'), candidate('exec-format-error', 'log')])[0],
    ).toBe('exec-format-error');
  });

  test('two secrets that are missing are both named, and one that two sources name is named once', () => {
    const lacks = (name: string, more: Partial<Candidate> = {}) =>
      candidate('secret-not-found', 'check', {
        detail: `The secret ${name} does not exist.`,
        captured: { secret: name },
        ...more,
      });
    const ofRegistry = lacks('icr-key', { captured: {} });
    expect(weigh([ofRegistry, lacks('icr-key'), lacks('db-login')], false).weighed[0]?.detail).toBe(
      'The secret icr-key does not exist. The secret db-login does not exist.',
    );
  });

  test('two sources of one cause become one finding with both proofs', () => {
    const { weighed } = weigh(
      [candidate('rate-limited', 'event'), candidate('rate-limited', 'check')],
      false,
    );
    expect(weighed).toHaveLength(1);
    expect(weighed[0]).toMatchObject({
      confidence: 'proven',
      proof: [{ source: 'check' }, { source: 'event' }],
    });
  });
});

describe('what only follows from a cause', () => {
  test.each<[string, Candidate[]]>([
    [
      'a general word of the platform',
      [candidate('no-entrypoint', 'check'), candidate('port-not-listening', 'event')],
    ],
    [
      'the coarse word for a failed fetch of the source',
      [candidate('ssh-key-expired', 'log'), candidate('git-auth-failed', 'platform')],
    ],
    [
      'that nobody could log in without the right secret',
      [candidate('registry-secret-wrong-server', 'check'), candidate('auth-missing', 'platform')],
    ],
    [
      'that a secret is missing, when it is Code Engine’s own',
      [candidate('managed-secret-missing', 'check'), candidate('secret-not-found', 'platform')],
    ],
    [
      'that the tag is gone as well as the digest',
      [
        candidate('image-digest-not-found', 'check', { detail: 'The tag is gone as well.' }),
        candidate('image-tag-not-found', 'check'),
      ],
    ],
    [
      'what the wrong registry says of a login',
      [
        candidate('local-build-needs-icr', 'check', { detail: 'It pushes to docker.io.' }),
        candidate('auth-invalid', 'check'),
      ],
    ],
  ])('is not listed beside it: %s', (_what, candidates) => {
    expect(causes(candidates)).toEqual([candidates[0]?.cause]);
  });

  test.each<[string, Candidate[]]>([
    [
      'a quota that stops the next try',
      [candidate('build-timeout', 'platform'), candidate('registry-quota-storage', 'check')],
    ],
    [
      'another secret that the list of secrets does not have',
      [
        candidate('managed-secret-missing', 'check', { detail: 'Its own secret is gone.' }),
        candidate('secret-not-found', 'check', { detail: 'The secret psp-credentials does not exist.' }),
      ],
    ],
    [
      'a port that the program names itself',
      [
        candidate('container-oom-killed', 'platform'),
        candidate('port-not-listening', 'log', { detail: 'It listens on 3000.' }),
      ],
    ],
  ])('is told from a second problem, which is listed: %s', (_what, candidates) => {
    expect(causes(candidates)).toEqual(candidates.map(({ cause }) => cause));
  });

  test('both readings of one open word are listed while nothing decides', () => {
    const open = { strength: 'symptom', confidence: 'possible' } as const;
    expect(
      causes([
        candidate('auth-invalid', 'platform', open),
        candidate('permission-denied-push', 'platform', open),
      ]),
    ).toEqual(['auth-invalid', 'permission-denied-push']);
  });

  test('the line of the log that decides comes before a second word of the platform', () => {
    const { weighed } = weigh(
      [
        candidate('container-exit-nonzero', 'platform'),
        candidate('container-exit-nonzero', 'platform', {
          strength: 'symptom',
          proof: { source: 'platform', text: 'CrashLoopBackOff' },
        }),
        candidate('container-exit-nonzero', 'log'),
      ],
      false,
    );
    expect(weighed[0]?.proof.map(({ source }) => source)).toEqual(['platform', 'log', 'platform']);
  });
});

describe('our check and the messages about the registry', () => {
  test('an open answer is settled by the check', () => {
    const verdict = weigh(
      [candidate('access-denied-or-not-found', 'event'), candidate('image-tag-not-found', 'check')],
      false,
    );
    expect(verdict.weighed).toMatchObject([
      {
        cause: 'image-tag-not-found',
        confidence: 'proven',
        proof: [{ source: 'check' }, { source: 'event' }],
      },
    ]);
    expect(verdict.disagreements).toEqual([]);
  });

  test('a plain statement stands against the check, and both are said', () => {
    const verdict = weigh([candidate('rate-limited', 'event'), candidate('auth-missing', 'check')], false);
    expect(verdict.weighed[0]?.cause).toBe('rate-limited');
    expect(verdict.disagreements).toHaveLength(1);
  });

  test('a finer statement stands though the platform says the same coarse word as the check', () => {
    const verdict = weigh(
      [
        candidate('auth-invalid', 'check'),
        candidate('auth-invalid', 'platform'),
        candidate('auth-token-expired', 'event'),
      ],
      false,
    );
    expect(verdict.weighed[0]?.cause).toBe('auth-token-expired');
    expect(verdict.disagreements).toHaveLength(1);
  });

  test('what keeps the work from starting comes before what the registry would say', () => {
    expect(
      causes([candidate('permission-denied-push', 'check'), candidate('project-quota-exceeded', 'check')]),
    ).toEqual(['project-quota-exceeded', 'permission-denied-push']);
  });

  test('what both met on their ways is proven, and what only one met is not', () => {
    const hint = { strength: 'symptom', confidence: 'possible' } as const;
    const told = candidate('rate-limited', 'event', { confidence: 'likely' });
    const met = candidate('rate-limited', 'check', hint);
    expect(weigh([told, met], false).weighed).toMatchObject([{ confidence: 'proven' }]);
    expect(weigh([told], false).weighed).toMatchObject([{ confidence: 'likely' }]);
    expect(weigh([met], false).weighed).toMatchObject([{ confidence: 'possible' }]);
  });

  test('that a rule refuses our address does not prove that it refuses the platform’s', () => {
    const ours = candidate('network-policy-restricted', 'check', { confidence: 'likely' });
    const both = [ours, candidate('network-policy-restricted', 'event')];
    expect(weigh(both, false).weighed).toMatchObject([{ confidence: 'likely' }]);
  });

  test('a refusal that is mended by now is told', () => {
    const verdict = weigh([candidate('auth-invalid', 'event')], true);
    expect(verdict.weighed[0]?.cause).toBe('auth-invalid');
    expect(verdict.disagreements[0]).toContain('lets the same credential in now');
  });

  test('what the check found is the next obstacle when the work failed before it', () => {
    expect(
      causes([candidate('dockerfile-not-found', 'log'), candidate('permission-denied-push', 'check')]),
    ).toEqual(['dockerfile-not-found', 'permission-denied-push']);
  });

  test('an advisory never comes before a cause', () => {
    expect(
      causes([candidate('tag-moved', 'check', { advisory: true }), candidate('rate-limited', 'event')]),
    ).toEqual(['rate-limited', 'tag-moved']);
  });
});
