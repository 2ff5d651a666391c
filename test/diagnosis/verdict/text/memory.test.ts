import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Feeds a log to the engine in a process of its own and tells by how much its memory grew. */
const script = `
const { explainChunks } = require('./src/diagnosis/verdict/text/explain');
function* log(megabytes) {
  const line = (at) => at % 7 === 0
    ? '2026-06-22T10:00:00.' + at + 'Z error: request ' + at + ' failed with status 500, retry in 3 s\\n'
    : '2026-06-22T10:00:00.' + at + 'Z INFO handled request ' + at + ' of customer ' + (at * 7919) + ' in 12 ms\\n';
  let chunk = '', size = 0, at = 0;
  while (size < megabytes * 1024 * 1024) {
    chunk += line(at++);
    if (chunk.length > 65536) { size += chunk.length; yield chunk; chunk = ''; }
  }
  yield chunk + 'panic: runtime error: index out of range\\n\\ngoroutine 1 [running]:\\n';
}
explainChunks(log(1));
global.gc();
const before = process.memoryUsage().rss;
let peak = before;
function* watched() { let n = 0; for (const chunk of log(50)) { if (n++ % 20 === 0) peak = Math.max(peak, process.memoryUsage().rss); yield chunk; } }
const { cause } = explainChunks(watched());
process.stdout.write(JSON.stringify({ cause, grown: Math.max(peak, process.memoryUsage().rss) - before }));
`;

test('a log of 50 MB is diagnosed within 150 MB of additional memory', () => {
  const root = join(__dirname, '../../../..');
  const run = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', '-e', script], {
    cwd: root,
    encoding: 'utf8',
    timeout: 110_000,
  });
  expect(run.stderr).toBe('');
  const { cause, grown } = JSON.parse(run.stdout) as { cause: string; grown: number };
  expect(cause).toBe('container-exit-nonzero');
  expect(grown / 1024 / 1024).toBeLessThan(150);
}, 120_000);
