/** Hand-made reports and a diagnosis that answers with them. */
import { isProject, Projects } from '../../src/diagnosis/investigate/projects';
import type { Diagnosis, Located } from '../../src/diagnosis/model/diagnosis';
import type { Project } from '../../src/diagnosis/model/platform';
import type { Report, Transcript } from '../../src/diagnosis/model/report';
import {
  type ProjectRef,
  refOf,
  type Subject,
  type WorkloadSubject,
} from '../../src/diagnosis/model/subject';
import { ce, iam } from '../../src/diagnosis/remedy/command';
import { codeEngine, stillClock } from '../diagnosis/support/world';

export const shop: Project = {
  id: '4e49b3e0-27a8-48d2-a784-c7ee48bb863b',
  name: 'shop',
  region: 'eu-de',
  status: 'active',
};
export const shopRef: ProjectRef = { id: shop.id, name: shop.name, region: shop.region };

export function workload(kind: WorkloadSubject['kind'], name: string): WorkloadSubject {
  return { kind, name, project: shopRef };
}

/** An app whose registry secret was rotated. */
export function failedApp(subject: Subject = workload('app', 'shop-api')): Report {
  return {
    subject,
    state: 'failed',
    standing: 'down',
    platformState: 'failed (image_pull_back_off)',
    headline: 'App shop-api (shop) is down: de.icr.io refuses the login of secret shop-registry',
    cause: 'auth-invalid',
    confidence: 'proven',
    findings: [
      {
        cause: 'auth-invalid',
        title: 'The registry refuses the credentials',
        headline: 'de.icr.io refuses the login of secret shop-registry',
        stage: 'pull',
        confidence: 'proven',
        proof: [
          {
            source: 'check',
            text: '401 Unauthorized for iamapikey at https://de.icr.io/oauth/token',
            where: 'secret shop-registry',
          },
        ],
        explanation:
          'Secret shop-registry holds an API key that de.icr.io does not accept any more. The app keeps its last good revision, and no new instance can start.',
        fix: [
          { text: 'Create a new API key.', commands: [iam('api-key-create', ['shop-pull'])] },
          {
            text: 'Put it into the secret.',
            commands: [ce('registry update', { name: 'shop-registry', password: 'API_KEY' })],
          },
          { text: 'Deploy again.', commands: [ce('app update', { name: 'shop-api' })] },
        ],
        doc: 'https://cloud.ibm.com/docs/codeengine?topic=codeengine-ts-app-image-pull',
      },
      {
        cause: 'image-tag-not-found',
        title: 'The tag does not exist',
        headline: 'Tag 1.4.2 is not in private.de.icr.io/shop/api',
        stage: 'pull',
        confidence: 'possible',
        proof: [],
        explanation: 'Without a valid key it cannot be told whether tag 1.4.2 exists.',
        fix: [],
      },
    ],
    disagreements: ['The platform says image_pull_back_off, the last event says ErrImagePull.'],
    ruledOut: ['de.icr.io resolves and answers', 'TLS is fine', 'the secret is for de.icr.io'],
    missing: [{ source: 'logs', reason: 'gone', detail: 'no instance has started', cure: 'nothing to do' }],
    facts: [
      { label: 'Image', value: 'private.de.icr.io/shop/api:1.4.2' },
      { label: 'Revision', value: 'shop-api-00007' },
    ],
    registry: {
      reference: 'private.de.icr.io/shop/api:1.4.2',
      askedHost: 'de.icr.io',
      credential: {
        kind: 'secret',
        secretName: 'shop-registry',
        username: 'iamapikey',
        server: 'private.de.icr.io',
      },
      steps: [
        { step: 'dns', status: 'passed', ms: 4 },
        { step: 'tcp', status: 'passed', ms: 9 },
        { step: 'tls', status: 'passed', ms: 20 },
        { step: 'api', status: 'passed', ms: 31 },
        { step: 'auth', status: 'failed', ms: 44, proof: '401 Unauthorized', cause: 'auth-invalid' },
        { step: 'manifest', status: 'not-reached', ms: 0 },
        { step: 'platform', status: 'not-reached', ms: 0 },
        { step: 'config', status: 'not-asked', ms: 0 },
        { step: 'blobs', status: 'not-asked', ms: 0 },
        { step: 'push', status: 'not-asked', ms: 0 },
      ],
      outcome: 'failed',
      findings: [],
      notes: [],
    },
    events: [1, 2, 3, 4, 5, 6, 7].map((n) => ({
      type: 'Warning',
      reason: n === 1 ? 'Failed' : 'BackOff',
      message: `Failed to pull image "private.de.icr.io/shop/api:1.4.2": 401 Unauthorized (${n})`,
      object: 'Pod/shop-api-00007-deployment-7d9f',
      count: n,
    })),
    consoleUrl: 'https://cloud.ibm.com/codeengine/project/eu-de/4e49b3e0/application/shop-api',
    at: '2026-03-02T10:11:12Z',
    tookMs: 1234,
  };
}

/** A build run whose base image does not exist. */
export function failedBuild(): Report {
  return {
    ...failedApp(workload('buildrun', 'shop-api-run-7')),
    platformState: 'failed (failed_to_execute_build_run)',
    standing: 'failed',
    headline: 'Build run shop-api-run-7 (shop) failed: Base image node:18-alpin does not exist',
    cause: 'base-image-not-found',
    findings: [
      {
        cause: 'base-image-not-found',
        title: 'The base image does not exist',
        headline: 'Base image node:18-alpin does not exist',
        stage: 'build',
        confidence: 'likely',
        proof: [
          {
            source: 'log',
            text: 'error building image: docker.io/library/node:18-alpin: manifest unknown',
            where: 'step-build-and-push',
          },
        ],
        explanation: 'FROM names node:18-alpin, and Docker Hub has no such tag.',
        fix: [
          { text: 'Mend the FROM line in Dockerfile: node:18-alpine is the nearest tag.' },
          { text: 'Run the build again.', commands: [ce('buildrun submit', { build: 'shop-api' })] },
        ],
      },
    ],
    disagreements: [],
    missing: [],
    facts: [],
    events: [],
    build: {
      run: {
        name: 'shop-api-run-7',
        buildName: 'shop-api',
        status: 'failed',
        reason: 'failed_to_execute_build_run',
        sourceUrl: 'https://github.com/example/shop-api',
        sourceRevision: 'main',
        strategyType: 'dockerfile',
        strategySize: 'medium',
        outputImage: 'private.de.icr.io/shop/api',
        gitCommitSha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
        gitCommitAuthor: 'Ada Alvarez',
      },
      timeline: [
        { name: 'fetch source', status: 'done', ms: 11_000 },
        { name: 'build and push', status: 'failed', ms: 48_000 },
        { name: 'record result', status: 'waiting' },
      ],
      durationMs: 61_000,
    },
    log: {
      where: 'shop-api-run-7-pod, step-build-and-push',
      lines: [
        '#5 [internal] load metadata for docker.io/library/node:18-alpin',
        'error building image: manifest unknown',
      ],
    },
  };
}

/** Nothing is wrong. */
export function healthy(): Report {
  return {
    subject: workload('app', 'shop-web'),
    state: 'healthy',
    standing: 'well',
    platformState: 'ready',
    headline: 'App shop-web (shop) is healthy',
    cause: 'healthy-no-problem',
    confidence: 'proven',
    findings: [],
    disagreements: [],
    ruledOut: ['the image can be pulled', 'all instances are running'],
    missing: [],
    facts: [{ label: 'Image', value: 'private.de.icr.io/shop/web:2' }],
    events: [],
    at: '2026-03-02T10:11:12Z',
    tookMs: 640,
  };
}

export function transcript(lines = 3): Transcript {
  return {
    logs: [
      {
        pod: 'shop-api-run-7-pod',
        container: 'step-build-and-push',
        previous: false,
        text: Array.from({ length: lines }, (_, n) => `log line ${n + 1}`).join('\n'),
        truncated: false,
      },
    ],
    events: [
      { type: 'Warning', reason: 'Failed', message: 'Failed to pull image', object: 'Pod/x', count: 3 },
    ],
    missing: [],
  };
}

export interface FakeDiagnosis extends Diagnosis {
  /** Every question asked, oldest first. */
  readonly asked: { readonly question: keyof Diagnosis; readonly of: unknown }[];
}

/** Finds everything that is asked for by name, and says of each that it failed. */
export function fakeDiagnosis(answers: Partial<Diagnosis> = {}): FakeDiagnosis {
  const asked: FakeDiagnosis['asked'] = [];
  const whole: Diagnosis = {
    investigate: async (subject) => failedApp(subject),
    imageLogins: async () => ({ secrets: [] }),
    transcript: async () => transcript(),
    project: async (query) => {
      const { projects, failedRegions, defaultProject } = await whole.projects();
      const failures = failedRegions.map((region) => ({ region, error: 'no answer' }));
      const cloud = codeEngine({ projects: async () => ({ projects, failures }) });
      const found = await new Projects(cloud, stillClock(), defaultProject).find(
        query,
        new AbortController().signal,
      );
      return isProject(found) ? refOf(found) : found;
    },
    locate: async (query): Promise<Located> => ({
      found: 'one',
      subject: workload(query.kind ?? 'app', query.name),
    }),
    names: async () => ({
      defaultProject: shopRef,
      projects: [shopRef],
      resources: (['app', 'build'] as const).map((kind) => workload(kind, 'shop-api')),
      unread: [],
    }),
    overview: async () => ({
      project: shop,
      failing: [
        {
          subject: workload('app', 'shop-api'),
          state: 'failed',
          platformState: 'failed (image_pull_back_off)',
          since: '2026-03-02T10:00:00Z',
          hint: 'The image cannot be pulled',
        },
      ],
      counts: { build: 1, buildrun: 3, app: 2, job: 0, jobrun: 0, function: 1, fleet: 0 },
      at: '2026-03-02T10:11:12Z',
      tookMs: 420,
    }),
    projects: async () => ({ projects: [shop], failedRegions: ['us-east'], defaultProject: 'shop' }),
    inquire: () => whole,
    begin: () => ({ since: 0, heard: [] }),
    prepare: () => undefined,
    ...answers,
  };
  const noted: FakeDiagnosis = {
    asked,
    investigate: (of) => note('investigate', of, () => whole.investigate(of)),
    // Which login is meant is no question that a test counts.
    imageLogins: (of) => whole.imageLogins(of),
    transcript: (of) => note('transcript', of, () => whole.transcript(of)),
    project: (of) => note('project', of, () => whole.project(of)),
    names: (of) => note('names', of, () => whole.names(of)),
    locate: (of) => note('locate', of, () => whole.locate(of)),
    overview: (of) => note('overview', of, () => whole.overview(of)),
    projects: () => note('projects', undefined, () => whole.projects()),
    inquire: () => noted,
    begin: () => whole.begin(),
    prepare: (begun) => whole.prepare(begun),
  };
  return noted;

  function note<T>(question: keyof Diagnosis, of: unknown, answer: () => T): T {
    asked.push({ question, of });
    return answer();
  }
}
