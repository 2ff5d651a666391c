/** Names that a pasted text tells: of the resource, its project and image, as command line and platform write them. */
import { hostOf } from '../model/image-host';
import type { WorkloadKind } from '../model/subject';

export interface NamedInText {
  readonly kind?: WorkloadKind;
  readonly name?: string;
  readonly app?: string;
  readonly build?: string;
  readonly buildRun?: string;
  readonly job?: string;
  readonly jobRun?: string;
  readonly function?: string;
  readonly fleet?: string;
  readonly project?: string;
  readonly image?: string;
  readonly registrySecret?: string;
  readonly sourceSecret?: string;
  readonly sourceUrl?: string;
  /** The command line was about to make it: it is not there yet. */
  readonly creating?: boolean;
}

/** Names stand at the ends of a text: the command at its beginning, the error at its end. Characters. */
const MOST_READ = 20_000;

const kinds: Readonly<Record<string, WorkloadKind>> = {
  application: 'app',
  app: 'app',
  build: 'build',
  'build run': 'buildrun',
  buildrun: 'buildrun',
  job: 'job',
  'job run': 'jobrun',
  jobrun: 'jobrun',
  function: 'function',
};

const kindWords = '(application|app|build ?run|build|job ?run|job|function)';
const quote = '[\'"“‘`]';
const name = '([A-Za-z0-9][\\w.-]{0,62})';

/** What `ibmcloud ce` says that it does, with the kind and the name. */
const doing = new RegExp(
  `\\b(Creating|Updating|Submitting|Running|Deleting|Getting) ${kindWords} ${quote}${name}`,
);
/** A kind and a quoted name: `Application 'storefront' already exists`. */
const quotedName = new RegExp(`\\b${kindWords} ${quote}${name}`, 'i');
/** A command that was typed: `ibmcloud ce app update --name shop-api`. */
const typed = new RegExp(
  `\\b(?:ibmcloud|ic) (?:ce|code-engine) (app|application|buildrun|build|jobrun|job|function|fn) (create|update|submit|resubmit|get|logs|events)\\b[^\\n]{0,300}?(?:--name|-n) ${quote}?${name}`,
);
/** `ibmcloud ce jobrun submit --job NAME`, `app logs --application NAME`: what it is of stands behind an option of its own. */
const typedOf = new RegExp(
  `\\b(?:ibmcloud|ic) (?:ce|code-engine) (app|application|buildrun|jobrun) \\w+\\b[^\\n]{0,300}?--(application|app|buildrun|build|jobrun|job)[ =]${quote}?${name}`,
);
/**
 * Objects of Kubernetes and Knative by the forms of their names, the surest first: revisions end with five digits or, of other
 * makers, with a word and a number; pods of deployments with a hash and five letters; pods of job runs with two numbers.
 */
const objects: readonly { readonly match: RegExp; readonly kind: WorkloadKind }[] = [
  { match: /\b([a-z0-9][a-z0-9-]{0,56})-\d{5}-deployment-/, kind: 'app' },
  {
    match: /\b[Rr]evision ["']?([a-z0-9][a-z0-9-]{0,56}?)-(?:\d{5}(?:-[a-z0-9]{3})?|[a-z0-9]{5}-\d+)\b/,
    kind: 'app',
  },
  { match: /\b([a-z0-9][a-z0-9-]{0,56}-jobrun-\w{4,6})(?:-\d+-\d+)?\b/, kind: 'jobrun' },
  { match: /\b([a-z0-9][a-z0-9-]{0,56}-run-\d{6}-\d{6,9})\b/, kind: 'buildrun' },
  {
    match:
      /\bhttps?:\/\/([a-z0-9][a-z0-9-]{0,56})\.[a-z0-9]+\.[a-z]{2}-[a-z]{2,5}\.codeengine\.appdomain\.cloud\b/,
    kind: 'app',
  },
  { match: /\bConfiguration ["']([a-z0-9][a-z0-9-]{0,56})["']/, kind: 'app' },
  { match: /\b(?:Creating|Updating) service ["']([a-z0-9][a-z0-9-]{0,56})["'] in namespace\b/, kind: 'app' },
  { match: /\bpods?[ /]["']?([a-z0-9][a-z0-9-]{0,56}?)-[a-f0-9]{8,10}-[a-z0-9]{5}\b/, kind: 'app' },
  { match: /\bBuildRun "?([a-z0-9][a-z0-9-]{0,62})\b/, kind: 'buildrun' },
  { match: /\bbuildrun (?:logs|get|events) (?:-n|--name) ([a-z0-9][a-z0-9-]{0,62})\b/, kind: 'buildrun' },
  { match: /\bJobRun "?([a-z0-9][a-z0-9-]{0,62})\b/, kind: 'jobrun' },
];
const projectName = new RegExp(`\\bproject (?:(?:select|get) (?:--name|-n) )?${quote}${name}`, 'i');
const imageName =
  /\b(?:image|reference|push|pull(?:ing)?|pushing manifest for|tags?:?) \[?["'“]?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d{1,5})?\/[\w./-]{1,255}(?::[\w.-]{1,128}|@sha256:[0-9a-f]{64}))/;
const registrySecret =
  /(?:\bsecret ['"“]([a-z0-9][a-z0-9.-]{0,62})['"”][^\n]{0,60}--registry-secret|--registry-secret[= ]['"“]?([a-z0-9][a-z0-9.-]{0,62}))/;
const sourceSecret =
  /(?:\bsecret ['"“]([a-z0-9][a-z0-9.-]{0,62})['"”][^\n]{0,60}--git-repo-secret|--git-repo-secret[= ]['"“]?([a-z0-9][a-z0-9.-]{0,62}))/;
const sourceUrl =
  /\b(git@[\w.-]{1,100}:[\w./-]{1,200}|https:\/\/(?:github|gitlab|bitbucket)\.[\w.-]{1,100}\/[\w.-]{1,100}\/[\w.-]{1,100})/;

/** Reads names out of a text; what it does not tell is absent. */
export function namesInText(text: string): NamedInText {
  const read = text.length > 2 * MOST_READ ? `${text.slice(0, MOST_READ)}\n${text.slice(-MOST_READ)}` : text;
  const [, verb, doneTo, doneName] = doing.exec(read) ?? [];
  const [, typedKind, typedVerb, typedName] = typed.exec(read) ?? [];
  const [, saidKind, saidName] = quotedName.exec(read) ?? [];
  const object = objects.flatMap(({ match, kind }) => {
    const [, found] = match.exec(read) ?? [];
    return found === undefined ? [] : [{ kind, name: found }];
  })[0];
  const [, ofGroup, ofOption, ofName] = typedOf.exec(read) ?? [];
  // What was submitted is a run, and what stands behind the option is what it is a run of.
  const submitted = ofName !== undefined && ofGroup !== ofOption && /run$/.test(ofGroup ?? '');
  const kind =
    kindOf(doneTo) ??
    kindOf(typedKind === 'fn' ? 'function' : typedKind) ??
    kindOf(ofGroup) ??
    kindOf(saidKind) ??
    object?.kind;
  const called = doneName ?? typedName ?? ofName ?? saidName ?? object?.name;
  const image = imageName.exec(read)?.[1];
  return Object.fromEntries(
    Object.entries({
      ...(kind && called ? { kind, name: called, ...byKind(kind, called) } : {}),
      ...(submitted && called === ofName
        ? {
            kind,
            name: undefined,
            buildRun: undefined,
            jobRun: undefined,
            ...byKind(kindOf(ofOption) ?? 'app', called),
          }
        : {}),
      project: projectName.exec(read)?.[1],
      image: image !== undefined && hostOf(image) !== 'docker.io' ? image : undefined,
      registrySecret: registrySecret.exec(read)?.slice(1).find(Boolean),
      sourceSecret: sourceSecret.exec(read)?.slice(1).find(Boolean),
      sourceUrl: sourceUrl.exec(read)?.[1]?.replace(/[.,]$/, ''),
      creating: verb === 'Creating' || typedVerb === 'create' || undefined,
    }).filter(([, value]) => value !== undefined),
  );
}

function kindOf(word: string | undefined): WorkloadKind | undefined {
  return word === undefined ? undefined : kinds[word.toLowerCase()];
}

/** A run tells its build or job, where it has the name that Code Engine gives: `BUILD-run-YYMMDD-hhmmss`. */
function byKind(kind: WorkloadKind, called: string): Partial<NamedInText> {
  const [, owner] =
    /^(.+)-(?:run|jobrun)-\d{6}-\d{6,9}$/.exec(called) ?? /^(.+)-jobrun-\w{4,6}$/.exec(called) ?? [];
  switch (kind) {
    case 'app':
      return { app: called };
    case 'build':
      return { build: called };
    case 'buildrun':
      return { buildRun: called, ...(owner !== undefined && { build: owner }) };
    case 'job':
      return { job: called };
    case 'jobrun':
      return { jobRun: called, ...(owner !== undefined && { job: owner }) };
    case 'function':
      return { function: called };
    case 'fleet':
      return { fleet: called };
  }
}
