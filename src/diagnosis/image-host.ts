/**
 * Which registry host an image reference means, by Docker's rule: the first path segment is a host when it
 * has a dot or a colon or is `localhost`; else the image is on Docker Hub.
 */
export function hostOf(reference: string): string {
  const [first = '', ...rest] = reference.replace(/^https?:\/\//, '').split('/');
  const isHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  if (!isHost) return 'docker.io';
  return first === 'index.docker.io' || first === 'registry-1.docker.io' ? 'docker.io' : first.toLowerCase();
}

/** Whether `host` is a host of IBM Cloud Container Registry. Hosts: Registry docs, regions. */
export function isIbmRegistry(host: string): boolean {
  return host === 'icr.io' || host.endsWith('.icr.io');
}
