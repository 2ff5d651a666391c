import { explainCli } from '../../src/cli/explain';

async function run(options: readonly string[], input: string | readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  async function* stdin() {
    for (const chunk of typeof input === 'string' ? [input] : input) yield Buffer.from(chunk);
  }
  const code = await explainCli(options, {
    stdin: stdin(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const failing = 'Failed to pull image "us.icr.io/shop/web:9": manifest unknown\n';

describe('for a person', () => {
  test('says the cause, the line, and what to do, within 80 columns', async () => {
    const { code, out } = await run([], failing);
    expect(code).toBe(0);
    expect(out).toContain('The tag is not in the registry');
    expect(out).toContain('manifest unknown');
    expect(out).toContain('ibmcloud ce app update');
    const long = out.split('\n').filter((line) => line.length > 80 && !/ibmcloud|https:/.test(line));
    expect(long).toEqual([]);
  });

  test('says in a sentence that nothing in a normal log is a failure', async () => {
    const { code, out } = await run([], 'Server listening on port 8080\nGET / 200 3ms\n');
    expect(code).toBe(0);
    expect(out).toContain('Nothing that was looked at is a failure');
    expect(out).not.toContain('What to do');
  });

  test('does not call an empty text a failure', async () => {
    expect((await run([], '\n  \n')).out).toBe('There is no text to explain.\n');
  });

  test('hides what looks like a secret', async () => {
    const { out } = await run(
      [],
      'fatal: Authentication failed for https://me:hunter2hunter2@github.com/a/b.git/',
    );
    expect(out).toContain('The git host refuses the credentials');
    expect(out).not.toContain('hunter2hunter2');
  });
});

test('--json is the same as JSON', async () => {
  const { out } = await run(['--json'], failing);
  expect(JSON.parse(out)).toMatchObject({
    cause: 'image-tag-not-found',
    stage: 'pull',
    proof: { lineNumber: 1 },
    fix: expect.arrayContaining([expect.objectContaining({ command: expect.stringContaining('ibmcloud') })]),
  });
});

describe('--jsonl', () => {
  test('answers in order, whatever the pieces the input comes in', async () => {
    const lines = [
      { id: 'a', text: failing },
      { id: 'b', text: 'Server listening on 8080' },
      { id: 3, text: 'Host key verification failed.' },
    ];
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    const { code, out } = await run(['--jsonl'], input.match(/[\s\S]{1,13}/g) ?? []);
    expect(code).toBe(0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; cause: string });
    expect(answers.map(({ id, cause }) => [id, cause])).toEqual([
      ['a', 'image-tag-not-found'],
      ['b', 'healthy-no-problem'],
      [3, 'git-host-key-unverified'],
    ]);
    expect(Object.keys(answers[0] ?? {})).toEqual(['id', 'cause', 'stage', 'confidence', 'proof']);
  });

  test('a bad line is named by its number, and the others are answered', async () => {
    const { code, out, err } = await run(
      ['--jsonl'],
      `{"id":1,"text":"ok"}\nnonsense\n{"id":2}\n{"id":4,"text":"fine"}\n`,
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^line 2: this is not JSON/);
    expect(err).toMatch(/\nline 3: the object has no "text"/);
    expect(out.trim().split('\n')).toHaveLength(2);
  });
});

test('an unknown option is answered with the usage', async () => {
  const { code, err } = await run(['--xml'], '');
  expect(code).toBe(2);
  expect(err).toContain('Usage');
});
