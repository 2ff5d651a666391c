import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { DockerIgnore } from '../../src/diagnosis/source/dockerfile/dockerignore';
import cli from '../contract/ibmcloud-ce-cli.json';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

// Nothing of this is executed here: there is neither a cluster nor Docker where tests run.

describe('deploy/kubernetes', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/ce-image.yaml')).map((document) =>
    document.toJS(),
  );
  const of = (kind: string) => documents.find((document) => document.kind === kind);
  const probe = (path: string) =>
    z.object({ httpGet: z.object({ path: z.literal(path), port: z.literal('http') }) });

  test('runs two instances, without root and without a file system to write to', () => {
    const container = z.object({
      ports: z.array(z.object({ name: z.literal('http'), containerPort: z.literal(3000) })).length(1),
      securityContext: z.object({
        allowPrivilegeEscalation: z.literal(false),
        readOnlyRootFilesystem: z.literal(true),
        capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
      }),
      livenessProbe: probe('/health'),
      readinessProbe: probe('/ready'),
      startupProbe: probe('/health'),
      resources: z.object({ requests: z.object({ cpu: z.string(), memory: z.string() }) }),
    });
    const deployment = z.object({
      apiVersion: z.literal('apps/v1'),
      spec: z.object({
        replicas: z.literal(2),
        template: z.object({
          spec: z.object({
            automountServiceAccountToken: z.literal(false),
            // The bot takes 25 seconds at most to stop.
            terminationGracePeriodSeconds: z.number().min(26),
            securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number().min(1) }),
            containers: z.array(container).length(1),
          }),
        }),
      }),
    });
    expect(deployment.safeParse(of('Deployment')).error).toBeUndefined();
  });

  test('every selector finds the pods', () => {
    const labels = of('Deployment').spec.template.metadata.labels;
    expect(of('Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(of('Service').spec.selector).toEqual(labels);
    expect(of('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
  });
});

test('deploy/compose.yaml has a database that is waited for, and closes what is not needed', () => {
  const { services } = parse(read('deploy/compose.yaml'));
  expect(services.bot).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    depends_on: { postgres: { condition: 'service_healthy' } },
  });
  expect(services.bot.environment.DATABASE_URL).toMatch(/^postgres:\/\/.*@postgres:5432\//);
  expect(services.postgres.healthcheck).toBeDefined();
});

describe('deploy/code-engine', () => {
  const script = read('deploy/code-engine/deploy.sh');
  const known = cli as Readonly<Record<string, { readonly options: readonly string[] }>>;

  test('calls commands and options that the CLI has', () => {
    const calls = [`${script}\n${read('docs/operations.md')}`].flatMap((text) => [
      ...text.matchAll(/ibmcloud ce (\w+ \w+)([^|>`\n]*)/g),
    ]);
    expect(calls.length).toBeGreaterThan(4);
    for (const [, command = '', rest = ''] of calls) {
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(known[command]?.options).toContain(option);
    }
    const shared = /options=\(([\s\S]*?)\n\)/.exec(script)?.[1] ?? '';
    for (const command of ['application create', 'application update']) {
      for (const [option] of shared.matchAll(/--[a-z-]+/g)) expect(known[command]?.options).toContain(option);
    }
  });

  test.each(['.ceignore', '.dockerignore'])(
    '%s leaves settings, data and packages here, and nothing that the image is built from',
    (file) => {
      const ignored = new DockerIgnore(file, read(file));
      const away = [
        '.env',
        '.env.prod',
        'data/PG_VERSION',
        'node_modules/a/b.js',
        'playground/package.json',
        '.git/config',
      ];
      expect(away.filter((path) => !ignored.hides(path))).toEqual([]);
      const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
        ([, paths = '']) => paths.split(' '),
      );
      expect(copied.length).toBeGreaterThan(3);
      expect([...copied, 'src/main.ts', 'Dockerfile'].filter((path) => ignored.hides(path))).toEqual([]);
    },
  );

  test('never lets the bot sleep', () => {
    expect(script).toMatch(/--min-scale 1\b/);
  });
});

test('the image is built on the newest Node that is supported, and runs without root', () => {
  const dockerfile = read('Dockerfile');
  const newest = Math.max(
    ...[...JSON.parse(read('package.json')).engines.node.matchAll(/\^(\d+)/g)].map(([, major]) =>
      Number(major),
    ),
  );
  expect([...dockerfile.matchAll(/^FROM node:(\d+)-slim/gm)].map(([, major]) => Number(major))).toEqual([
    newest,
    newest,
  ]);
  expect(dockerfile).toMatch(/^USER node$/m);
});

test('docs/operations.md names every figure that is counted', () => {
  const page = read('docs/operations.md');
  const figures = [...read('src/metrics.ts').matchAll(/'(ce_image_[a-z_]+)'/g)].map(([, name = '']) => name);
  expect(figures.length).toBeGreaterThan(5);
  expect(figures.filter((name) => !page.includes(name))).toEqual([]);
});
