import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../../src');

const cause = `import { defineCause } from '../cause';

export default defineCause({
  id: 'coffee-machine-empty',
  title: 'The coffee machine is empty',
  headline: ({ app }) => (app ? \`No coffee for \${app}\` : undefined),
  stage: 'platform',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'nothing' },
  meaning: 'Nobody filled it.',
  shows: '\`418: out of beans\`.',
  phrases: [/\\bout of beans\\b/i],
  proof: 'It says so.',
  fix: () => [{ text: 'Fill the coffee machine with beans.' }],
  doc: 'https://cloud.ibm.com/docs/codeengine?topic=codeengine-getting-started',
});
`;
const example = 'error: 418: out of beans\n';

/** A copy of the product with one more cause: two files are added, and no file is touched. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ce-image-new-cause-'));
  cpSync(root, join(folder, 'src'), { recursive: true });
  cpSync(join(root, '../scripts'), join(folder, 'scripts'), { recursive: true });
  const stage = join(folder, 'src/diagnosis/causes/platform');
  writeFileSync(join(stage, 'coffee-machine-empty.ts'), cause);
  writeFileSync(join(stage, 'coffee-machine-empty.txt'), example);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a cause that was added by two files', () => {
  const from = <T>(path: string): T => require(join(folder, path)) as T;

  test('is found in a text, and explained', () => {
    const { explain } = from<typeof import('../../../src/diagnosis/verdict/text/explain')>(
      'src/diagnosis/verdict/text/explain',
    );
    expect(explain(example)).toMatchObject({ cause: 'coffee-machine-empty', stage: 'platform' });
  });

  test('groups alerts by what it says to be broken', () => {
    const { thingOf } =
      from<typeof import('../../../src/alerts/incident/thing')>('src/alerts/incident/thing');
    const project = { id: 'p-1', name: 'shop', region: 'eu-de' };
    const thing = thingOf(
      {
        key: 'k',
        subject: { kind: 'build', name: 'api', project },
        fingerprint: { image: 'us.icr.io/shop/api' },
      } as never,
      { cause: 'coffee-machine-empty', findings: [] } as never,
    );
    expect(thing).toEqual({ kind: 'registry', host: 'us.icr.io' });
  });

  test('has a page, with its example', () => {
    const { causesPages } = from<typeof import('../../../scripts/causes-page')>('scripts/causes-page');
    expect(causesPages().get('coffee-machine-empty.md')).toContain('out of beans');
    expect(causesPages().get('README.md')).toContain('(coffee-machine-empty.md)');
  });
});
