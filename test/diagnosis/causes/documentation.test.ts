import { catalogue } from '../../../src/diagnosis/causes/index';
import { workloadKinds } from '../../../src/diagnosis/model/subject';
import type { RemedyFacts } from '../../../src/diagnosis/remedy/facts';
import topics from '../../contract/documentation-topics.json';

const known: ReadonlySet<string> = new Set([
  ...topics.codeengine.map((topic) => `https://cloud.ibm.com/docs/codeengine?topic=codeengine-${topic}`),
  ...topics.Registry.map((topic) => `https://cloud.ibm.com/docs/Registry?topic=Registry-${topic}`),
]);

const facts: readonly RemedyFacts[] = [
  { captured: {} },
  { asked: 'image', registryHost: 'de.icr.io', captured: {} },
  ...workloadKinds.map((kind) => ({ kind, captured: {} })),
];

test('every page behind a fix is a topic of the documentation', () => {
  const dead = [...catalogue.values()].flatMap(({ id, doc, docOf }) =>
    [doc, ...facts.map((one) => docOf?.(one) ?? doc)]
      .filter((page) => !known.has(page))
      .map((page) => `${id}: ${page}`),
  );
  expect(dead).toEqual([]);
});

describe('what befalls several kinds of resource', () => {
  test.each([
    ['container-oom-killed', 'app', 'ts-app-restart'],
    ['container-oom-killed', 'jobrun', 'troubleshoot-job'],
    ['container-exit-nonzero', 'app', 'ts-app-end'],
    ['container-exit-nonzero', 'job', 'troubleshoot-job'],
    ['entrypoint-not-found', 'app', 'ts-app-end'],
    ['entrypoint-not-found', 'jobrun', 'troubleshoot-job'],
    ['ephemeral-storage-exceeded', 'buildrun', 'ts-build-ephemeral-limit'],
    ['ephemeral-storage-exceeded', 'app', 'ts-app-restart'],
    ['ephemeral-storage-exceeded', 'jobrun', 'troubleshoot-job'],
    ['project-quota-exceeded', 'jobrun', 'ts-jobrun-notstart'],
    ['project-quota-exceeded', 'build', 'limits'],
    ['unknown', 'buildrun', 'troubleshoot-build'],
    ['unknown', 'function', 'troubleshoot-function'],
  ] as const)('%s of a %s has the page %s', (cause, kind, topic) => {
    const entry = catalogue.get(cause);
    expect(entry?.docOf?.({ kind, captured: {} }) ?? entry?.doc).toBe(
      `https://cloud.ibm.com/docs/codeengine?topic=codeengine-${topic}`,
    );
  });
});
