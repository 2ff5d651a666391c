/** `npm run -s explain`: reads an error, event or log from stdin and says what caused it. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { causeOf } from './diagnosis/causes/index';
import { Masker } from './diagnosis/model/secrets';
import { printSteps } from './diagnosis/remedy/print';
import { noLog } from './diagnosis/verdict/text/conclude-text';
import { explain, explainStream, type TextFinding } from './diagnosis/verdict/text/explain';

export interface Streams {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const usage = `Usage: npm run -s explain [-- --json | --jsonl] < FILE

Says what an error, event or log is about.
  --json    print the finding as JSON
  --jsonl   read lines {"id","text"}, print lines {"id","cause","stage","confidence","proof"}
`;

/** Columns of a terminal. */
const WIDTH = 80;

/** Runs the command. @returns the exit code: 0, 1 when a line of JSON was bad, 2 for a wrong option. */
export async function explainCli(options: readonly string[], streams: Streams): Promise<number> {
  const [option, ...more] = options;
  if (more.length > 0 || (option !== undefined && !['--json', '--jsonl', '--help'].includes(option))) {
    streams.stderr.write(usage);
    return 2;
  }
  if (option === '--help') {
    streams.stdout.write(usage);
    return 0;
  }
  if (option === '--jsonl') return explainLines(streams);
  const masker = new Masker();
  let isBlank = true;
  async function* noticed(chunks: AsyncIterable<string>): AsyncIterable<string> {
    for await (const chunk of chunks) {
      isBlank &&= chunk.trim() === '';
      yield chunk;
    }
  }
  const finding = await explainStream(noticed(decoded(streams.stdin)));
  const text =
    option === '--json' ? `${JSON.stringify(asJson(finding), null, 2)}\n` : forPeople(finding, isBlank);
  streams.stdout.write(masker.mask(text));
  return 0;
}

async function* decoded(chunks: Streams['stdin']): AsyncIterable<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

async function explainLines({ stdin, stdout, stderr }: Streams): Promise<number> {
  const masker = new Masker();
  const lines = createInterface({ input: Readable.from(stdin), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let bad = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const request = requestOf(line);
    if (typeof request === 'string') {
      bad += 1;
      stderr.write(`line ${number}: ${request}\n`);
      continue;
    }
    const { cause, stage, confidence, proof } = explain(request.text);
    const answer = { id: request.id, cause, stage, confidence, proof: proof?.line ?? null };
    stdout.write(`${masker.mask(JSON.stringify(answer))}\n`);
  }
  return bad > 0 ? 1 : 0;
}

/** The request of a line, or what is wrong with it. */
function requestOf(line: string): { readonly id: unknown; readonly text: string } | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return 'this is not JSON; each line must be an object {"id": …, "text": "…"}';
  }
  const { id, text } = (parsed ?? {}) as { id?: unknown; text?: unknown };
  if (typeof text !== 'string') return 'the object has no "text", or it is not a string';
  return { id: id ?? null, text };
}

function asJson(finding: TextFinding): unknown {
  const cause = causeOf(finding.cause);
  return {
    cause: finding.cause,
    title: cause.title,
    stage: finding.stage,
    confidence: finding.confidence,
    proof: finding.proof ?? null,
    telling: finding.telling,
    captured: finding.captured,
    meaning: cause.meaning,
    fix: printSteps(cause.fix({ captured: finding.captured })),
    doc: cause.doc,
  };
}

function forPeople(finding: TextFinding, isBlank: boolean): string {
  // Where a text fails, its most telling lines are known at least.
  if (isBlank) return 'There is no text to explain.\n';
  if (finding.cause === 'unknown' && finding.telling.length === 0) return wrap(noLog).join('\n').concat('\n');
  const cause = causeOf(finding.cause);
  const out = [`${cause.title}  (${finding.cause}, ${finding.confidence})`, '', ...wrap(cause.meaning)];
  if (finding.proof) {
    out.push('', `Line ${finding.proof.lineNumber} says so:`, ...wrap(finding.proof.line, '  > '));
  }
  if (finding.cause === 'unknown' && finding.telling.length > 0) {
    out.push('', 'The most telling lines:', ...finding.telling.flatMap((line) => wrap(line, '  > ')));
  }
  if (finding.close) {
    const { cause: other, proof } = finding.close;
    out.push(
      '',
      `It may as well be: ${causeOf(other).title}  (${other})`,
      `Line ${proof.lineNumber} says so:`,
    );
    out.push(...wrap(proof.line, '  > '));
  }
  if (finding.cause !== 'healthy-no-problem') {
    out.push('', 'What to do:');
    for (const [at, { text, command }] of printSteps(cause.fix({ captured: finding.captured })).entries()) {
      out.push(...wrap(text, `  ${at + 1}. `));
      // Commands are never broken: people copy them.
      if (command) out.push(`     ${command}`);
    }
  }
  out.push('', `More: ${cause.doc}`, '');
  return out.join('\n');
}

/** Breaks at spaces so that lines fit a terminal; the lead stands before the first one. */
function wrap(text: string, lead = ''): string[] {
  const room = WIDTH - lead.length;
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  const rest = /^ *> $/.test(lead) ? lead : ' '.repeat(lead.length);
  return lines.map((line, at) => (at === 0 ? lead : rest) + line);
}

if (require.main === module) {
  explainCli(process.argv.slice(2), process).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
