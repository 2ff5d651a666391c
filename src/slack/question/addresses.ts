/** Addresses that name what is asked about: pages of IBM Cloud's console, apps, repositories. */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import type { Command, Scope } from './command';
import { buildsOf, type Known } from './known';
import { isRegion } from './regions';

/** What an address leads to; `repository`: a repository that no build is known of. */
export type Addressed = Command | { readonly do: 'repository'; readonly address: string };

/** Parts of a console address behind the project, and the kind whose page it is. */
const pages: Readonly<Record<string, WorkloadKind>> = {
  application: 'app',
  applications: 'app',
  app: 'app',
  build: 'build',
  builds: 'build',
  'image-build': 'build',
  'image-builds': 'build',
  imagebuild: 'build',
  buildrun: 'buildrun',
  buildruns: 'buildrun',
  'build-run': 'buildrun',
  job: 'job',
  jobs: 'job',
  jobrun: 'jobrun',
  jobruns: 'jobrun',
  'job-run': 'jobrun',
  function: 'function',
  functions: 'function',
};
const REPOSITORY_HOSTS = /(?:^|\.)(?:github|gitlab|bitbucket|gitea|codeberg)\./;

/** What the addresses of a text lead to, in their order. */
export function addressesIn(text: string, known: Known): readonly Addressed[] {
  const found = text.match(/https?:\/\/[^\s<>"'`|]+|(?:ssh:\/\/)?git@[\w.-]+[:/][^\s<>"'`|]+/gi) ?? [];
  return found.flatMap((address) => addressed(address.replace(/[).,;:!?\]]+$/, ''), known));
}

function addressed(address: string, known: Known): readonly Addressed[] {
  const ssh = /^(?:ssh:\/\/)?git@([\w.-]+)[:/](.+)$/i.exec(address);
  if (ssh?.[1] && ssh[2]) return repository(address, ssh[1], ssh[2], known);
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return [];
  }
  const host = url.hostname.toLowerCase();
  const path = url.pathname.split('/').filter(Boolean).map(decoded);
  if (host === 'cloud.ibm.com' || host.endsWith('.cloud.ibm.com')) return consolePage(path);
  const app = /^([a-z0-9-]+)\.[a-z0-9-]+\.([a-z-]+)\.codeengine\.appdomain\.cloud$/.exec(host);
  if (app?.[1]) return [{ do: 'diagnose', kind: 'app', name: app[1] }];
  return REPOSITORY_HOSTS.test(host) ? repository(address, host, path.join('/'), known) : [];
}

function consolePage(path: readonly string[]): readonly Addressed[] {
  const at = path.findIndex((part) => part === 'project' || part === 'projects');
  if (at < 0 || !(path.includes('codeengine') || path.includes('serverless'))) return [];
  const [region, project, page, name] = path.slice(at + 1);
  if (!region || !project) return [{ do: 'projects' }];
  const scope: Scope = { project, ...(isRegion(region) ? { region } : {}) };
  const kind = page === undefined ? undefined : pages[page.toLowerCase()];
  if (!kind || !name) return [{ do: 'overview', ...scope }];
  return [{ do: 'diagnose', kind, name: name.toLowerCase(), ...scope }];
}

function repository(address: string, host: string, path: string, known: Known): readonly Addressed[] {
  const builds = buildsOf(known, host, path.replace(/\.git$/, ''));
  if (builds.length === 0) return [{ do: 'repository', address }];
  return builds.map(({ kind, name, project }) => ({
    do: 'diagnose',
    kind,
    name,
    ...(project.id === known.defaultProject?.id ? {} : { project: project.name }),
  }));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
