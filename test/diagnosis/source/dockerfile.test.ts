import type { SourceTree } from '../../../src/diagnosis/model/source-tree';
import { examineTree } from '../../../src/diagnosis/source';

/** A tree with nothing but these files in its root. */
function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  const entries = Object.keys(files).map((path) => ({ path, kind: 'file' as const }));
  return {
    entry: (path) => entries.find((one) => one.path === path),
    list: (directory) => (directory === '' ? entries : []),
    walk: (directory) => (directory === '' ? entries : []),
    read: async (paths) =>
      new Map(
        paths.flatMap((path) => {
          const text = files[path];
          return text === undefined ? [] : [[path, { text, truncated: false, binary: false }] as const];
        }),
      ),
    gaps: [],
  };
}

class CountedMap extends Map<string, string> {
  asked = 0;

  override get(name: string): string | undefined {
    this.asked += 1;
    return super.get(name);
  }
}

const source = { strategy: 'dockerfile', contextDir: '', dockerfile: 'Dockerfile' } as const;

describe('a Dockerfile that was made to be slow', () => {
  test.each([
    ['here-documents that never end', 'RUN <<A <<B <<C\n', 'dockerfile-syntax', /never ends/],
    ['one here-document to its end', 'RUN <<EOF\necho\n', 'dockerfile-syntax', /never ends/],
    ['stages without end', 'FROM scratch AS a\nCOPY --from=a /x /x\n', undefined, /more than are looked at/],
    ['patterns without end', 'COPY a*b*c*d*e*f*g*h /x\n', undefined, /more than are looked at/],
  ])('%s: it ends, and is told', async (_what, line, cause, words) => {
    const Dockerfile = `FROM scratch\n${line.repeat(Math.floor(190_000 / line.length))}`;
    const startedAt = process.cpuUsage();
    const { findings, notes } = await examineTree(treeOf({ Dockerfile, ['a'.repeat(200)]: 'x' }), source);
    expect(findings[0]?.cause).toBe(cause);
    expect(`${findings[0]?.detail} ${notes.join(' ')}`).toMatch(words);
    expect(process.cpuUsage(startedAt).user).toBeLessThan(1_500_000);
  });
});

describe('variables of a Dockerfile', () => {
  test('each instruction sees those that stand before it', async () => {
    const Dockerfile = [
      'FROM node:22',
      'ENV FILE=one.js',
      'COPY $FILE ./',
      'ENV FILE=two.js',
      'COPY $FILE ./',
    ].join('\n');
    const { findings } = await examineTree(treeOf({ Dockerfile, 'one.js': '' }), source);
    const faults = findings.filter(({ kind }) => kind === 'fails');
    expect(faults.map(({ line, cause }) => [line, cause])).toEqual([[5, 'dockerfile-copy-missing-file']]);
  });

  test('are followed in one pass, and not anew for each instruction', async () => {
    const most = 300;
    const Dockerfile = `FROM node:22\n${'ARG FILE=one.js\nCOPY $FILE ./\n'.repeat(most)}CMD ["node", "one.js"]\n`;
    const args = new CountedMap([['OTHER', 'value']]);
    const { well } = await examineTree(treeOf({ Dockerfile, 'one.js': '' }), { ...source, args });
    expect(well).toContain(`all ${most} sources of COPY and ADD are in the build context`);
    expect(args.asked).toBeGreaterThanOrEqual(most);
    expect(args.asked).toBeLessThan(5 * most);
  });
});
