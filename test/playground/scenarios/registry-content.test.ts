import { createWorld, type Scenario, scenarios } from '../../../playground/src/scenarios';
import { type Project, type World, WorldClock } from '../../../playground/src/world';

const world: World = createWorld({
  seed: 'test',
  clock: new WorldClock(() => Date.parse('2026-05-04T10:00:00Z')),
});

interface Used {
  readonly project: Project;
  readonly image: string;
  readonly secret?: string;
}

/** The image that a scenario's resource runs or pushes, and the secret that it names. */
function used(scenario: Scenario): Used {
  const [verb = '', name = ''] = scenario.command.split(' ');
  const project = world.project(/--project (\S+)/.exec(scenario.command)?.[1] ?? 'shop');
  if (verb === 'build') {
    const build = project.builds.get(name);
    return { project, image: build?.output_image ?? '', ...(build && { secret: build.output_secret }) };
  }
  const app = project.apps.get(name);
  const workload = app ?? project.jobRuns.get(name) ?? project.fleets.get(name);
  const secret = workload?.image_secret;
  return { project, image: workload?.image_reference ?? '', ...(secret !== undefined && { secret }) };
}

function parts(image: string) {
  const [, host = '', path = '', tag = 'latest'] = /^([^/]+)\/([^:]+)(?::(.+))?$/.exec(image) ?? [];
  return { host: host.replace(/^private\./, ''), path, tag };
}

function repositoryOf(image: string) {
  const { host, path } = parts(image);
  return world.registry.repositories.find((entry) => entry.host === host && entry.path === path);
}

function tagged(image: string) {
  return repositoryOf(image)?.images.find((entry) => entry.tags.includes(parts(image).tag));
}

/** What the login in a secret may do with an image at the image's own registry. */
function rights({ project, image, secret }: Used): { pull: boolean; push: boolean } | undefined {
  const data = secret === undefined ? undefined : project.secrets.get(secret)?.data;
  const { host, path } = parts(image);
  const login = world.registry.logins.find(
    (entry) => entry.host === host && entry.username === data?.username && entry.password === data?.password,
  );
  const covers = (prefixes: readonly string[]) =>
    prefixes.some((prefix) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`));
  return login && { pull: covers(login.pull), push: covers(login.push) };
}

function troubles(image: string): string[] {
  const { host, path } = parts(image);
  return world.registry.troubles
    .filter((entry) => entry.host === host && path.startsWith(entry.path ?? ''))
    .map((entry) => entry.kind);
}

const of = (...causes: string[]): [string, Scenario][] =>
  scenarios
    .filter((scenario) => causes.includes(scenario.cause) && !scenario.command.startsWith('image '))
    .map((scenario) => [scenario.command, scenario]);

describe('the registries agree with the scenarios', () => {
  test.each(of('image-tag-not-found'))('%s: the repository is there, the tag is not', (_, scenario) => {
    const { image } = used(scenario);
    expect(repositoryOf(image)).toBeDefined();
    expect(tagged(image)).toBeUndefined();
    expect(rights(used(scenario))).toMatchObject({ pull: true });
  });

  test.each(of('repository-not-found'))('%s: the repository is not there', (_, scenario) => {
    expect(repositoryOf(used(scenario).image)).toBeUndefined();
    expect(rights(used(scenario))).toMatchObject({ pull: true });
  });

  test.each(of('image-digest-not-found'))('%s: the pinned digest is gone', (_, scenario) => {
    const { project, image } = used(scenario);
    const app = scenario.command.split(' ')[1] ?? '';
    const pin = project.revisionObjects.get(
      project.apps.get(app)?.status_details.latest_created_revision ?? '',
    )?.imageDigest;
    const digest = pin?.split('@')[1];
    expect(digest).toMatch(/^sha256:/);
    expect(repositoryOf(image)?.images.map((entry) => entry.digest)).not.toContain(digest);
  });

  test.each(of('tag-moved'))('%s: the tag names another image than the one that runs', (_, scenario) => {
    const { project, image } = used(scenario);
    const app = scenario.command.split(' ')[1] ?? '';
    const pin = project.revisionObjects.get(
      project.apps.get(app)?.status_details.latest_created_revision ?? '',
    )?.imageDigest;
    const digest = pin?.split('@')[1];
    expect(tagged(image)?.digest).not.toBe(digest);
    expect(repositoryOf(image)?.images.map((entry) => entry.digest)).toContain(digest);
  });

  test.each(of('auth-invalid', 'registry-secret-wrong-server'))(
    '%s: the secret exists, and its server does not take its password',
    (_, scenario) => {
      const { project, secret } = used(scenario);
      const data = project.secrets.get(secret ?? '')?.data;
      expect(data).toBeDefined();
      const server = data?.server?.replace(/^private\./, '');
      expect(
        world.registry.logins.filter((login) => login.host === server && login.password === data?.password),
      ).toEqual([]);
    },
  );

  test.each(of('auth-missing', 'access-denied-or-not-found'))(
    '%s: the repository is private, and no secret is given, or one that may not read it',
    (_, scenario) => {
      const { image, secret } = used(scenario);
      if (secret !== undefined) expect(rights(used(scenario))).toMatchObject({ pull: false });
      expect(repositoryOf(image)?.visibility).toBe('private');
    },
  );

  test.each(of('permission-denied-pull'))('%s: the login is known and may not pull this', (_, scenario) => {
    expect(rights(used(scenario))).toMatchObject({ pull: false });
    expect(tagged(used(scenario).image)).toBeDefined();
  });

  test.each(of('permission-denied-push'))('%s: the login may pull and not push', (_, scenario) => {
    expect(rights(used(scenario))).toEqual({ pull: true, push: false });
  });

  test.each(
    of('managed-secret-missing', 'secret-not-found').filter(([command]) => !command.startsWith('jobrun')),
  )('%s: the secret is not there', (_, scenario) => {
    const { project, secret } = used(scenario);
    expect(project.secrets.has(secret ?? '')).toBe(false);
  });

  test.each([
    ['rate-limited', 'rate-limited'],
    ['registry-connection-dropped', 'connection-reset'],
  ])('%s: the registry is in that trouble', (cause, kind) => {
    for (const [, scenario] of of(cause)) expect(troubles(used(scenario).image)).toContain(kind);
    expect(of(cause).length).toBeGreaterThan(0);
  });

  test('an account whose quota is said to be full is full', () => {
    const full = (host: string, what: 'storage' | 'traffic') => {
      const account = world.registry.accounts.find((entry) => entry.host === host);
      return account && account[what].used >= account[what].limit;
    };
    expect(full('uk.icr.io', 'traffic')).toBe(true);
    expect(full('us.icr.io', 'storage')).toBe(true);
  });

  test.each(of('arch-mismatch-no-manifest'))('%s: the image is for ARM only', (_, scenario) => {
    expect(tagged(used(scenario).image)?.platforms).toEqual(['linux/arm64']);
  });

  test.each(of('no-entrypoint'))('%s: the image has no command', (_, scenario) => {
    expect(tagged(used(scenario).image)).toMatchObject({ entrypoint: [], cmd: [] });
  });

  test.each(
    of(
      'healthy-no-problem',
      'port-not-listening',
      'entrypoint-not-found',
      'app-exits-cleanly',
      'container-exit-nonzero',
      'container-oom-killed',
      'container-restarts',
      'probe-misconfigured',
      'job-arguments-invalid',
      'ephemeral-storage-exceeded',
    ).filter(([command]) => !command.startsWith('build')),
  )('%s: the image can be pulled, so that the registry is not to blame', (_, scenario) => {
    expect(tagged(used(scenario).image)).toBeDefined();
    expect(rights(used(scenario))).toMatchObject({ pull: true });
    expect(troubles(used(scenario).image).filter((kind) => kind !== 'push-quota')).toEqual([]);
  });

  test.each(of('dockerfile-not-found', 'compile-error', 'build-out-of-memory', 'build-timeout'))(
    '%s: the image could be pushed, so that the registry is not to blame',
    (_, scenario) => {
      expect(rights(used(scenario))).toEqual({ pull: true, push: true });
    },
  );
});
