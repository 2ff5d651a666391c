import { existsSync, readFileSync } from 'node:fs';
import { explain } from '../src/diagnosis/verdict/text/explain';
import { readCorpus, readExamples } from './corpus';

const sets: [string, any[]][] = [['examples', readExamples() as any]];
for (const f of process.argv.slice(2).filter((a) => a.endsWith('.jsonl')))
  sets.push([f.split('/').pop()!, readCorpus(f) as any]);
const show = process.argv.includes('-v');
for (const [name, messages] of sets) {
  let right = 0,
    defended = 0,
    alarms = 0,
    missed = 0,
    wrongLikely = 0,
    healthy = 0;
  const wrong: string[] = [];
  for (const m of messages) {
    const r = explain(m.text);
    if (r.cause === m.cause) right++;
    else {
      const ok = m.also.includes(r.cause);
      if (ok) defended++;
      else if (r.confidence === 'likely') wrongLikely++;
      wrong.push(
        `${ok ? '~' : '!'} ${m.cause} -> ${r.cause} (${r.confidence}): ${m.id}${show ? `\n      ${r.proof?.lineNumber}: ${(r.proof?.line ?? '').slice(0, 200)}` : ''}`,
      );
    }
    if (m.cause === 'healthy-no-problem') {
      healthy++;
      if (r.cause !== 'healthy-no-problem') alarms++;
    } else if (r.cause === 'healthy-no-problem') missed++;
  }
  console.log(
    `${name}: ${messages.length}  strict ${right} (${((100 * right) / messages.length).toFixed(1)})  with also ${right + defended} (${((100 * (right + defended)) / messages.length).toFixed(1)})  alarms ${alarms}/${healthy}  missed ${missed}  wrong&likely ${wrongLikely}`,
  );
  for (const w of wrong) console.log('  ' + w);
}
