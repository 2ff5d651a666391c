/** Lines of other tools that people paste, as the question that they are to this bot. */
import { isImage } from './images';
import { type Known, projectCalled } from './known';
import type { Talk } from './small-talk';

/** What a line of another tool asks: a line of this bot's, or a few words; undefined: it is no such line. */
export function askedByTool(line: string, known: Known): string | Talk | undefined {
  if (/[\r\n]/.test(line)) return undefined;
  const [tool = '', ...args] = line.replace(/^(?:[$#>%❯] ?)?(?:sudo )?/, '').split(/\s+/);
  switch (tool.toLowerCase()) {
    case 'ibmcloud':
    case 'ic':
    case 'bx':
      return ofIbmCloud(args);
    case 'ce':
    case 'code-engine':
      return ofCodeEngine(args);
    case 'kubectl':
    case 'k':
    case 'oc':
    case 'kn':
      return ofKubernetes(args, known);
    case 'docker':
    case 'podman':
    case 'nerdctl':
    case 'buildah':
    case 'skopeo':
    case 'crane':
    case 'oras':
    case 'trivy':
    case 'cosign':
      return ofImages(args);
    case 'git':
      return ofGit(line);
    default:
      return undefined;
  }
}

function ofIbmCloud([plugin = '', ...args]: readonly string[]): string | Talk | undefined {
  if (/^(?:ce|code-?engine)$/i.test(plugin)) return ofCodeEngine(args);
  return args.some((text) => isImage({ text })) || !/^(?:cr|login|target|iam|plugin|account)$/i.test(plugin)
    ? undefined
    : { do: 'talk', topic: plugin.toLowerCase() === 'cr' ? 'registry-secret' : 'how-to' };
}

/** Groups of `ibmcloud ce`, with their short forms, and what each is here. Source: `ibmcloud ce help`. */
const groups: Readonly<Record<string, string>> = {
  application: 'app',
  app: 'app',
  build: 'build',
  bd: 'build',
  buildrun: 'buildrun',
  br: 'buildrun',
  job: 'job',
  jobrun: 'jobrun',
  jr: 'jobrun',
  function: 'function',
  fn: 'function',
  fleet: 'fleet',
  revision: 'revision',
  rev: 'revision',
};
const NAMES = /^--?(?:n|name|app|application|function|revision|instance|i)$/;
/** They name the thing itself, wherever they stand: `buildrun submit --build NAME`. */
const kindFlags: Readonly<Record<string, string>> = {
  '--build': 'build',
  '--buildrun': 'buildrun',
  '--job': 'job',
  '--jobrun': 'jobrun',
  '-b': 'build',
  '-j': 'job',
};

function ofCodeEngine([group = '', verb = '', ...args]: readonly string[]): string | Talk | undefined {
  const { flags, values } = sorted(args);
  const project = flags.get('--project') ?? flags.get('-p');
  const where = project ? ` --project ${project}` : '';
  const named = [...flags].find(([flag]) => NAMES.test(flag))?.[1] ?? values[0];
  if (/^proj(?:ect)?s?$/i.test(group)) {
    if (/^list$/i.test(verb)) return 'projects';
    return named ? `--project ${named}` : 'overview';
  }
  if (/^(?:registry|reg|secret|sec|configmap|cm)$/i.test(group)) {
    return { do: 'talk', topic: /^c/i.test(group) ? 'how-to' : 'registry-secret' };
  }
  const kind = Object.hasOwn(groups, group.toLowerCase()) ? groups[group.toLowerCase()] : undefined;
  if (!kind) return undefined;
  if (/^list$/i.test(verb)) return `overview${where}`;
  const transcript = /^logs?$/i.test(verb) ? 'logs ' : /^events?$/i.test(verb) ? 'events ' : '';
  const own = [...flags].find(([flag]) => Object.hasOwn(kindFlags, flag));
  // `-n RUN` of `buildrun submit` names a run that is yet to be.
  if (own && (!named || /^(?:submit|run|create)$/i.test(verb)))
    return `${transcript}${kindFlags[own[0]]} ${own[1]}${where}`;
  return named ? `${transcript}${kind} ${named}${where}` : undefined;
}

/** Resources of Kubernetes that are none of Code Engine's kinds, but an app's or a run's. */
const OBJECT =
  /^(?:apps?|applications?|pods?|po|ksvc|services?|svc|deploy(?:ment)?s?|revisions?|rev|configurations?|routes?|all|jobs?|buildruns?|builds?|events?|ev)$/i;

function ofKubernetes(args: readonly string[], known: Known): string | undefined {
  const pipe = args.indexOf('|');
  const piped = pipe < 0 ? undefined : args.slice(pipe + 1).filter((each) => !each.startsWith('-'))[1];
  const { flags, values: said } = sorted(pipe < 0 ? args : args.slice(0, pipe));
  const [verb = '', ...values] = said.flatMap((each) => each.split('/'));
  const namespace = flags.get('-n') ?? flags.get('--namespace');
  const project = namespace === undefined ? undefined : projectCalled(known, namespace)?.name;
  const where = project ? ` --project ${project}` : '';
  const selected = /involvedObject\.name=([\w.-]+)/.exec(flags.get('--field-selector') ?? '')?.[1];
  const things = /^rollout$/i.test(verb) ? values.slice(1) : values;
  const name = selected ?? piped ?? things.find((each) => !OBJECT.test(each));
  if (!/^(?:get|describe|logs?|events?|top|rollout|exec|delete|edit|explain|service|revision)$/i.test(verb))
    return undefined;
  if (!name) return `overview${where}`;
  const ofEvents = /^events?$/i.test(verb) || values.some((each) => /^(?:events?|ev)$/i.test(each));
  return `${/^logs?$/i.test(verb) ? 'logs ' : ofEvents ? 'events ' : ''}${name}${where}`;
}

/** The options of these tools are none of ours: only the images count, and whether they are pushed. */
function ofImages([verb = '', ...args]: readonly string[]): string | undefined {
  const images = args
    .map((each) => each.replace(/^(?:docker|oci):\/\//i, '').replace(/[,;:!?]+$/, ''))
    .filter((text) => isImage({ text }) && /[a-z]/i.test(text));
  // Of `tag A B` and `copy A B` the second is what is made.
  const image = images.at(-1);
  return image && `image ${image}${/^(?:push|copy)$/i.test(verb) ? ' --push' : ''}`;
}

/** `-b` is no option of ours. */
function ofGit(line: string): string | undefined {
  return /^\S+ (?:clone|fetch|ls-remote)\b/.test(line)
    ? line
        .replace(/ (?:-b|--branch)[ =](\S+)/, ' branch $1')
        .replace(/ --?(?:depth|recurse-submodules|single-branch)(?:[ =]\d+)?\b/g, '')
    : undefined;
}

/** Flags with their values, and what stands alone. A flag without a value takes none of the next flag's. */
function sorted(args: readonly string[]): {
  readonly flags: ReadonlyMap<string, string>;
  readonly values: readonly string[];
} {
  const flags = new Map<string, string>();
  const values: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = (args[at] as string).replace(/^["'`]|["'`,;!?]+$/g, '');
    const [, flag, value] = /^(--?[a-z][a-z-]*)(?:=(.+))?$/i.exec(arg) ?? [];
    if (!flag) {
      if (arg) values.push(arg);
    } else if (value) flags.set(flag.toLowerCase(), value);
    else if (TAKES_NONE.test(flag)) continue;
    else {
      const next = args[at + 1];
      if (next === undefined || next.startsWith('-') || next === '|') continue;
      flags.set(flag.toLowerCase(), next.replace(/^["'`]|["'`,;!?]+$/g, ''));
      at += 1;
    }
  }
  return { flags, values };
}

const TAKES_NONE =
  /^(?:-f|--follow|-q|--quiet|-w|--wait|--watch|--no-wait|--nw|--raw|--all-containers|-A|--all-namespaces|--previous|--force|--timestamps|--no-headers)$/;
