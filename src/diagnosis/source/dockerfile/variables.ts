/** Values of ARG and ENV, as far as the Dockerfile itself tells them. */
import type { Dockerfile, DockerStage, Instruction } from './read';

/** `undefined`: declared, and without a value that is known here. */
export type Values = ReadonlyMap<string, string | undefined>;

/** What BuildKit sets by itself; Code Engine builds for linux/amd64. */
const platform: ReadonlyMap<string, string> = new Map([
  ['TARGETPLATFORM', 'linux/amd64'],
  ['TARGETOS', 'linux'],
  ['TARGETARCH', 'amd64'],
  ['TARGETVARIANT', ''],
  ['BUILDPLATFORM', 'linux/amd64'],
  ['BUILDOS', 'linux'],
  ['BUILDARCH', 'amd64'],
  ['BUILDVARIANT', ''],
]);

const REFERENCE = /\\\$|\$(?:\{(\w{1,100})(?:(:?[-+?])([^{}]{0,300}))?\}|(\w{1,100}))/g;

/** The text with its variables; `undefined` when one of them is not known. */
export function expanded(text: string, values: Values): string | undefined {
  let unknown = false;
  const made = text.replace(
    REFERENCE,
    (whole, braced?: string, operator?: string, other?: string, bare?: string) => {
      if (whole === '\\$') return '$';
      const value = values.get(braced ?? bare ?? '');
      if (operator?.endsWith('-') && !value) return other ?? '';
      if (operator?.endsWith('+')) return value ? (other ?? '') : '';
      if (value === undefined) unknown = true;
      return value ?? '';
    },
  );
  // What the pattern did not take is a form that is not known here.
  return unknown || /(?<!\\)\$\{/.test(text.replace(REFERENCE, '')) ? undefined : made;
}

/** Names of the variables that a text needs a value for. */
export function needed(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, braced, operator, , bare]) => {
    const name = braced ?? bare;
    return name === undefined || operator?.endsWith('-') || operator?.endsWith('+') ? [] : [name];
  });
}

/** Values before the first FROM. */
export function globalValues({ globals }: Dockerfile, args: ReadonlyMap<string, string> = new Map()): Values {
  const values = new Map<string, string | undefined>(platform);
  for (const arg of globals) declare(arg, values, args, new Map());
  return values;
}

/** Values at the end of a stage. */
export function stageValues(
  { instructions }: DockerStage,
  globals: Values,
  args: ReadonlyMap<string, string> = new Map(),
): Values {
  const values = new Map<string, string | undefined>();
  for (const instruction of instructions) take(instruction, values, globals, args);
  return values;
}

/** Each instruction of a stage with the values that it sees. They hold until the next instruction is asked for. */
export function* withValues(
  { instructions }: DockerStage,
  globals: Values,
  args: ReadonlyMap<string, string> = new Map(),
): Generator<readonly [Instruction, Values]> {
  const values = new Map<string, string | undefined>();
  for (const instruction of instructions) {
    yield [instruction, values];
    take(instruction, values, globals, args);
  }
}

function take(
  instruction: Instruction,
  values: Map<string, string | undefined>,
  globals: Values,
  args: ReadonlyMap<string, string>,
): void {
  if (instruction.keyword === 'ARG') declare(instruction, values, args, globals);
  else if (instruction.keyword === 'ENV') setEnv(instruction, values);
}

function declare(
  { words }: Instruction,
  values: Map<string, string | undefined>,
  args: ReadonlyMap<string, string>,
  outer: Values,
): void {
  for (const word of words) {
    const [, name = '', , given] = /^(\w{1,100})(=(.*))?$/.exec(word) ?? [];
    if (name === '') continue;
    const fallback = given === undefined ? outer.get(name) : expanded(unquoted(given), values);
    values.set(name, args.get(name) ?? fallback);
  }
}

function setEnv({ rest, words }: Instruction, values: Map<string, string | undefined>): void {
  if (!/^\w+=/.test(rest)) {
    const [name = ''] = words;
    values.set(name, expanded(unquoted(rest.slice(name.length).trim()), values));
    return;
  }
  for (const [, name = '', value = ''] of rest.matchAll(
    /(\w{1,100})=("[^"]{0,2000}"|'[^']{0,2000}'|\S{0,2000})/g,
  )) {
    values.set(name, expanded(unquoted(value), values));
  }
}

function unquoted(text: string): string {
  const [, , inside] = /^(["'])(.*)\1$/s.exec(text) ?? [];
  return inside ?? text;
}
