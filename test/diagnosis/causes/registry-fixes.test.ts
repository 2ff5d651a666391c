import { causeOf } from '../../../src/diagnosis/causes/index';
import type { CauseId } from '../../../src/diagnosis/model/cause-id';
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
    expect(commands.slice(1)).toEqual([
      'ibmcloud ce secret create --format registry --name tally-private --server private.uk.icr.io --username iamapikey --password-from-json-file tally-private.json',
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
  test('of a namespace in another account gets a key of that account', () => {
    const why = 'the namespace tills belongs to another account than 0123';
    const commands = commandsOf('permission-denied-pull', {
      ...aRun,
      icr: { missing: [{ what: 'quota', why }] },
    });
    expect(commands[0]).toBe('ibmcloud iam service-id-create tally-registry');
    expect(commands.slice(-2)).toEqual([
      'ibmcloud ce job update --name tally --registry-secret tally-registry',
      submit,
    ]);
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
      'ibmcloud ce jobrun submit --image uk.icr.io/tills/tally:2 --registry-secret icr-tills',
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
    expect(commandsOf('base-image-rate-limited', facts)).toEqual([
      'ibmcloud cr region-set eu-de',
      'ibmcloud cr login',
      'docker pull --platform linux/amd64 docker.io/library/node:22',
      'docker tag docker.io/library/node:22 de.icr.io/tills/node:22',
      'docker push de.icr.io/tills/node:22',
      'ibmcloud ce buildrun submit --build till-ui',
    ]);
    expect(textOf('base-image-rate-limited', facts)).toContain('FROM de.icr.io/tills/node:22');
  });

  test('a full storage is emptied, and less is kept', () => {
    const commands = commandsOf('registry-quota-storage', {
      ...aBuild,
      icr: { plan: 'Free', retention: { imagesPerRepo: 10, retainUntagged: false }, missing: [] },
    });
    expect(commands).toEqual([
      'ibmcloud cr quota',
      'ibmcloud cr image-prune-untagged --restrict tills',
      'ibmcloud cr image-list --restrict tills',
      'ibmcloud cr image-rm de.icr.io/tills/REPOSITORY:TAG',
      'ibmcloud cr retention-policy-set --images 5 tills',
      'ibmcloud cr plan-upgrade standard',
      'ibmcloud ce buildrun submit --build till-ui',
    ]);
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
