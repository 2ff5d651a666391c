/** `ibmcloud ce`: its commands as the calls of the API that the plug-in makes. */

import { gigabytes, minutes } from '../../playground/src/world';
import type { Parsed } from './grammar';
import { CommandError, call, inProject, type Machine } from './machine';

type Options = Parsed['options'];

/** Long enough for a build. */
const BUILDING = minutes(20);
type Body = Record<string, unknown>;

const one = (options: Options, name: string): string | undefined => options.get(name)?.at(-1);

/** The value of an option that the grammar requires. */
function must(options: Options, name: string): string {
  const value = one(options, name);
  if (value === undefined) throw new CommandError(`--${name} is missing`);
  return value;
}

/** Runs a command. @throws CommandError with what the API says */
export async function codeEngineCli(machine: Machine, { verb, options }: Parsed): Promise<void> {
  const [group = '', ...rest] = verb.split(' ');
  const what = rest.join(' ');
  const kind = kinds[group];
  if (group === 'project') return project(machine, what, options);
  if (kind === undefined) throw new CommandError(`${verb} is not played`);
  const name = one(options, 'name') ?? one(options, nameOptions[group] ?? 'name');
  switch (what) {
    case 'list':
      await inProject(machine, 'GET', listed[group] ?? kind);
      return;
    case 'get':
    case 'logs':
    case 'events':
      await inProject(machine, 'GET', group === 'revision' ? revisionPath(name) : `${kind}/${name}`);
      return;
    case 'delete':
      await inProject(machine, 'DELETE', group === 'revision' ? revisionPath(name) : `${kind}/${name}`);
      return;
    case 'runtimes':
      await call(machine, 'GET', 'function_runtimes');
      return;
    case 'submit':
    case 'resubmit':
      if (options.has('source')) refuseLarge(machine);
      await inProject(machine, 'POST', kind, await runBody(machine, group, what, options));
      return;
    case 'create':
      if (group === 'build') await refuseAbsentSecret(machine, options);
      await inProject(machine, 'POST', kind, createBody(machine, group, options));
      return;
    case 'update':
      await update(machine, group, kind, must(options, 'name'), options);
      return;
    default:
      throw new CommandError(`${verb} is not played`);
  }
}

/** Bytes. Source: docs, ts-toolchain-size (case B-24). */
const MOST_SOURCE = 100_000_000;

/** The plug-in packs the directory, without what .ceignore names, before it asks the API. */
function refuseLarge({ source, files }: Machine): void {
  const ignored = (files.get('.ceignore') ?? '').split('\n').filter(Boolean);
  const packed = [...source].filter(([path]) => !ignored.some((each) => path.startsWith(each)));
  if (packed.reduce((sum, [, bytes]) => sum + bytes, 0) > MOST_SOURCE) {
    throw new CommandError('Unable to upload packaged files. Package is too large.');
  }
}

/** The plug-in looks for the secret itself. Source: what it prints, case B-20. */
async function refuseAbsentSecret(machine: Machine, options: Options): Promise<void> {
  const secret = one(options, 'registry-secret');
  if (secret === undefined) return;
  try {
    await inProject(machine, 'GET', `secrets/${secret}`);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(
      `The command validation failed: the secret '${secret}' that is specified with '--registry-secret' does not exist.`,
    );
  }
}

const kinds: Readonly<Record<string, string>> = {
  application: 'apps',
  revision: 'apps',
  job: 'jobs',
  jobrun: 'job_runs',
  build: 'builds',
  buildrun: 'build_runs',
  function: 'functions',
  secret: 'secrets',
  configmap: 'config_maps',
};
const listed: Readonly<Record<string, string>> = { revision: 'apps' };
const nameOptions: Readonly<Record<string, string>> = {
  application: 'application',
  revision: 'revision',
  jobrun: 'jobrun',
  buildrun: 'buildrun',
};

/** A revision tells its app by its name: `APP-00002`. */
function revisionPath(name = ''): string {
  return `apps/${name.replace(/-\d{5}$/, '')}/revisions/${name}`;
}

async function project(machine: Machine, what: string, options: Options): Promise<void> {
  const { projects = [] } = (await call(machine, 'GET', 'projects')) as {
    projects?: { id: string; name: string; status: string }[];
  };
  const wanted = one(options, 'id');
  const named = one(options, 'name');
  const found = projects.filter(({ id, name }) => (wanted === undefined ? name === named : id === wanted));
  if (what === 'list') return;
  if (what === 'create') {
    await call(machine, 'POST', 'projects', { name: must(options, 'name') });
    return;
  }
  const [only] = found;
  if (!only || found.length > 1)
    throw new CommandError(`Project '${wanted ?? named}' was not found, or is not the only one.`);
  if (what === 'select') {
    if (only.status !== 'active') throw new CommandError(`Project '${only.name}' is not active.`);
    machine.project = only.id;
  }
  if (what === 'restore') {
    const one = machine.world.projects.get(only.id);
    if (one?.status !== 'soft_deleted')
      throw new CommandError('Only a project that was softly deleted is restored.');
    one.status = 'active';
  }
}

const workloadFields: Readonly<Record<string, string>> = {
  image: 'image_reference',
  'registry-secret': 'image_secret',
  cpu: 'scale_cpu_limit',
  memory: 'scale_memory_limit',
  'ephemeral-storage': 'scale_ephemeral_storage_limit',
};
const buildFields: Readonly<Record<string, string>> = {
  image: 'output_image',
  'registry-secret': 'output_secret',
  size: 'strategy_size',
  strategy: 'strategy_type',
  source: 'source_url',
  commit: 'source_revision',
  'context-dir': 'source_context_dir',
  dockerfile: 'strategy_spec_file',
  'git-repo-secret': 'source_secret',
};

/** Options that only change a field to their value. */
function plainFields(options: Options, fields: Readonly<Record<string, string>>): Body {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([option, field]) => {
      const value = one(options, option);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** The plug-in refuses sizes that there are not before it asks the API. Source: what it prints, case A-5. */
function refuseSizes(options: Options): void {
  const cpu = Number(one(options, 'cpu') ?? 1);
  const memory = gigabytes(one(options, 'memory') ?? '4G');
  if (memory < 0.25 || memory > 32) {
    throw new CommandError('memory parameter must be between .25 G and 32 G');
  }
  if (cpu < 0.0125 || cpu > 8) throw new CommandError('cpu parameter must be between .0125 and 8.0');
}

function workloadBody(options: Options, env: readonly unknown[] = []): Body {
  refuseSizes(options);
  const number = (option: string, field: string): Body =>
    options.has(option) ? { [field]: Number(one(options, option)) } : {};
  return {
    ...plainFields(options, workloadFields),
    ...number('port', 'image_port'),
    ...number('user', 'run_as_user'),
    ...number('min-scale', 'scale_min_instances'),
    ...number('maxexecutiontime', 'scale_max_execution_time'),
    ...(options.has('command') && { run_commands: options.get('command') }),
    ...(options.has('commands-clear') && { run_commands: [] }),
    ...(options.has('argument') && { run_arguments: options.get('argument') }),
    ...(options.has('arguments-clear') && { run_arguments: [] }),
    ...(options.has('env') && { run_env_variables: [...env, ...(options.get('env') ?? []).map(literal)] }),
    ...(options.has('probe-ready') && { probe_readiness: probe(options.get('probe-ready') ?? []) }),
    ...(options.has('probe-live') && { probe_liveness: probe(options.get('probe-live') ?? []) }),
    ...(options.has('probe-ready-reset') && { probe_readiness: null }),
    ...(options.has('probe-live-clear') && { probe_liveness: null }),
  };
}

function literal(pair: string): Body {
  const at = pair.indexOf('=');
  return { type: 'literal', name: pair.slice(0, at), value: pair.slice(at + 1) };
}

function probe(pairs: readonly string[]): Body {
  const read = Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  return { ...read, ...(read.port !== undefined && { port: Number(read.port) }) };
}

function createBody(machine: Machine, group: string, options: Options): Body {
  const name = must(options, 'name');
  switch (group) {
    case 'secret':
      return { name, ...secretBody(machine, options) };
    case 'configmap':
      return { name, data: literals(options) };
    case 'job':
    case 'application':
      return { name, ...workloadBody(options) };
    case 'build':
      return { name, ...plainFields(options, buildFields) };
    default:
      throw new CommandError(`${group} create is not played`);
  }
}

const formats: Readonly<Record<string, string>> = {
  ssh: 'ssh_auth',
  registry: 'registry',
  generic: 'generic',
};

function secretBody(machine: Machine, options: Options): Body {
  const format = formats[one(options, 'format') ?? 'generic'] ?? 'generic';
  return { format, data: format === 'generic' ? literals(options) : secretData(machine, options) };
}

function literals(options: Options): Record<string, string> {
  return Object.fromEntries(
    (options.get('from-literal') ?? []).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** What the options say of a secret's data; files are those of the machine. */
function secretData(machine: Machine, options: Options): Record<string, string> {
  const file = (option: string) => {
    const name = one(options, option);
    if (name === undefined) return undefined;
    const text = machine.files.get(name);
    if (text === undefined) throw new CommandError(`open ${name}: no such file or directory`);
    return text;
  };
  const json = file('password-from-json-file');
  const password =
    json === undefined ? file('password-from-file') : (JSON.parse(json) as { apikey: string }).apikey;
  return Object.fromEntries(
    Object.entries({
      server: one(options, 'server'),
      username: one(options, 'username'),
      password,
      ssh_key: file('key-path'),
      known_hosts: file('known-hosts-path'),
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function update(
  machine: Machine,
  group: string,
  kind: string,
  name: string,
  options: Options,
): Promise<void> {
  const known = await inProject(machine, 'GET', `${kind}/${name}`);
  const tag = String(known.entity_tag);
  if (group === 'secret') {
    const data = {
      ...(known.data as Record<string, string>),
      ...secretData(machine, options),
      ...literals(options),
    };
    await inProject(machine, 'PUT', `${kind}/${name}`, { format: known.format, data }, tag);
    return;
  }
  if (options.has('rebuild') || options.has('build-source')) {
    if (known.build === undefined) throw new CommandError(`${name} is not built by Code Engine`);
    await inProject(machine, 'POST', 'build_runs', { build_name: known.build });
    // The app is deployed once the image is built.
    machine.world.clock.jump(BUILDING);
    machine.world.catchUp();
  }
  const env = (known.run_env_variables ?? []) as readonly unknown[];
  await inProject(machine, 'PATCH', `${kind}/${name}`, bodyOf(group, options, env), tag);
}

function bodyOf(group: string, options: Options, env: readonly unknown[]): Body {
  if (group === 'build') {
    return {
      ...plainFields(options, buildFields),
      ...(options.has('timeout') && { timeout: Number(one(options, 'timeout')) }),
    };
  }
  if (group === 'function') {
    const bundle = one(options, 'code-bundle');
    return {
      ...plainFields(options, { 'code-bundle-secret': 'code_secret', runtime: 'runtime' }),
      ...(bundle !== undefined && { code_reference: `cr://${bundle.replace(/^cr:\/\//, '')}` }),
    };
  }
  return workloadBody(options, env);
}

async function runBody(machine: Machine, group: string, what: string, options: Options): Promise<Body> {
  if (group === 'buildrun') return { build_name: must(options, 'build') };
  const named = one(options, 'name');
  const name = named === undefined ? {} : { name: named };
  if (what === 'submit') {
    const job = one(options, 'job');
    return { ...(job === undefined ? {} : { job_name: job }), ...name, ...workloadBody(options) };
  }
  // The same run once more, with what is changed, under a name of its own.
  const earlier = await inProject(machine, 'GET', `job_runs/${must(options, 'jobrun')}`);
  const kept = Object.fromEntries(
    Object.entries(earlier).filter(([field]) =>
      /^(?:image_|run_(?:arguments|commands|env)|scale_|job_name)/.test(field),
    ),
  );
  return { ...kept, name: named ?? `${must(options, 'jobrun')}-again`, ...workloadBody(options) };
}
