import { groupOf, usage } from '../../../src/diagnosis/model/project-quota';

describe('a quota in people’s words', () => {
  test.each([
    ['count/buildruns.shipwright.io', '100', '100 of 100 build runs', 'buildrun'],
    ['count/builds.shipwright.io', '100', '100 of 100 builds', 'build'],
    ['count/jobruns.codeengine.cloud.ibm.com', '100', '100 of 100 job runs', 'jobrun'],
    ['count/jobdefinitions.codeengine.cloud.ibm.com', '100', '100 of 100 jobs', 'job'],
    ['count/revisions.serving.knative.dev', '120', '120 of 120 app revisions', 'revision'],
    ['count/services.serving.knative.dev', '40', '40 of 40 apps', 'app'],
    ['limits.memory', '512G', '512G of 512G of memory', undefined],
    ['limits.cpu', '128', '128 of 128 vCPU', undefined],
    ['pods', '250', '250 of 250 instances', undefined],
    ['count/oddities', '3', '3 of 3 count/oddities', undefined],
  ])('%s', (resource, most, words, group) => {
    expect(usage({ resource, used: most, hard: most })).toBe(words);
    expect(groupOf(resource)).toBe(group);
  });
});
