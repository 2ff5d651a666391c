import type { Finding } from '../../../src/diagnosis/model/report';
import type { ChangedFile, SourceChanges } from '../../../src/diagnosis/model/source-changes';
import { judgeChanges } from '../../../src/diagnosis/verdict/what-changed';

const commits = ['a', 'b'].map((letter) => ({
  id: letter.repeat(40),
  author: letter === 'a' ? 'Ada' : 'Ben',
  at: '2026-05-04T10:00:00.000Z',
  subject: `Change ${letter}`,
}));
const [a = '', b = ''] = commits.map(({ id }) => id);

function changed(...files: readonly ChangedFile[]): SourceChanges {
  const since = { run: 'shop-run-1', commit: 'f'.repeat(40) };
  return { since, to: a, same: false, commits, others: 0, files, notes: [] };
}

function file(path: string, more: Partial<ChangedFile> = {}): ChangedFile {
  return { path, how: 'changed', kind: 'source', commits: [b], ...more };
}

function failure(finding: Partial<Finding>, lines: readonly string[] = []) {
  const whole: Finding = {
    cause: 'compile-error',
    title: 'A command failed',
    headline: 'A command failed',
    stage: 'build',
    confidence: 'proven',
    proof: [],
    explanation: '',
    fix: [],
    ...finding,
  };
  return { findings: [whole], lines, url: 'https://github.com/shop/api' };
}

function suspects(changes: SourceChanges, told: ReturnType<typeof failure>): readonly string[] {
  return judgeChanges(changes, told).suspects.map(({ path, reason }) => `${path}: ${reason}`);
}

describe('the likeliest change', () => {
  const dockerfile = file('Dockerfile', {
    kind: 'dockerfile',
    commits: [a],
    lines: [{ line: 7, before: 'COPY a /', after: 'COPY c /' }],
  });
  const lock = file('package-lock.json', { kind: 'lock' });
  const source = file('src/server.ts');

  test('is the one of the very line that fails, with its commit and page', () => {
    const told = failure({ file: 'Dockerfile', line: 7 });
    const [first] = judgeChanges(changed(source, lock, dockerfile), told).suspects;
    expect(first).toEqual({
      path: 'Dockerfile',
      line: 7,
      reason: 'it changed the very line that fails (line 7: COPY c /)',
      commit: commits[0],
      url: `https://github.com/shop/api/commit/${a}`,
    });
  });

  test('is the file that was taken away and that the failure names', () => {
    const gone = file('config/production.yaml', { how: 'removed' });
    const told = failure({ explanation: 'COPY config/production.yaml: it is not in the repository.' });
    expect(suspects(changed(dockerfile, gone), told)[0]).toBe(
      'config/production.yaml: it removed config/production.yaml, which the build wants',
    );
  });

  test('is the file whose line the compiler names', () => {
    const told = failure({}, ['src/server.ts(12,5): error TS2339: Property x does not exist']);
    const [first] = judgeChanges(changed(dockerfile, lock, source), told).suspects;
    expect(first).toMatchObject({ path: 'src/server.ts', line: 12 });
  });

  test('a name is not found within another one', () => {
    const told = failure({}, ['webapp.json: broken']);
    expect(suspects(changed(file('src/app.js')), told)).toEqual([
      'src/app.js: it changed src/app.js, and nothing else that the build uses changed',
    ]);
  });

  test('is the lock file when packages are what fails, and the base image when that is', () => {
    const from = file('Dockerfile', {
      kind: 'dockerfile',
      lines: [{ line: 1, before: 'FROM node:20', after: 'FROM --platform=linux/amd64 node:99' }],
    });
    const packages = failure({ cause: 'package-lockfile-mismatch' });
    expect(suspects(changed(from, source, lock), packages)[0]).toContain('package-lock.json');
    const base = failure({ cause: 'base-image-not-found' });
    expect(suspects(changed(from, source, lock), base)[0]).toBe(
      'Dockerfile: it changed the base image from node:20 to node:99',
    );
  });

  test('is nobody’s when only words for people changed', () => {
    expect(suspects(changed(file('README.md'), file('docs/guide/start.html')), failure({}))).toEqual([]);
  });

  test('three are named at most', () => {
    const many = Array.from({ length: 9 }, (_, index) => file(`src/${index}.ts`));
    expect(suspects(changed(...many), failure({}))).toHaveLength(3);
  });
});
