import {
  createWorld,
  defaultProject,
  explainExamples,
  registryHostsOf,
  scenarios,
} from '../../../playground/src/scenarios';
import { type Project, type World, WorldClock } from '../../../playground/src/world';
import { catalogue } from '../../../src/diagnosis/causes';

const now = Date.parse('2026-05-04T10:00:00Z');

function world(seed = 'test'): World {
  return createWorld({ seed, clock: new WorldClock(() => now) });
}

/** Every id of a family of documented cases. */
const numbered = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${letter}-${index + 1}`);
const documented = [
  ...numbered('I', 20),
  ...numbered('B', 29),
  ...numbered('A', 19),
  ...numbered('J', 14),
  ...numbered('F', 3),
  ...numbered('P', 3),
];

interface Command {
  readonly verb: string;
  readonly name: string;
  readonly project: string;
  readonly secret?: string;
}

function parse(command: string): Command {
  const words = command.split(' ');
  const option = (name: string): string | undefined => {
    const at = words.indexOf(`--${name}`);
    return at < 0 ? undefined : words[at + 1];
  };
  const secret = option('secret');
  return {
    verb: words[0] ?? '',
    name: words[1] ?? '',
    project: option('project') ?? defaultProject,
    ...(secret !== undefined && { secret }),
  };
}

describe('the scenarios', () => {
  test('have ids of their own', () => {
    const ids = scenarios.map((scenario) => scenario.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('have commands of their own', () => {
    const commands = scenarios.map((scenario) => scenario.command);
    expect(new Set(commands).size).toBe(commands.length);
  });

  test('name documented cases', () => {
    for (const scenario of scenarios) expect([...documented, 'none']).toContain(scenario.case);
  });

  test('name causes of the catalogue', () => {
    const known: readonly string[] = [...catalogue.keys()];
    for (const { cause } of [...scenarios, ...explainExamples]) expect(known).toContain(cause);
  });

  test('play every documented case, or an example shows it', () => {
    const shown = new Set([...scenarios, ...explainExamples].map((each) => each.case));
    expect(documented.filter((id) => !shown.has(id))).toEqual([]);
    expect(shown.size).toBe(documented.length + 1);
  });

  test('play a case either in the world or as an example', () => {
    const played = scenarios.map((scenario) => scenario.case);
    for (const example of explainExamples) expect(played).not.toContain(example.case);
  });

  test('the README’s main example is a build without its Dockerfile', () => {
    expect(scenarios.find((scenario) => scenario.command === 'build shop-api')).toMatchObject({
      case: 'B-4',
      cause: 'dockerfile-not-found',
    });
  });
});

describe('the world of the scenarios', () => {
  const collections = {
    build: 'builds',
    buildrun: 'buildRuns',
    app: 'apps',
    job: 'jobs',
    jobrun: 'jobRuns',
    function: 'functions',
    fleet: 'fleets',
  } as const;

  test('is the same for the same seed, and another for another', () => {
    const shape = (of: World) =>
      JSON.stringify([...of.projects.values()].map((project) => [project.id, [...project.pods.keys()]]));
    expect(shape(world())).toBe(shape(world()));
    expect(shape(world('other'))).not.toBe(shape(world()));
  });

  test.each(scenarios.map((scenario) => [scenario.command, scenario] as const))(
    'has what `/ce-image %s` asks for, or has removed it',
    (_command, scenario) => {
      const { verb, name, project: projectName, secret } = parse(scenario.command);
      const project = world().project(projectName);
      if (secret !== undefined) expect(project.secrets.has(secret)).toBe(true);
      if (verb === 'image') return;
      const collection = collections[verb as keyof typeof collections];
      expect(collection).toBeDefined();
      const removed = /-run-removed$/.test(scenario.cause);
      if (project.status === 'active') expect(project[collection].has(name)).toBe(!removed);
    },
  );

  test('has a project in which all is well', () => {
    const project = world().project('shop-prod');
    const states = [project.apps, project.buildRuns, project.jobRuns].flatMap((map) =>
      [...map.values()].map((each) => each.status),
    );
    expect(new Set(states)).toEqual(new Set(['ready', 'succeeded', 'completed']));
  });

  /** Secrets that a scenario means to be missing. */
  const missing = new Set(['secret-not-found', 'managed-secret-missing']);
  const mayMiss = scenarios
    .filter((scenario) => missing.has(scenario.cause))
    .map((scenario) => parse(scenario.command));

  function references(project: Project): { owner: string; secret: string }[] {
    const found: { owner: string; secret: string }[] = [];
    const add = (owner: string, secret: string | undefined) => {
      if (secret !== undefined) found.push({ owner, secret });
    };
    for (const build of project.builds.values()) {
      add(build.name, build.output_secret);
      add(build.name, build.source_secret);
    }
    for (const workload of [...project.apps.values(), ...project.jobs.values()]) {
      add(workload.name, workload.image_secret);
      for (const variable of workload.run_env_variables) {
        if (variable.type.startsWith('secret')) add(workload.name, variable.reference);
      }
    }
    for (const each of project.functions.values()) add(each.name, each.code_secret);
    return found;
  }

  test('names no secret that is not there, unless that is the scenario', () => {
    for (const project of world().projects.values()) {
      for (const { owner, secret } of references(project)) {
        const meant = mayMiss.some(
          (command) => command.project === project.name && command.name.startsWith(owner),
        );
        if (!meant)
          expect([project.name, owner, secret, project.secrets.has(secret)]).toEqual([
            project.name,
            owner,
            secret,
            true,
          ]);
      }
    }
  });

  test('has a build for every run that names one, and an app for every revision and instance', () => {
    for (const project of world().projects.values()) {
      for (const run of project.buildRuns.values()) {
        if (run.build_name !== undefined) expect(project.builds.has(run.build_name)).toBe(true);
      }
      for (const revision of project.revisions.values())
        expect(project.apps.has(revision.app_name)).toBe(true);
      for (const instance of project.instances.values()) {
        expect(project.revisions.has(instance.revision_name)).toBe(true);
        expect(project.pods.has(instance.name)).toBe(true);
      }
      for (const run of project.jobRuns.values()) expect(project.jobs.has(run.job_name ?? '')).toBe(true);
    }
  });

  test('lies in the past, and its events are younger than an hour', () => {
    for (const project of world().projects.values()) {
      for (const pod of project.pods.values()) expect(pod.createdAt).toBeLessThanOrEqual(now);
      for (const event of project.events) {
        expect([event.message, event.lastSeen <= now]).toEqual([event.message, true]);
        expect([event.message, event.firstSeen <= event.lastSeen]).toEqual([event.message, true]);
      }
    }
  });

  test('has an event for every object that exists, and none for others', () => {
    for (const project of world().projects.values()) {
      for (const { object } of project.events) {
        const owner = {
          Pod: project.pods,
          BuildRun: project.buildRuns,
          Revision: project.revisions,
          JobRun: project.jobRuns,
        }[object.kind] as ReadonlyMap<string, unknown> | undefined;
        expect([object.kind, object.name, owner?.has(object.name)]).toEqual([object.kind, object.name, true]);
      }
    }
  });

  test('has no run of a build that fails without a word', () => {
    for (const project of world().projects.values()) {
      for (const run of project.buildRuns.values()) {
        if (run.status === 'failed') expect(project.buildRunObjects.get(run.name)?.message).toBeTruthy();
      }
    }
  });

  test('knows the hosts of every image that is used, except those that a scenario makes up', () => {
    const filled = world();
    const hosts = registryHostsOf(filled);
    expect(hosts).toEqual(expect.arrayContaining(['de.icr.io', 'private.de.icr.io', 'docker.io']));
  });

  test('plants a canary in every secret, in literal variables, in logs and in the bot’s key', () => {
    const filled = world();
    expect(filled.canaries.length).toBeGreaterThan(30);
    const everything = JSON.stringify(
      [...filled.projects.values()].map((project) => [
        [...project.pods.values()],
        [...project.apps.values()],
      ]),
    );
    const seen = filled.canaries.filter((canary) => everything.includes(canary));
    expect(seen.length).toBeGreaterThan(5);
    for (const project of filled.projects.values()) {
      for (const secret of project.secrets.values()) {
        const values = JSON.stringify(secret.data);
        expect([secret.name, filled.canaries.some((canary) => values.includes(canary))]).toEqual([
          secret.name,
          true,
        ]);
      }
    }
  });
});
