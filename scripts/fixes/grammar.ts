/**
 * The grammar of the command lines that a fix may name: a line is taken apart as a POSIX shell does it, and refused
 * where the program would refuse it. `ibmcloud ce`: the plug-in's own reference. The others: as much as fixes use of them.
 */
import cli from '../../test/contract/ibmcloud-ce-cli.json';

/** A command that its program would take. */
export interface Parsed {
  /** For example `ibmcloud ce`, `docker`. */
  readonly program: string;
  /** For example `build update`. */
  readonly verb: string;
  /** Every value that was given, by the option's name without dashes; a bare flag has none. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly values: readonly string[];
  /** The file that takes what is printed. */
  readonly into?: string;
}

/** What the program would say instead. */
export class UsageError extends Error {}

interface Form {
  /** Options that take a value. */
  readonly valued: readonly string[];
  readonly bare?: readonly string[];
  /** How many values stand without an option; the last is open when it is `many`. */
  readonly values?: number | 'any';
  /** What must be given; the options are the leaves. */
  readonly wants?: Wants;
  /** Values stand behind the options. Source: the pages of `ibmcloud cr`; `ibmcloud iam` has them in front. */
  readonly order?: 'options first' | 'values first';
}

type Wants =
  | { readonly option: string }
  | { readonly all: readonly Wants[] }
  | { readonly one: readonly Wants[] };

/** `app` and `fn` are documented as short for `application` and `function`. */
export const shortGroups: Readonly<Record<string, string>> = { app: 'application', fn: 'function' };

const cr = (values: number, valued: readonly string[] = [], bare: readonly string[] = []): Form => ({
  valued,
  bare,
  values,
  order: 'options first',
});
const iam = (values: number, valued: readonly string[]): Form => ({ valued, values, order: 'values first' });

/** Commands of other programs, by program and verb. Sources: Container Registry, IAM and VPC CLI references, manuals. */
const others: Readonly<Record<string, Form>> = {
  'ibmcloud target': { valued: ['r', 'g'] },
  'ibmcloud cr quota': cr(0),
  'ibmcloud cr plan': cr(0),
  'ibmcloud cr quota-set': cr(0, ['traffic', 'storage']),
  'ibmcloud cr plan-upgrade': cr(1),
  'ibmcloud cr image-list': cr(0, ['restrict']),
  'ibmcloud cr image-digests': cr(0, ['restrict']),
  'ibmcloud cr image-rm': cr(1),
  'ibmcloud cr va': cr(1),
  'ibmcloud cr trash-list': cr(0, ['restrict']),
  'ibmcloud cr image-restore': cr(1),
  'ibmcloud cr retention-policy-list': cr(0),
  'ibmcloud cr namespace-list': cr(0),
  'ibmcloud cr namespace-add': cr(1),
  'ibmcloud cr region-set': cr(1),
  'ibmcloud cr login': cr(0),
  'ibmcloud iam service-id-create': iam(1, []),
  'ibmcloud iam service-policy-create': iam(1, ['roles', 'service-name', 'resource-type', 'resource']),
  'ibmcloud iam service-api-key-create': iam(2, ['file']),
  'ibmcloud is public-gateways': iam(0, []),
  'ibmcloud is public-gateway-create': iam(3, []),
  'ibmcloud is subnet-update': iam(1, ['pgw']),
  'ibmcloud is security-group-target-add': iam(2, []),
  'ibmcloud is security-group-rules': iam(1, []),
  'ibmcloud is endpoint-gateways': iam(0, []),
  'docker pull': { valued: ['platform'], values: 1 },
  'docker tag': { valued: [], values: 2 },
  'docker push': { valued: [], values: 1 },
  'docker login': { valued: ['config', 'username'], values: 'any' },
  'docker buildx build': { valued: ['platform', 'tag'], bare: ['push'], values: 1 },
  'git ls-files': { valued: [], values: 'any' },
  'git rm': { valued: [], bare: ['cached'], values: 1 },
  'git ls-remote': { valued: [], bare: ['heads', 'tags'], values: 1 },
  'git lfs push': { valued: [], bare: ['all'], values: 1 },
  'git update-index': { valued: ['chmod'], values: 1 },
  'kubectl create secret generic': { valued: ['type', 'from-file'], values: 1 },
  'ssh-keygen': { valued: ['t', 'N', 'f'], bare: ['p'] },
  'ssh-keyscan': { valued: [], values: 1 },
  rm: { valued: [], bare: ['r'], values: 1 },
};

/** Commands that take away for good what is not a file of one's own. */
export const DESTRUCTIVE =
  /^ibmcloud (?:ce [a-z]+ (?:[a-z]+ )?(?:delete|unbind)\b|cr (?:image-rm|image-prune-untagged|image-untag|retention-(?:run|policy-set)|namespace-rm|tag-rm)\b|iam .*-delete\b|resource .*delete)|^docker (?:rmi|system|image prune)|^git (?:push .*(?:--force|--delete)|reset|clean)|^kubectl delete/;

/** Words that stand in capitals for what a person must choose; in `PSP_KEY=VALUE` the first is the variable's own name. */
export const PLACEHOLDER =
  /(?<![A-Za-z0-9_.-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![a-z=A-Z0-9_])|(?<![\w.-])(?:NAME|VALUE|KEY|PATH|PORT|SIZE|SECONDS|MEMORY|CPU|IMAGE|TAG|REVISION|DIRECTORY|COMMAND|ARGUMENT|RUNTIME|NAMESPACE|REPOSITORY|REGISTRY|REGION|MEGABYTES|FILE|USER|DIGEST)(?![\w.])/;

/**
 * Takes a line apart, and finds the form of its command.
 * @throws UsageError with what is wrong with it
 */
export function parse(line: string): Parsed {
  const words = shellWords(line);
  const at = words.indexOf('>');
  const into = at < 0 ? undefined : words[at + 1];
  const command = at < 0 ? words : words.slice(0, at);
  const { program, verb, form, rest } = formOf(command);
  const { options, values } = takeApart(rest, form, `${program} ${verb}`.trim());
  if (form.wants && !isMet(form.wants, options)) {
    throw new UsageError(`${program} ${verb}: a required option is missing`);
  }
  return { program, verb, options, values, ...(into !== undefined && { into }) };
}

/** The words of a line, with quotes taken off. */
function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)) {
    words.push(
      word.replace(/'([^']*)'|\\(.)/g, (_all, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
    );
  }
  return words;
}

function formOf(words: readonly string[]): {
  readonly program: string;
  readonly verb: string;
  readonly form: Form;
  readonly rest: readonly string[];
} {
  if (words[0] === 'ibmcloud' && words[1] === 'ce') return codeEngineForm(words.slice(2));
  // `docker --config DIR login`: an option of the program itself.
  if (words[0] === 'docker' && words[1] === '--config') {
    return formOf(['docker', ...words.slice(3, 4), '--config', ...words.slice(2, 3), ...words.slice(4)]);
  }
  for (let length = 4; length > 0; length -= 1) {
    const name = words.slice(0, length).join(' ');
    const form = others[name];
    if (!form) continue;
    const split = words[0] === 'ibmcloud' && length > 2 ? 2 : 1;
    return {
      program: words.slice(0, split).join(' '),
      verb: words.slice(split, length).join(' '),
      form,
      rest: words.slice(length),
    };
  }
  throw new UsageError(`no such command: ${words.slice(0, 3).join(' ')}`);
}

function codeEngineForm(words: readonly string[]): ReturnType<typeof formOf> {
  const [group = '', ...more] = words;
  const full = [shortGroups[group] ?? group, ...more];
  for (let length = 3; length > 0; length -= 1) {
    const name = full.slice(0, length).join(' ');
    const known = (cli as Record<string, { usage: string; options: string[] }>)[name];
    if (known) {
      return { program: 'ibmcloud ce', verb: name, form: formOfUsage(name, known), rest: full.slice(length) };
    }
  }
  throw new UsageError(`no such command: ibmcloud ce ${words.slice(0, 2).join(' ')}`);
}

const forms = new Map<string, Form>();

function formOfUsage(name: string, { usage, options }: { usage: string; options: readonly string[] }): Form {
  const known = forms.get(name);
  if (known) return known;
  const valued = [...usage.matchAll(/--([a-z-]+) [A-Z]/g)].map(([, option = '']) => option);
  const named = [...usage.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => option);
  const form: Form = {
    valued: [...new Set(valued)],
    bare: [...new Set(named)].filter((option) => !valued.includes(option) && options.includes(`--${option}`)),
    values: 0,
    wants: wantsOf(usage.slice(`ibmcloud ce ${name}`.length)),
  };
  forms.set(name, form);
  return form;
}

/** What a usage line requires: what stands in brackets may be left out, of what a bar parts one is needed. */
function wantsOf(usage: string): Wants {
  const tokens = usage.match(/--[a-z-]+|[[\]()|]/g) ?? [];
  let at = 0;
  const alternatives = (): Wants => {
    const found: Wants[] = [];
    let all: Wants[] = [];
    for (; at < tokens.length; at += 1) {
      const token = tokens[at];
      if (token === ']' || token === ')') break;
      if (token === '|') {
        found.push({ all });
        all = [];
      } else if (token === '[') {
        at += 1;
        alternatives();
      } else if (token === '(') {
        at += 1;
        all.push(alternatives());
      } else if (token !== undefined) {
        all.push({ option: token.slice(2) });
      }
    }
    return found.length === 0 ? { all } : { one: [...found, { all }] };
  };
  return alternatives();
}

function isMet(wants: Wants, given: Parsed['options']): boolean {
  if ('option' in wants) return given.has(wants.option) || isOfAnotherFormat(wants.option, given);
  return 'all' in wants
    ? wants.all.every((one) => isMet(one, given))
    : wants.one.some((one) => isMet(one, given));
}

/** What a generic secret is filled from, a secret of another format has no use for; the usage line does not tell. */
function isOfAnotherFormat(option: string, given: Parsed['options']): boolean {
  if (!/^(?:from-|rm$)/.test(option)) return false;
  return [
    'format',
    'server',
    'username',
    'password-from-file',
    'password-from-json-file',
    'key-path',
    'known-hosts-path',
  ].some((other) => given.has(other));
}

function takeApart(
  words: readonly string[],
  form: Form,
  command: string,
): Pick<Parsed, 'options' | 'values'> {
  const options = new Map<string, string[]>();
  const values: string[] = [];
  const given: ('option' | 'value')[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, name, joined] = /^--?([A-Za-z][A-Za-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      values.push(word);
      given.push('value');
      continue;
    }
    given.push('option');
    const isBare = form.bare?.includes(name) === true;
    if (!isBare && !form.valued.includes(name))
      throw new UsageError(`${command}: unknown option ${word.split('=')[0]}`);
    const earlier = options.get(name) ?? [];
    if (isBare) {
      if (joined !== undefined) throw new UsageError(`${command}: ${word} takes no value`);
      options.set(name, earlier);
      continue;
    }
    const value = joined ?? words[at + 1];
    if (value === undefined) throw new UsageError(`${command}: --${name} needs a value`);
    if (joined === undefined && value.startsWith('-'))
      throw new UsageError(`${command}: ${value} would be read as an option`);
    if (joined === undefined) at += 1;
    options.set(name, [...earlier, value]);
  }
  const most = form.values ?? 0;
  if (most !== 'any' && values.length !== most) {
    throw new UsageError(
      `${command}: takes ${most} ${most === 1 ? 'value' : 'values'} without an option, not ${values.length}`,
    );
  }
  const second =
    form.order === 'options first' ? 'option' : form.order === 'values first' ? 'value' : undefined;
  if (
    second !== undefined &&
    given.lastIndexOf(second) > given.indexOf(second === 'option' ? 'value' : 'option') &&
    given.includes('value') &&
    given.includes('option')
  ) {
    throw new UsageError(`${command}: ${form.order}`);
  }
  return { options, values };
}
