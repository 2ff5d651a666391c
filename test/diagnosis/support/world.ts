/** A Code Engine and a registry of plain objects, for tests of the core. Nothing answers unless it is given. */
import { SourceError } from '../../../src/diagnosis/model/evidence';
import type { Project } from '../../../src/diagnosis/model/platform';
import type { RegistryCheck } from '../../../src/diagnosis/model/registry-check';
import { registrySteps } from '../../../src/diagnosis/model/registry-check';
import type { Clock, CodeEngineSource, RegistrySource, Sources } from '../../../src/diagnosis/model/sources';

export const project: Project = { id: 'p-1', name: 'shop', region: 'eu-de', status: 'active' };
export const ref = { id: 'p-1', name: 'shop', region: 'eu-de' };

/** A clock that stands still; `expire()` fires every deadline that was set. */
export function stillClock(now = Date.parse('2026-11-23T18:00:00Z')): Clock & { expire(): void } {
  const deadlines: AbortController[] = [];
  return {
    now: () => now,
    deadline: () => {
      const controller = new AbortController();
      deadlines.push(controller);
      return controller.signal;
    },
    expire: () => {
      for (const controller of deadlines) controller.abort();
    },
  };
}

const notThere = (what: string) => () =>
  Promise.reject(new SourceError('not-found', `${what} does not exist`));

/** Code Engine with an empty, active project; `parts` replaces what a test is about. */
export function codeEngine(parts: Partial<CodeEngineSource> = {}): CodeEngineSource {
  return {
    projects: async () => ({ projects: [project], failures: [] }),
    project: async () => project,
    inventory: async () => ({
      builds: [],
      buildRuns: [],
      apps: [],
      jobs: [],
      jobRuns: [],
      functions: [],
      fleets: [],
    }),
    build: notThere('the build'),
    buildRun: notThere('the build run'),
    buildRunsOf: async () => [],
    buildRunDetail: notThere('the build run'),
    app: notThere('the app'),
    revisionsOf: async () => [],
    revisionDetail: notThere('the revision'),
    pinsOf: async () => [],
    instancesOf: async () => [],
    job: notThere('the job'),
    jobRun: notThere('the job run'),
    jobRunsOf: async () => [],
    function: notThere('the function'),
    functionRuntimes: async () => [],
    secrets: async () => [],
    pods: async () => [],
    podLog: async () => ({ text: '', truncated: false }),
    events: async () => [],
    quotas: async () => [],
    outboundDestinations: async () => [],
    dataStores: async () => [],
    ...parts,
  } as CodeEngineSource;
}

/** A registry check with the given steps failed or passed. */
export function check(
  parts: Partial<RegistryCheck> = {},
  failed?: { step: string; cause: string; proof: string },
): RegistryCheck {
  const at = registrySteps.indexOf(failed?.step as (typeof registrySteps)[number]);
  return {
    reference: 'us.icr.io/shop/api:1',
    image: {
      registry: 'us.icr.io',
      repository: 'shop/api',
      tag: '1',
      canonical: 'us.icr.io/shop/api:1',
    },
    credential: { kind: 'secret', secretName: 'icr-key', server: 'us.icr.io', username: 'iamapikey' },
    steps: registrySteps.map((step, index) => ({
      step,
      ms: 3,
      status: at < 0 || index < at ? 'passed' : index === at ? 'failed' : 'not-reached',
      ...(index === at && failed && { cause: failed.cause as never, proof: failed.proof }),
    })),
    outcome: failed ? 'failed' : 'accessible',
    findings: [],
    notes: [],
    ...parts,
  };
}

export function registry(answer: RegistryCheck | Error = check()): RegistrySource & { asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    check: async (question) => {
      asked.push(question);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

export function sources(
  parts: Partial<CodeEngineSource>,
  answer?: RegistryCheck | Error,
): Sources & { clock: ReturnType<typeof stillClock> } {
  return { codeEngine: codeEngine(parts), registry: registry(answer), clock: stillClock() };
}
