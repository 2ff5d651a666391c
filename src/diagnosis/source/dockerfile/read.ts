/** A Dockerfile as stages and instructions, with the faults that keep BuildKit from reading it. */
import { DockerfileParser, type ModifiableInstruction, type Instruction as Parsed } from 'dockerfile-ast';
import { distance } from 'fastest-levenshtein';

export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** From 1. */
  readonly line: number;
  /** Lines of the instruction, continued ones joined by a blank, without comments and here-documents. */
  readonly text: string;
  /** What follows the keyword and its flags. */
  readonly rest: string;
  /** Words of it; those of a JSON array as they are in it. */
  readonly words: readonly string[];
  /** Whether it is a JSON array (exec form). */
  readonly isJson: boolean;
  readonly flags: ReadonlyMap<string, string>;
  /** Of `RUN --mount`, which may stand several times: its options. */
  readonly mounts: readonly ReadonlyMap<string, string>[];
  /** Contents of here-documents, with the line at which each begins. */
  readonly heredocs: readonly { readonly line: number; readonly text: string }[];
}

export interface DockerStage {
  readonly index: number;
  readonly name?: string;
  readonly from: Instruction;
  /** Image or stage as it is written. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

export interface Fault {
  readonly line: number;
  readonly quote: string;
  readonly detail: string;
}

export interface Dockerfile {
  /** Before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly DockerStage[];
  readonly faults: readonly Fault[];
}

/** Characters that are parsed: larger ones are made by programs, and would take longer than they tell. */
export const MOST_CHARACTERS = 200_000;

const keywords = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

/** Flags of BuildKit's instructions. Source: docs.docker.com, Dockerfile reference. */
const flagsOf: Readonly<Record<string, readonly string[]>> = {
  ADD: ['chown', 'chmod', 'link', 'checksum', 'keep-git-dir', 'exclude', 'unpack'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  RUN: ['mount', 'network', 'security', 'device'],
};

/** @param text at most MOST_CHARACTERS */
export function readDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const faults: Fault[] = [];
  const fault = (line: number, detail: string) => faults.push({ line, quote: lines[line - 1] ?? '', detail });
  const instructions: Instruction[] = [];
  for (const parsed of DockerfileParser.parse(lines.join('\n')).getInstructions()) {
    const instruction = toInstruction(parsed, lines);
    instructions.push(instruction);
    checkForm(instruction, parsed, fault);
    // What follows an open here-document is part of it.
    if (faults.at(-1)?.detail.includes('here-document')) break;
  }
  if (instructions.length === 0) fault(1, 'The Dockerfile is empty: it has no instruction.');
  const globals: Instruction[] = [];
  const stages: {
    -readonly [Key in keyof DockerStage]: DockerStage[Key] extends readonly Instruction[]
      ? Instruction[]
      : DockerStage[Key];
  }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      const [base = '', as, name] = instruction.words;
      const named = as?.toUpperCase() === 'AS' && name !== undefined ? { name } : {};
      stages.push({ index: stages.length, ...named, from: instruction, base, instructions: [] });
    } else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') globals.push(instruction);
    else if (keywords.includes(instruction.keyword)) {
      fault(
        instruction.line,
        `${instruction.keyword} stands before the first FROM, where only ARG is allowed.`,
      );
    }
  }
  if (instructions.length > 0 && stages.length === 0 && faults.length === 0) {
    fault(1, 'There is no FROM: the Dockerfile builds on no image.');
  }
  return { globals, stages, faults };
}

function toInstruction(parsed: Parsed, lines: readonly string[]): Instruction {
  const { start, end } = parsed.getRange();
  const here = 'getHeredocs' in parsed ? heredocsOf(parsed as unknown as HeredocInstruction) : [];
  const firstHeredoc = here[0]?.start.line;
  const last = firstHeredoc === undefined ? end.line : Math.min(end.line, firstHeredoc);
  const body = lines
    .slice(start.line, last + 1)
    .filter((line, index) => index === 0 || !/^\s*#/.test(line))
    .map((line) => line.replace(/[\\`]\s*$/, ''))
    .join(' ')
    .trim();
  const keyword = parsed.getKeyword();
  const flags = new Map<string, string>();
  const mounts: ReadonlyMap<string, string>[] = [];
  let rest = body.slice(body.search(/\s|$/)).trim();
  for (
    let match = /^--([a-z-]+)(?:=(\S*))?(?:\s+|$)/.exec(rest);
    match;
    match = /^--([a-z-]+)(?:=(\S*))?(?:\s+|$)/.exec(rest)
  ) {
    const [, name = '', value = ''] = match;
    flags.set(name, value);
    if (name === 'mount') mounts.push(optionsOf(value));
    rest = rest.slice(match[0].length);
  }
  const json = jsonWords(rest);
  return {
    keyword,
    line: start.line + 1,
    text: body,
    rest,
    words: json ?? rest.split(/\s+/).filter((word) => word !== ''),
    isJson: json !== undefined,
    flags,
    mounts,
    heredocs: here.map(({ content }) => ({
      line: (content?.start.line ?? start.line) + 1,
      text: content ? lines.slice(content.start.line, content.end.line + 1).join('\n') : '',
    })),
  };
}

/** `type=bind,source=x,target=/y`, with the short names spelt out. */
function optionsOf(value: string): ReadonlyMap<string, string> {
  const short: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target' };
  return new Map(
    value.split(',').map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [short[name] ?? name, rest.join('=').replace(/^(["'])(.*)\1$/, '$2')] as const;
    }),
  );
}

/** Mounts of files of the build context. */
export function bindMounts({ mounts }: Instruction): readonly ReadonlyMap<string, string>[] {
  return mounts.filter((mount) => (mount.get('type') ?? 'bind') === 'bind' && !mount.has('from'));
}

interface Range {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number };
}

interface HeredocInstruction {
  getHeredocs(): readonly {
    getStartRange(): Range;
    getContentRange(): Range | null;
    getDelimiterRange(): Range | null;
    getName(): string;
  }[];
}

function heredocsOf(parsed: HeredocInstruction) {
  return parsed.getHeredocs().map((each) => ({
    start: each.getStartRange().start,
    content: each.getContentRange(),
    isOpen: each.getDelimiterRange() === null,
    name: each.getName(),
  }));
}

/** Words of a JSON array of strings; undefined: it is none, and BuildKit takes it for the shell form. */
function jsonWords(rest: string): readonly string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkForm(
  { keyword, line, words, flags, rest, isJson }: Instruction,
  parsed: Parsed,
  fault: (line: number, detail: string) => void,
): void {
  if (!keywords.includes(keyword)) {
    const [near] = [...keywords].sort((one, other) => distance(one, keyword) - distance(other, keyword));
    const meant = near !== undefined && distance(near, keyword) <= 2 ? `; ${near} is meant` : '';
    fault(line, `${keyword} is no instruction of a Dockerfile${meant}.`);
    return;
  }
  const open =
    'getHeredocs' in parsed
      ? heredocsOf(parsed as unknown as HeredocInstruction).find(({ isOpen }) => isOpen)
      : undefined;
  if (open) {
    fault(line, `The here-document ${open.name} never ends: no line holds ${open.name} alone.`);
    return;
  }
  const known = flagsOf[keyword] ?? [];
  const strange =
    'getFlags' in parsed ? (parsed as ModifiableInstruction).getFlags().map((flag) => flag.getName()) : [];
  const unknown = [...new Set([...strange, ...flags.keys()])].find(
    (flag) => known.length > 0 && !known.includes(flag),
  );
  if (unknown !== undefined) {
    const [near] = [...known].sort((one, other) => distance(one, unknown) - distance(other, unknown));
    const meant = near !== undefined && distance(near, unknown) <= 2 ? `; --${near} is meant` : '';
    fault(line, `${keyword} has no flag --${unknown}${meant}.`);
    return;
  }
  const isOnlyHeredoc = /<<-?["']?\w/.test(rest);
  if ((keyword === 'COPY' || keyword === 'ADD') && words.length < 2 && !isOnlyHeredoc) {
    fault(line, `${keyword} needs a source and a destination.`);
    return;
  }
  if ((keyword === 'COPY' || keyword === 'ADD') && words.length > 2 && !isOnlyHeredoc) {
    const destination = words.at(-1) ?? '';
    if (!/[/$}]$|^\.{1,2}$/.test(destination)) {
      fault(
        line,
        `${keyword} has ${words.length - 1} sources, so its destination ${destination} must end with a slash.`,
      );
      return;
    }
  }
  if (keyword === 'FROM' && !isFrom(words)) {
    fault(line, `FROM wants an image, and optionally AS and a name: ${rest || 'it has nothing'}.`);
    return;
  }
  const wantsMore = [
    'ARG',
    'ENV',
    'EXPOSE',
    'LABEL',
    'USER',
    'VOLUME',
    'WORKDIR',
    'RUN',
    'STOPSIGNAL',
    'SHELL',
  ];
  if (wantsMore.includes(keyword) && words.length === 0 && !isOnlyHeredoc)
    fault(line, `${keyword} has no argument.`);
  else if (keyword === 'SHELL' && !isJson) fault(line, 'SHELL wants a JSON array, as ["/bin/bash", "-c"].');
  else if (keyword === 'EXPOSE') {
    const odd = words.find(
      (word) =>
        !/^(?:\d{1,5}(?:-\d{1,5})?|\$.+)(?:\/(?:tcp|udp|sctp|\$.+))?$/i.test(word) && !word.includes('$'),
    );
    if (odd !== undefined) fault(line, `EXPOSE wants ports, and ${odd} is none.`);
  }
}

function isFrom(words: readonly string[]): boolean {
  return words.length === 1 || (words.length === 3 && words[1]?.toUpperCase() === 'AS');
}
