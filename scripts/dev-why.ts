import { readFileSync } from 'node:fs';
import { Reader } from '../src/diagnosis/reading/reader';
import { candidatesOf, decide } from '../src/diagnosis/verdict/text/decide';
import { book } from '../src/diagnosis/verdict/text/explain';
import { readCorpus, readExamples } from './corpus';

const id = process.argv[2];
let text = '';
if (id === '-') text = readFileSync(0, 'utf8');
else
  for (const m of [...readExamples(), ...process.argv.slice(3).flatMap((f) => readCorpus(f))])
    if (m.id === id) text = m.text;
const r = new Reader(book);
r.push(text);
const reading = r.end();
for (const c of candidatesOf(reading, undefined))
  console.log(
    c.score.toFixed(1),
    c.tier,
    c.cause,
    '|',
    c.fact.went,
    c.fact.to.join(','),
    'who',
    c.fact.who,
    'ph',
    c.fact.phase,
    c.fact.usual,
    'st',
    c.fact.step,
    'lv',
    c.fact.level,
    c.fact.joined ? 'J' : '',
    '|',
    c.fact.lineNumber,
    c.fact.line.slice(0, 100),
    '|',
    c.fact.rules.slice(0, 1).map((n) => book.rules[n]!.match.source.slice(0, 80)),
  );
console.log('FACTS without cause:');
for (const f of reading.facts)
  console.log('  ', f.tier, f.went, f.to.join(','), f.phase, f.lineNumber, f.line.slice(0, 80));
console.log(
  'failures',
  reading.failures.map((f) => f.text.slice(0, 80)),
  'succ',
  [...reading.successes],
  'worked',
  reading.worked,
  [...reading.phases],
  'failed',
  [...reading.failed],
  'ok',
  [...reading.succeeded],
);
console.log(decide(reading, undefined).cause);
