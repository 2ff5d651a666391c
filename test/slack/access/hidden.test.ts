import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '../../support/stack';

/** Two names that are equally near to `shop`: of the first there is a project, which nobody sees. */
const HIDDEN = 'shop-prod';
const NONE = 'shop-prox';
const NO_ID = '00000000-0000-4000-8000-000000000000';

const questions: readonly ((project: string, id: string) => string)[] = [
  (project) => `gift-cards --project ${project}`,
  (project) => `logs gift-cards --project ${project}`,
  (project) => `events gift-cards --project ${project}`,
  (project) => `history gift-cards --project ${project}`,
  (project) => `use ${project}`,
  (project) => `watch ${project}`,
  (project) => `unwatch ${project}`,
  (project) => `image icr.io/x/y:1 --secret ce-auto-icr-private-eu-de --project ${project}`,
  (project) => `source https://github.com/acme/x --secret deploy --project ${project}`,
  (project) => `what is failing in ${project}?`,
  (_project, id) => `app gift-cards --project ${id}`,
  (_project, id) =>
    `https://cloud.ibm.com/codeengine/project/eu-de/${id}/application/gift-cards/configuration`,
];

describe('trust 3: a project that is not seen is answered in the words of one that does not exist', () => {
  let stack: Stack;
  let id: string;
  const folder = mkdtempSync(join(tmpdir(), 'ce-image-hidden-'));
  beforeAll(async () => {
    const rules = join(folder, 'rules.yml');
    writeFileSync(rules, 'rules:\n  - {projects: shop, see: everyone}\n');
    stack = await startStack({ settings: { ACCESS_FILE: rules } });
    id = stack.world.project(HIDDEN).id;
  }, 60_000);
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(questions.map((question) => [question('PROJECT', 'ID'), question] as const))(
    '%s',
    async (_words, question) => {
      const answer = async (project: string, projectId: string) =>
        JSON.stringify(
          (await stack.ask(question(project, projectId))).messages.map(({ text, blocks }) => [text, blocks]),
        )
          .replaceAll(project, 'PROJECT')
          .replaceAll(projectId, 'ID')
          // What differs from one card to the next of the same words.
          .replace(/"block_id":"[^"]*"/g, '')
          .replace(/\d+ ms|\d+\.\d+ s/g, 'TIME')
          .replace(/\d{6,}/g, 'INSTANT');
      expect(await answer(HIDDEN, id)).toBe(await answer(NONE, NO_ID));
    },
  );
});
