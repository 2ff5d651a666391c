/**
 * Which registry host an image reference means, by Docker's rule: the first path segment is a host when it
 * has a dot or a colon or is `localhost`; else the image is on Docker Hub.
 */
export function hostOf(reference: string): string {
  const [first = '', ...rest] = reference.replace(/^(?:https?|cr):\/\//, '').split('/');
  const isHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  if (!isHost) return 'docker.io';
  return first === 'index.docker.io' || first === 'registry-1.docker.io' ? 'docker.io' : first.toLowerCase();
}

/** The image that a function's code bundle is, `cr://HOST/PATH:TAG`; undefined when the code is inlined as a data URL. */
export function bundleImage(codeReference: string | undefined): string | undefined {
  return codeReference?.startsWith('data:') ? undefined : codeReference?.replace(/^cr:\/\//, '');
}

/** Hosts that IBM's registry had before `icr.io`, and what they are called now. Source: Registry docs, regions. */
const oldHosts: Readonly<Record<string, string>> = {
  'registry.bluemix.net': 'icr.io',
  'registry.au-syd.bluemix.net': 'au.icr.io',
  'registry.eu-de.bluemix.net': 'de.icr.io',
  'registry.eu-gb.bluemix.net': 'uk.icr.io',
  'registry.ng.bluemix.net': 'us.icr.io',
};

/** Whether `host` is a host of IBM Cloud Container Registry, by its name of today or of old. */
export function isIbmRegistry(host: string): boolean {
  return host === 'icr.io' || host.endsWith('.icr.io') || isOldIbmHost(host);
}

/** Whether `host` is a name of IBM's registry that is out of use. */
function isOldIbmHost(host: string): boolean {
  return Object.hasOwn(oldHosts, host);
}

/** The public host of today of a host of IBM's registry: of `private.de.icr.io` it is `de.icr.io`. Other hosts stay. */
export function publicHost(host: string): string {
  return oldHosts[host] ?? (host.endsWith('icr.io') ? host.replace(/^private\./, '') : host);
}

/** A reference that names its host, with another host. */
export function withHost(reference: string, host: string): string {
  return reference.replace(/^(?:https?:\/\/)?[^/]+/, host);
}

/**
 * Whether two references name the same image: the private and the public host of IBM Cloud Container Registry
 * are one registry, Docker Hub may go without its name, and no tag means `latest`.
 */
export function isSameImage(a: string, b: string): boolean {
  return spelledOut(a) === spelledOut(b);
}

function spelledOut(reference: string): string {
  const bare = reference.replace(/^https?:\/\//, '');
  const host = hostOf(bare);
  const named = bare.toLowerCase().startsWith(`${host}/`) || /^(?:index|registry-1)\.docker\.io\//.test(bare);
  const path = named ? bare.slice(bare.indexOf('/') + 1) : bare;
  const full = host === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  const registry = publicHost(host);
  return `${registry}/${/[:@]/.test(full) ? full : `${full}:latest`}`;
}

/** Region of the registry's command line, by the host of the image. Source: Container Registry docs, regions. */
const registryRegions: Readonly<Record<string, string>> = {
  'icr.io': 'global',
  'au.icr.io': 'au-syd',
  'br.icr.io': 'br-sao',
  'ca.icr.io': 'ca-tor',
  'ca2.icr.io': 'ca-mon',
  'de.icr.io': 'eu-de',
  'es.icr.io': 'eu-es',
  'in.icr.io': 'in-che',
  'in2.icr.io': 'in-mum',
  'jp.icr.io': 'jp-tok',
  'jp2.icr.io': 'jp-osa',
  'uk.icr.io': 'eu-gb',
  'us.icr.io': 'us-south',
};

/** Region to which the registry's command line must be set for a host of IBM's registry, private, public or of old. */
export function registryRegion(host: string): string | undefined {
  return registryRegions[publicHost(host)];
}

/** The host of IBM's registry that serves a region of Code Engine; there is none in `us-east`. */
export function registryHostIn(region: string | undefined): string | undefined {
  const wanted = region === 'us-east' ? 'us-south' : region;
  return Object.entries(registryRegions).find(([, one]) => one === wanted)?.[0];
}

/** Every public host of IBM's registry, the global one first. */
export const ibmRegistryHosts: readonly string[] = Object.keys(registryRegions);
