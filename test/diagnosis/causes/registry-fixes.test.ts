import { causeOf } from '../../../src/diagnosis/causes/index';
import type { CauseId } from '../../../src/diagnosis/model/cause-id';
import type { ImagesInUse } from '../../../src/diagnosis/model/evidence';
import type { RemedyFacts } from '../../../src/diagnosis/remedy/facts';
import { printCommand, printCommands } from '../../../src/diagnosis/remedy/print';

/** Commands of a fix, in order. */
const commandsOf = (cause: CauseId, facts: Partial<RemedyFacts>): readonly string[] =>
  causeOf(cause)
    .fix({ captured: {}, ...facts })
    .flatMap(({ commands = [] }) => commands.map(printCommand));

const textOf = (cause: CauseId, facts: Partial<RemedyFacts>): string =>
  causeOf(cause)
    .fix({ captured: {}, ...facts })
    .map(({ text, commands = [] }) => `${text}\n${printCommands(commands)}`)
    .join('\n');

const anApp: Partial<RemedyFacts> = {
  kind: 'app',
  name: 'kiosk',
  app: 'kiosk',
  region: 'eu-de',
  image: 'private.de.icr.io/tills/kiosk:2',
  registryHost: 'private.de.icr.io',
  repository: 'tills/kiosk',
  namespace: 'tills',
  imageTag: '2',
  registrySecret: 'icr-tills',
};

const aRun: Partial<RemedyFacts> = {
  kind: 'jobrun',
  name: 'tally-run-1',
  job: 'tally',
  jobRun: 'tally-run-1',
  region: 'eu-gb',
  image: 'uk.icr.io/tills/tally:3',
  registryHost: 'uk.icr.io',
  repository: 'tills/tally',
  namespace: 'tills',
  imageTag: '3',
  registrySecret: 'icr-tills',
};

const aBuild: Partial<RemedyFacts> = {
  kind: 'build',
  name: 'till-ui',
  build: 'till-ui',
  region: 'eu-de',
  image: 'de.icr.io/tills/till-ui:4',
  registryHost: 'de.icr.io',
  repository: 'tills/till-ui',
  namespace: 'tills',
  imageTag: '4',
  registrySecret: 'icr-push',
};

const submit = 'ibmcloud ce jobrun submit --job tally';

describe('a secret that does not exist is created for what it is used for', () => {
  test('an environment variable that reads one key', () => {
    expect(
      commandsOf('secret-not-found', {
        ...aRun,
        environment: [
          { name: 'DB_PASSWORD', type: 'secret_key_reference', reference: 'db-login', key: 'password' },
          { name: 'DB_USER', type: 'secret_key_reference', reference: 'db-login', key: 'user' },
        ],
        captured: { secret: 'db-login' },
      }),
    ).toEqual([
      'ibmcloud ce secret list',
      'ibmcloud ce secret create --name db-login --from-literal password=VALUE --from-literal user=VALUE',
      submit,
    ]);
  });

  test('a config map', () => {
    const facts = {
      ...aRun,
      secretNames: ['icr-tills'],
      environment: [{ type: 'config_map_full_reference', reference: 'flags' }],
    };
    expect(commandsOf('secret-not-found', facts)).toEqual([
      'ibmcloud ce configmap list',
      'ibmcloud ce configmap create --name flags --from-literal KEY=VALUE',
      submit,
    ]);
  });

  test('the git repository', () => {
    const facts = { ...aBuild, sourceSecret: 'git-key', secretNames: ['icr-push'] };
    expect(commandsOf('secret-not-found', facts)).toContain(
      'ibmcloud ce secret create --format ssh --name git-key --key-path PRIVATE_KEY_FILE --known-hosts-path KNOWN_HOSTS_FILE',
    );
    expect(commandsOf('secret-not-found', facts).join()).not.toContain('--format registry');
  });

  test('the registry of the image, with its own server and user', () => {
    const commands = commandsOf('secret-not-found', { ...aBuild, captured: { secret: 'icr-push' } });
    expect(commands).toContain(
      'ibmcloud ce secret create --format registry --name icr-push --server de.icr.io --username iamapikey --password-from-json-file icr-push.json',
    );
    expect(commands.at(-1)).toBe('ibmcloud ce buildrun submit --build till-ui');
  });

  test('both secrets of a build, when both are missing', () => {
    const text = textOf('secret-not-found', { ...aBuild, sourceSecret: 'git-key', secretNames: [] });
    expect(text).toContain('--name icr-push');
    expect(text).toContain('--name git-key');
  });
});

describe('a pinned digest that is gone', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const other = `sha256:${'b'.repeat(64)}`;

  test('is taken from the tag while there is one', () => {
    const commands = commandsOf('image-digest-not-found', {
      ...anApp,
      drift: { pinnedDigest: digest, tagDigest: other, pinnedExists: false },
      icr: { missing: [] },
    });
    expect(commands).toEqual(['ibmcloud ce app update --name kiosk', 'ibmcloud cr retention-policy-list']);
  });

  test('is restored when the tag is gone and the trash has it, and deployed only then', () => {
    const commands = commandsOf('image-digest-not-found', {
      ...anApp,
      drift: { pinnedDigest: digest, pinnedExists: false },
      icr: { missing: [], trash: [{ digest, tags: ['2'], daysUntilExpiry: 9 }] },
    });
    expect(commands.slice(0, 2)).toEqual([
      `ibmcloud cr image-restore de.icr.io/tills/kiosk@${digest}`,
      'ibmcloud ce app update --name kiosk',
    ]);
  });

  test('is built again when neither tag nor trash have it', () => {
    const commands = commandsOf('image-digest-not-found', {
      ...anApp,
      build: 'kiosk-build',
      drift: { pinnedDigest: digest, pinnedExists: false },
      icr: { missing: [] },
    });
    expect(commands.slice(0, 2)).toEqual([
      'ibmcloud ce buildrun submit --build kiosk-build',
      'ibmcloud ce app update --name kiosk',
    ]);
  });

  test('says nothing of the trash of another registry', () => {
    const facts = { ...anApp, image: 'ghcr.io/tills/kiosk:2', registryHost: 'ghcr.io' };
    expect(textOf('image-digest-not-found', facts)).not.toContain('ibmcloud cr');
  });
});

describe('the private host of the registry', () => {
  const image = 'private.uk.icr.io/tills/tally:3';

  test.each(['registry-quota-traffic', 'network-policy-restricted'] as const)(
    '%s: comes with a secret that the project has for it, and a new run',
    (cause) => {
      const commands = commandsOf(cause, {
        ...aRun,
        registrySecrets: [{ name: 'ce-auto-icr-private-eu-gb', server: 'private.uk.icr.io' }],
      });
      expect(commands).toContain(
        `ibmcloud ce job update --name tally --image ${image} --registry-secret ce-auto-icr-private-eu-gb`,
      );
      expect(commands.at(-1)).toBe(submit);
    },
  );

  test('comes with a new secret when there is none, since a login is found by its host', () => {
    const commands = commandsOf('network-policy-restricted', {
      ...aRun,
      registrySecrets: [{ name: 'icr-tills', server: 'uk.icr.io' }],
      icr: { privateOnly: true, missing: [] },
    });
    expect(commands).toEqual([
      'ibmcloud iam service-id-create tally-private',
      'ibmcloud iam service-policy-create tally-private --roles Reader --service-name container-registry --resource-type namespace --resource tills',
      'ibmcloud iam service-api-key-create tally-private tally-private --file tally-private.json',
      'ibmcloud ce secret create --format registry --name tally-private --server private.uk.icr.io --username iamapikey --password-from-json-file tally-private.json',
      'rm tally-private.json',
      `ibmcloud ce job update --name tally --image ${image} --registry-secret tally-private`,
      submit,
    ]);
  });

  test('is not offered for another registry, whose own allow-list is named', () => {
    const facts = { ...aRun, image: 'ghcr.io/tills/tally:3', registryHost: 'ghcr.io' };
    const text = textOf('network-policy-restricted', facts);
    expect(text).toContain('allow-list of ghcr.io');
    expect(text).not.toContain('context-based');
    expect(text).toContain(submit);
  });
});

describe('a login that may not read', () => {
  test('of a namespace that the account does not show gets a key of the account that it may be in', () => {
    const commands = commandsOf('access-denied-or-not-found', {
      ...aRun,
      icr: { namespace: 'unseen', missing: [] },
    });
    expect(commands[0]).toBe('ibmcloud iam service-id-create tally-registry');
    expect(commands.slice(-2)).toEqual([
      'ibmcloud ce job update --name tally --registry-secret tally-registry',
      submit,
    ]);
  });

  test('of a namespace that the account has elsewhere is told where', () => {
    const commands = commandsOf('access-denied-or-not-found', {
      ...anApp,
      icr: { namespace: 'unseen', namespaceAt: ['us.icr.io'], missing: [] },
    });
    expect(commands[0]).toBe('ibmcloud ce app update --name kiosk --image private.us.icr.io/tills/kiosk:2');
  });

  test.each([
    'auth-invalid',
    'permission-denied-pull',
    'permission-denied-push',
    'registry-secret-wrong-user',
    'auth-token-expired',
  ] as const)('%s: the secret of Code Engine is made anew in the console, and not edited', (cause) => {
    const facts = { ...anApp, registrySecret: 'ce-auto-icr-private-eu-de', project: 'shop' };
    expect(textOf(cause, facts)).toMatch(/project shop, Project settings, Integrations/);
    expect(commandsOf(cause, facts).join('\n')).not.toMatch(/secret (?:update|create)|iam /);
  });

  test('of GitHub needs the scope read:packages', () => {
    const facts = { ...anApp, image: 'ghcr.io/tills/kiosk:2', registryHost: 'ghcr.io' };
    expect(textOf('permission-denied-pull', facts)).toContain('read:packages');
    expect(textOf('permission-denied-pull', facts)).not.toContain('IBM Container Registry');
  });
});

describe('names that are known are filled in', () => {
  test('the nearest tag', () => {
    expect(commandsOf('image-tag-not-found', { ...anApp, knownTags: ['1.9', '1.8'] })[0]).toBe(
      'ibmcloud ce app update --name kiosk --image private.de.icr.io/tills/kiosk:1.9',
    );
  });

  test('everything but the repository', () => {
    expect(textOf('repository-not-found', anApp)).toContain('--image private.de.icr.io/tills/REPOSITORY:2');
  });

  test('a reference without what makes it invalid', () => {
    const facts = { ...anApp, image: 'https://private.de.icr.io/Tills/kiosk:RC1' };
    expect(textOf('invalid-image-name', facts)).toContain('--image private.de.icr.io/tills/kiosk:RC1');
  });

  test('a secret that the project has for the registry', () => {
    const { registrySecret: _, ...bare } = anApp;
    const commands = commandsOf('auth-missing', {
      ...bare,
      registrySecrets: [
        { name: 'hub', server: 'https://index.docker.io/v1/' },
        { name: 'icr-tills', server: 'private.de.icr.io' },
      ],
    });
    expect(commands).toEqual(['ibmcloud ce app update --name kiosk --registry-secret icr-tills']);
  });

  test('a new secret never takes a name that is taken', () => {
    const { registrySecret: _, ...bare } = anApp;
    const facts = { ...bare, secretNames: ['kiosk-registry', 'kiosk-registry-2'] };
    expect(textOf('auth-missing', facts)).toContain('--name kiosk-registry-3');
  });

  test('a run without a job is submitted as a whole', () => {
    const { job: _, ...lone } = aRun;
    const facts = { ...lone, knownTags: ['2'] };
    expect(commandsOf('image-tag-not-found', facts)).toEqual([
      'ibmcloud ce jobrun submit --name tally-run-2 --image uk.icr.io/tills/tally:2 --registry-secret icr-tills',
      'ibmcloud ce jobrun resubmit --jobrun tally-run-1',
    ]);
    expect(textOf('image-tag-not-found', facts)).toContain(
      'Or build and push uk.icr.io/tills/tally:3, and submit the run again.\nibmcloud ce jobrun resubmit',
    );
  });
});

describe('builds', () => {
  test('a base image is copied to the namespace of the output', () => {
    const facts = { ...aBuild, baseImage: 'docker.io/library/node:22' };
    expect(commandsOf('base-image-rate-limited', facts).slice(0, 5)).toEqual([
      'ibmcloud cr region-set eu-de',
      'ibmcloud cr login',
      'docker pull --platform linux/amd64 docker.io/library/node:22',
      'docker tag docker.io/library/node:22 de.icr.io/tills/node:22',
      'docker push de.icr.io/tills/node:22',
    ]);
    expect(commandsOf('base-image-rate-limited', facts).at(-1)).toBe(
      'ibmcloud ce buildrun submit --build till-ui',
    );
    expect(textOf('base-image-rate-limited', facts)).toContain('FROM de.icr.io/tills/node:22');
  });

  test.each(['base-image-rate-limited', 'base-image-access-denied'] as const)(
    '%s: the build’s one secret holds both logins, so that the push still works',
    (cause) => {
      const commands = commandsOf(cause, { ...aBuild, baseImage: 'ghcr.io/tills/base:1' });
      expect(commands).toContain('docker --config logins login ghcr.io');
      expect(commands).toContain('docker --config logins login --username iamapikey de.icr.io');
      expect(commands.join('\n')).toContain(
        'kubectl create secret generic --type kubernetes.io/dockerconfigjson',
      );
      expect(commands.join('\n')).not.toContain('ce secret create --format registry');
      expect(commands.filter((command) => command.includes('buildrun submit'))).toHaveLength(1);
    },
  );

  describe('a full storage', () => {
    const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
    const full = {
      plan: 'Standard',
      storage: { used: 5_368_709_120, limit: 5_368_709_120 },
      untagged: [
        { image: `de.icr.io/tills/kiosk@${digest('a')}`, bytes: 200_000_000 },
        { image: `de.icr.io/tills/kiosk@${digest('b')}`, bytes: 300_000_000 },
      ],
      missing: [],
    };
    const inUse: ImagesInUse = {
      revisions: [
        { revision: 'kiosk-00007', app: 'kiosk', images: [`private.de.icr.io/tills/kiosk@${digest('a')}`] },
      ],
      named: [],
      elsewhere: [],
      unread: 0,
    };
    /** Code Engine made the namespace for this very project. */
    const own = {
      ...aBuild,
      image: 'private.de.icr.io/ce--ab12c-1h2j3k4l/kiosk',
      repository: 'ce--ab12c-1h2j3k4l/kiosk',
      namespace: 'ce--ab12c-1h2j3k4l',
      icr: {
        ...full,
        untagged: ['a', 'b', 'c', 'd'].map((letter) => ({
          image: `de.icr.io/ce--ab12c-1h2j3k4l/kiosk@${digest(letter)}`,
          bytes: 300_000_000,
        })),
      },
    };
    const cleanUp = (facts: Partial<RemedyFacts>) =>
      causeOf('registry-quota-storage')
        .fix({ captured: {}, ...facts })
        .find(({ text }) => text.startsWith('Or delete'));
    const deleted = (facts: Partial<RemedyFacts>) =>
      (cleanUp(facts)?.commands ?? []).map(printCommand).filter((line) => line.includes('image-rm'));

    test('of the free plan is enlarged by the plan', () => {
      const icr = { plan: 'Free', missing: [] };
      expect(commandsOf('registry-quota-storage', { ...aBuild, icr })).toEqual([
        'ibmcloud cr plan-upgrade standard',
        'ibmcloud ce buildrun submit --build till-ui',
      ]);
    });

    test('of one’s own quota is enlarged first, from what it is', () => {
      expect(commandsOf('registry-quota-storage', { ...aBuild, icr: full, inUse })[0]).toBe(
        'ibmcloud cr quota-set --storage 10240',
      );
    });

    test('or emptied, in a namespace that is this project’s alone, of what no tag names and nothing seen runs', () => {
      const seen = { ...inUse, named: [digest('c')], elsewhere: [digest('d')] };
      expect(deleted({ ...own, inUse: seen })).toEqual([
        `ibmcloud cr image-rm de.icr.io/ce--ab12c-1h2j3k4l/kiosk@${digest('b')}`,
      ]);
      const text = cleanUp({ ...own, inUse: seen })?.text;
      expect(text).toContain('sha256:aaaaaaaaaaaa of kiosk-00007');
      expect(text).toContain('sha256:cccccccccccc');
      expect(text).toContain('sha256:dddddddddddd of another project');
      expect(text).toMatch(/trash keeps for 30 days/);
    });

    test('in a namespace that others may use, nothing is named for deletion: what is known to run is listed, and what nobody looked at', () => {
      const untagged = [...full.untagged, { image: `de.icr.io/tills/kiosk@${digest('e')}`, bytes: 1 }];
      const step = cleanUp({
        ...aBuild,
        icr: { ...full, untagged },
        inUse: { ...inUse, elsewhere: [digest('b')] },
      });
      expect((step?.commands ?? []).map(printCommand)).toEqual([
        'ibmcloud cr image-digests --restrict tills',
      ]);
      expect(step?.byPerson).toBe(true);
      expect(step?.text).toContain('sha256:aaaaaaaaaaaa of kiosk-00007');
      expect(step?.text).toContain('sha256:bbbbbbbbbbbb of another project');
      expect(step?.text).toMatch(/clusters? and projects? that ce-image does not see/);
    });

    test('what may be a part of an image for several platforms is not named for deletion', () => {
      const untagged = own.icr.untagged.map((one) => ({ ...one, mayBePart: true as const }));
      expect(deleted({ ...own, icr: { ...own.icr, untagged }, inUse })).toEqual([]);
    });

    test('what could not be looked at is said, and then nothing is named for deletion', () => {
      const facts = { ...own, inUse: { ...inUse, unread: 3 } };
      expect(deleted(facts)).toEqual([]);
      expect(cleanUp(facts)?.text).toContain('3 projects, regions, lists or revisions were not read');
      const one = { ...own, inUse: { ...inUse, unread: 1 } };
      expect(cleanUp(one)?.text).toContain('1 project, region, list or revision was not read');
    });

    test.each<[string, Partial<RemedyFacts>]>([
      ['what is in use is not known', own],
      ['the images are not known', { ...own, icr: { ...full, untagged: undefined as never }, inUse }],
      ['the region is not known', { ...own, registryHost: undefined as never, inUse }],
      ['others may use the namespace', { ...aBuild, icr: full, inUse }],
    ])('nothing is deleted where %s', (_what, facts) => {
      expect(commandsOf('registry-quota-storage', facts).join('\n')).not.toMatch(
        /image-rm|prune|retention|untag/,
      );
    });
  });

  test('local source goes to IBM’s registry with a login for it, and is uploaded again', () => {
    const commands = commandsOf('local-build-needs-icr', {
      ...aBuild,
      image: 'docker.io/tills/till-ui:4',
      registryHost: 'docker.io',
      registrySecrets: [{ name: 'ce-auto-icr-private-eu-de', server: 'private.de.icr.io' }],
    });
    expect(commands.slice(-2)).toEqual([
      'ibmcloud ce build update --name till-ui --image private.de.icr.io/NAMESPACE/till-ui:4 --registry-secret ce-auto-icr-private-eu-de',
      'ibmcloud ce buildrun submit --build till-ui --source .',
    ]);
  });
});

describe('an image by itself', () => {
  const anImage: Partial<RemedyFacts> = {
    asked: 'image',
    push: true,
    project: 'tills',
    image: 'de.icr.io/tills/till-ui:4',
    registryHost: 'de.icr.io',
    repository: 'tills/till-ui',
    namespace: 'tills',
    registrySecret: 'icr-push',
  };
  const causes = [
    'image-tag-not-found',
    'image-digest-not-found',
    'repository-not-found',
    'access-denied-or-not-found',
    'auth-missing',
    'auth-invalid',
    'auth-token-expired',
    'permission-denied-pull',
    'permission-denied-push',
    'rate-limited',
    'registry-quota-traffic',
    'registry-quota-storage',
    'network-policy-restricted',
    'registry-secret-wrong-server',
    'registry-secret-wrong-format',
    'registry-secret-wrong-user',
    'image-vulnerable',
    'arch-mismatch-no-manifest',
  ] as const;

  test.each(causes)('%s: neither a workload nor a secret of others is changed', (cause) => {
    const changing = commandsOf(cause, anImage).filter((command) =>
      /\bce (?:(?:app|job|function|build|secret) update|jobrun|buildrun)\b/.test(command),
    );
    expect(changing).toEqual([]);
  });

  test('that everybody may read needs no secret', () => {
    const { registrySecret: _, ...bare } = anImage;
    const [first] = causeOf('auth-missing').fix({
      captured: {},
      ...bare,
      digest: `sha256:${'c'.repeat(64)}`,
    });
    expect(first?.text).toContain('without a registry secret');
  });
});
