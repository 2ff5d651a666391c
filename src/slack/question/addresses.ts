/** Addresses that name what is asked about: pages of IBM Cloud's console, and apps. */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import type { Command, Scope, SourceCommand } from './command';
import { isRegion } from './regions';
import { decoded, repositoryAt } from './repositories';

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
/** Parts behind a build or a job that name a run of it. */
const runPages: Readonly<Record<string, WorkloadKind>> = {
  buildrun: 'buildrun',
  buildruns: 'buildrun',
  'build-run': 'buildrun',
  jobrun: 'jobrun',
  jobruns: 'jobrun',
  'job-run': 'jobrun',
};
const CONSOLE = /^(?:[a-z0-9-]+\.)?cloud\.ibm\.com$/;

/** What the addresses of a text lead to, in their order, each once. */
export function addressesIn(text: string): readonly Addressed[] {
  const found = text.match(/https?:\/\/[^\s<>"'`|]+|(?:ssh:\/\/)?git@[\w.-]+[:/][^\s<>"'`|]+/gi) ?? [];
  const all = found.flatMap((address) => addressed(address.replace(/[).,;:!?\]*_~]+$/, '')) ?? []);
  return all.filter(
    (one, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
}

function addressed(address: string): Addressed | undefined {
  const source = repositoryAt(address);
  if (source) return { do: 'repository', source };
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
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
    .map(decoded);
  if (path[0] === 'registry') return { do: 'help' };
  if (!path.includes('codeengine') && !path.includes('serverless')) return undefined;
  const at = path.findIndex((part) => part === 'project' || part === 'projects');
  const [region, project, page, name, ...deeper] = at < 0 ? [] : path.slice(at + 1);
  if (!region || !project) return { do: 'projects' };
  const scope: Scope = { project, ...(isRegion(region) ? { region } : {}) };
  const kind = page === undefined ? undefined : pages[page.toLowerCase()];
  if (!kind || !name) return { do: 'overview', ...scope };
  const [part = '', run] = deeper;
  const runKind = runPages[part.toLowerCase()];
  if (runKind && run) return { do: 'diagnose', kind: runKind, name: run.toLowerCase(), ...scope };
  const about = { kind, name: name.toLowerCase(), ...scope };
  const last = path.at(-1)?.toLowerCase();
  if (last === 'logs' || last === 'logging') return { do: 'logs', ...about };
  if (last === 'events') return { do: 'events', ...about };
  return { do: 'diagnose', ...about };
}
