/** Evidence on an image that a person named: only the registry is asked, and whom the project knows decides where. */
import type { Evidence } from '../../model/evidence';
import { bundleImage, hostOf } from '../../model/image-host';
import type { ImageSubject, ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** An image reference: what its registry says, with the login that was named or belongs to the host. */
export async function gatherImage(gatherer: Gatherer, subject: ImageSubject): Promise<Evidence> {
  const { project, reference, secret, push } = subject;
  const [known, secrets, registry] = await Promise.all([
    project && gatherer.ask((signal) => gatherer.codeEngine.project(project, signal)),
    project && gatherer.ask((signal) => gatherer.codeEngine.secrets(project, signal)),
    (project ? knownHosts(gatherer, project) : Promise.resolve([])).then((hosts) =>
      gatherer.checkRegistry({
        reference,
        purpose: push ? 'both' : 'pull',
        knownHosts: hosts,
        ...(project && { project }),
        ...(secret !== undefined && { secret }),
      }),
    ),
  ]);
  return { ...(known && { project: known }), ...(secrets && { secrets }), registry };
}

/** Hosts that the project's workloads and registry secrets name. A source that fails adds none. */
async function knownHosts(gatherer: Gatherer, project: ProjectRef): Promise<readonly string[]> {
  const [inventory, secrets] = await Promise.all([
    gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal)),
    gatherer.ask((signal) => gatherer.codeEngine.secrets(project, signal)),
  ]);
  const references: (string | undefined)[] = [];
  if (inventory.state === 'present') {
    const { apps, jobs, jobRuns, builds, buildRuns, functions } = inventory.value;
    references.push(...[...apps, ...jobs, ...jobRuns].map((one) => one.imageReference));
    references.push(...[...builds, ...buildRuns].map((one) => one.outputImage));
    references.push(...functions.map((one) => bundleImage(one.codeReference)));
  }
  const hosts = references.flatMap((reference) => (reference ? [hostOf(reference)] : []));
  if (secrets.state === 'present') hosts.push(...secrets.value.flatMap(({ server }) => serverHost(server)));
  return [...new Set(hosts)];
}

function serverHost(server: string | undefined): readonly string[] {
  if (!server) return [];
  const bare = server.replace(/^https?:\/\//, '').split('/')[0];
  if (!bare) return [];
  // Docker's own name for Docker Hub in logins.
  return [bare === 'index.docker.io' ? 'docker.io' : bare];
}
