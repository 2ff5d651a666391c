/** Which hosts everybody knows, so that their names tell nothing of whoever recorded. */
import { isIP } from 'node:net';
import { isLoopbackHost } from '../../net/addresses';

/** Hosts of vendors, registries, git hosts and package indexes; what is before them belongs to the vendor as well. */
const everybodys = domains(
  'ibm.com bluemix.net icr.io softlayer.com docker.io docker.com quay.io ghcr.io gcr.io k8s.io kubernetes.io redhat.com',
  'registry.gitlab.com microsoft.com elastic.co',
  'github.com githubusercontent.com gitlab.com bitbucket.org',
  'npmjs.org npmjs.com yarnpkg.com pypi.org pythonhosted.org python.org debian.org ubuntu.com alpinelinux.org centos.org',
  'fedoraproject.org golang.org go.dev crates.io rust-lang.org rubygems.org packagist.org nuget.org maven.org apache.org',
  'gradle.org nodejs.org googleapis.com google.com buildpacks.io paketo.io knative.dev tekton.dev shipwright.io',
  'example.com example.org example.net cluster.local w3.org',
);

/** Hosts that a vendor gives a name of the customer's: that name is replaced, and the vendor's stays. */
const rented = domains(
  'containers.cloud.ibm.com logs.cloud.ibm.com appdomain.cloud azurecr.io jfrog.io amazonaws.com pkg.dev cloudapp.net',
  'visualstudio.com dev.azure.com',
);

function domains(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

const within = (host: string, names: readonly string[]) =>
  names.find((domain) => host === domain || host.endsWith(`.${domain}`));

/** What of a host (without its port) is somebody's own; undefined: nothing. */
export function ownPartOf(host: string): { readonly own: string; readonly rest: string } | undefined {
  const lower = host.toLowerCase();
  if (isIP(lower) !== 0 || isLoopbackHost(lower)) return undefined;
  const vendor = within(lower, rented);
  if (vendor !== undefined) {
    const own = host.slice(0, -vendor.length - 1);
    return own === '' ? undefined : { own, rest: `.${vendor}` };
  }
  if (within(lower, everybodys) !== undefined) return undefined;
  return lower.includes('.') ? { own: host, rest: '.example' } : undefined;
}

/** Ends of host names that are told from file names and version numbers in running text. */
export const spoken =
  /(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?:internal|local|lan|corp|intra|intranet|home|private|cloud|com|net|org|io|eu|ai|dev|tech|example|de|fr|uk|nl|ch|se|dk|fi|jp|kr|cn|au|nz|br|mx|za)(?![\w-]|\.\w)/gi;
