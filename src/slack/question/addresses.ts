/** Addresses that name what is asked about: pages of IBM Cloud's console, of registries and repositories, and apps. */

import type { WorkloadKind } from '../../diagnosis/model/subject';
import { percentDecoded } from '../../diagnosis/model/text';
import type { Command, Scope, SourceCommand } from './command';
import { imageAt } from './image-pages';
import { isRegion } from './regions';
import { repositoryAt } from './repositories';

/** What an address leads to. `repository`: a build may be known of it. */
export type Addressed =
  | Exclude<Command, SourceCommand>
  | { readonly do: 'repository'; readonly source: SourceCommand };

/** Parts of a console address behind the project, and the kind whose page it is. */
const pages: Readonly<Record<string, WorkloadKind>> = {
  application: 'app',
  applications: 'app',
  app: 'app',
  apps: 'app',
  build: 'build',
  builds: 'build',
  'image-build': 'build',
  'image-builds': 'build',
  imagebuild: 'build',
  imagebuilds: 'build',
  buildrun: 'buildrun',
  buildruns: 'buildrun',
  'build-run': 'buildrun',
  'build-runs': 'buildrun',
  job: 'job',
  jobs: 'job',
  jobrun: 'jobrun',
  jobruns: 'jobrun',
  'job-run': 'jobrun',
  'job-runs': 'jobrun',
  function: 'function',
  fleet: 'fleet',
  fleets: 'fleet',
  functions: 'function',
};
/** Kinds whose page stands behind that of what it is a run of: `/build/NAME/build-runs/RUN`. */
const runKinds: ReadonlySet<WorkloadKind | undefined> = new Set(['buildrun', 'jobrun'] as const);
const CONSOLE = /^(?:[a-z0-9-]+\.)?cloud\.ibm\.com$/;

/** Browsers and Slack leave the scheme out: `github.com/acme/api`, `cloud.ibm.com/codeengine/…`. */
const BARE =
  /^(?:(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)\/[\w.-]+\/[\w.-]|(?:hub\.docker|cloud\.ibm|dev\.azure)\.com\/|quay\.io\/repository\/|[a-z0-9-]+\.[a-z0-9-]+\.[a-z-]+\.codeengine\.appdomain\.cloud\b)/i;

/** What the addresses of a text lead to, in their order, each once. */
export function addressesIn(text: string): readonly Addressed[] {
  const found =
    text.match(
      /(?:https?:\/\/|(?:ssh:\/\/)?git@[\w.-]+[:/]|(?<![\w./:@-])[a-z][a-z0-9-]*\.[a-z0-9])[^\s<>"'`|]+/gi,
    ) ?? [];
  const all = found.flatMap(
    (address) => addressed(withScheme(address.replace(/[).,;:!?\]*_~]+$/, ''))) ?? [],
  );
  return all.filter(
    (one, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
}

/** Whether a word is an address of a page or of a repository. */
export function isAddress(word: string): boolean {
  return /^(?:https?:|git@|ssh:)/i.test(word) || BARE.test(word);
}

/** An address with the scheme that was left out. */
export function withScheme(address: string): string {
  return BARE.test(address) ? `https://${address}` : address;
}

function addressed(address: string): Addressed | undefined {
  if (!isAddress(address)) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const image = url && imageAt(url);
  if (image) return { do: 'image', reference: image };
  const source = repositoryAt(address);
  if (source) return { do: 'repository', source };
  if (!url) return undefined;
  const host = url.hostname.toLowerCase();
  if (CONSOLE.test(host)) return consolePage(url);
  const app = /^([a-z0-9-]+)\.[a-z0-9-]+\.([a-z-]+)\.codeengine\.appdomain\.cloud$/.exec(host);
  if (!app?.[1]) return undefined;
  return {
    do: 'diagnose',
    kind: 'app',
    name: app[1],
  };
}

/** Pages of Code Engine: `/codeengine/project/REGION/ID/KIND/NAME/…`, before 2024 `/containers/serverless/…`. */
function consolePage(url: URL): Addressed | undefined {
  // The page may stand behind the hash, as the console's own links have it.
  const path = [...url.pathname.split('/'), ...url.hash.replace(/^#/, '').split('/')]
    .filter(Boolean)
    .map(percentDecoded);
  // The registry's other pages and the documentation name nothing to look at.
  if (path.includes('registry') || path[0] === 'docs') return { do: 'help' };
  if (!path.includes('codeengine') && !path.includes('serverless')) return undefined;
  const at = path.findIndex((part) => part === 'project' || part === 'projects');
  const [region, project, page, name, ...deeper] = at < 0 ? [] : path.slice(at + 1);
  if (!region || !project) return { do: 'projects' };
  const scope: Scope = { project, ...(isRegion(region) ? { region } : {}) };
  const kind = kindOfPage(page);
  if (!kind || !name) return { do: 'overview', ...scope };
  const [part, run] = deeper;
  const runKind = kindOfPage(part);
  if (runKind && runKinds.has(runKind) && run)
    return { do: 'diagnose', kind: runKind, name: run.toLowerCase(), ...scope };
  const about = { kind, name: name.toLowerCase(), ...scope };
  const last = path.at(-1)?.toLowerCase();
  if (last === 'logs' || last === 'logging') return { do: 'logs', ...about };
  if (last === 'events') return { do: 'events', ...about };
  return { do: 'diagnose', ...about };
}

function kindOfPage(part: string | undefined): WorkloadKind | undefined {
  const page = part?.toLowerCase() ?? '';
  return Object.hasOwn(pages, page) ? pages[page] : undefined;
}
