/** A record as a file: YAML that a person can read, check and edit before giving it away. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { missingReasons } from '../diagnosis/model/missing-reason';
import type { Recording } from './exchange';

/** A record that cannot be used; the message names file, line and what to do, and is safe to show. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

const intro = `# A record of ce-image: what was asked of IBM Cloud and registries, and what they answered.
#
# Made to be given away. Secrets, names, ids, hosts, addresses and e-mail addresses are replaced, the same by the same;
# of repositories only what was found in them is here. What programs wrote into their own logs stays in their own words:
# read it before you send it. You may shorten and change anything; \`npm run -s replay FILE\` says whether it still works.
`;

/**
 * A record as text.
 * @param mask everything secret has its stand-in by now; whatever had none is taken out here
 */
export function printRecording(recording: Recording, mask: (text: string) => string): string {
  const yaml = stringify(recording, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });
  return `${intro}${mask(yaml)}`;
}

/**
 * Writes a record.
 * @throws RecordError when the file cannot be written
 */
export function writeRecording(file: string, recording: Recording, mask: (text: string) => string): void {
  try {
    writeFileSync(file, printRecording(recording, mask), { mode: 0o600 });
  } catch (error) {
    throw new RecordError(`The record cannot be written: ${wordOf(error)} (${file}).`);
  }
}

const text = z.string();
const ms = z.number().nonnegative();
const facts = z.looseObject({
  connection: z.looseObject({ address: text.optional(), ms: z.number().optional() }),
  answerMs: z.number().optional(),
  reused: z.boolean().optional(),
  truncated: z.boolean().optional(),
});
const broke = z.strictObject({
  code: text,
  message: text.optional(),
  phase: z.enum(['dns', 'tcp', 'tls', 'http']).optional(),
  idle: z.boolean().optional(),
  forbidden: text.optional(),
});
const exchange = z
  .strictObject({
    ask: z
      .string()
      .regex(/^[A-Z]+ \S+:\/\/\S+$/, { error: 'is not a method and an address, like “GET https://…”' }),
    as: text.optional(),
    sent: text.optional(),
    status: z.int().min(100).max(599).optional(),
    ms,
    headers: z.record(text, text).optional(),
    json: z.unknown().optional(),
    text: text.optional(),
    broke: broke.optional(),
    facts: facts.optional(),
  })
  .refine(({ status, broke: no }) => status !== undefined || no !== undefined, {
    error: 'has neither “status” nor “broke”: there is no telling what came back',
  });
const look = z
  .strictObject({
    climb: z.looseObject({ url: text, knownHosts: z.array(text) }).optional(),
    open: z.looseObject({ reference: text, knownHosts: z.array(text) }).optional(),
    ms,
    found: z.unknown().optional(),
    failed: z
      .strictObject({ reason: z.enum(missingReasons), message: text, cure: text.optional() })
      .optional(),
  })
  .refine(({ found, failed }) => found !== undefined || failed !== undefined, {
    error: 'has neither “found” nor “failed”',
  });

const recording = z.strictObject({
  record: z.literal(1, { error: 'is not 1: another version of ce-image wrote this record' }),
  at: z.iso.datetime({ error: 'is not a time like 2026-01-05T10:00:00.000Z' }),
  version: text,
  asked: z.array(text).min(1, { error: 'is empty: it says what to ask, like [why, build, shop-api]' }),
  login: z.enum(['API key', 'trusted profile', 'session of the ibmcloud CLI', 'accounts of IBM_ACCOUNTS']),
  accounts: z
    .array(z.strictObject({ name: text, key: text, regions: z.array(text).optional() }))
    .min(1)
    .optional(),
  settings: z.record(text, text),
  answered: z.record(text, text).optional(),
  replaced: z.record(text, z.number()),
  tokens: z.record(
    text,
    z.strictObject({ account: text.optional(), iam_id: text.optional(), life: z.number().optional() }),
  ),
  exchanges: z.array(
    z.unknown().superRefine((each, context) => {
      if (typeof each !== 'object' || each === null) {
        context.addIssue({ code: 'custom', message: 'is no exchange' });
        return;
      }
      const read = ('climb' in each || 'open' in each ? look : exchange).safeParse(each);
      for (const { path, message } of read.error?.issues ?? [])
        context.addIssue({ code: 'custom', path, message });
    }),
  ),
});

/**
 * Reads a record.
 * @throws RecordError that names the line of each thing that is wrong
 */
export function readRecording(file: string): Recording {
  return parseRecording(textOf(file), file);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RecordError(`The record cannot be read: ${wordOf(error)} (${file}).`);
  }
}

/** Things that are wrong and told at once. */
const MOST_TOLD = 5;

/** As {@link readRecording}, from its text. */
export function parseRecording(yaml: string, file: string): Recording {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const [broken] = document.errors;
  if (broken) {
    const { line } = counter.linePos(broken.pos[0]);
    throw new RecordError(
      `${file}:${line}: this is not YAML: ${broken.message.split('\n', 1)[0]?.replace(/ at line .*$/, '')}`,
    );
  }
  if (!isMap(document.contents)) {
    throw new RecordError(
      `${file}:1: this is no record; make one with \`npm run -s why -- build NAME --record FILE\`.`,
    );
  }
  const read = recording.safeParse(document.toJS());
  if (read.success) return read.data as Recording;
  const { issues } = read.error;
  const lines = issues.slice(0, MOST_TOLD).map(({ path, message }) => {
    const place = path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '');
    return `${file}:${lineOf(document, path, counter)}: ${place === '' ? 'the record' : `“${place}”`} ${plainly(message)}`;
  });
  const more = issues.length - lines.length;
  throw new RecordError([...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'));
}

/** The line of the innermost thing that is there. */
function lineOf(document: Document, path: readonly PropertyKey[], counter: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
    if (range) return counter.linePos(range[0]).line;
  }
  return 1;
}

/** In the words of the rest: zod says “Invalid input: expected string, received number”. */
function plainly(message: string): string {
  const [, expected, received] = /expected (\w+), received (\w+)/.exec(message) ?? [];
  if (expected === undefined)
    return message.replace(/^Unrecognized keys?: /, 'has fields that ce-image does not know: ');
  return received === 'undefined' ? 'is missing' : `is ${received}, and should be ${expected}`;
}

function wordOf(error: unknown): string {
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'access to it is not allowed',
    EISDIR: 'it is a folder',
  };
  const { code = 'no file' } = error as NodeJS.ErrnoException;
  return words[code] ?? code;
}
