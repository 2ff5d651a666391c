/** What a registry secret names as its server, and for which host of images it is. */

import { isIbmRegistry, publicHost } from './image-host';

/** What a registry secret's server must be for images of this host. Source: docs, adding access to a registry. */
export function serverFor(host: string): string {
  return isDockerHub(host) ? 'https://index.docker.io/v1/' : host;
}

/** Whether `host` is one of Docker Hub's names. */
export function isDockerHub(host: string | undefined): boolean {
  return host !== undefined && /^(?:(?:index|registry-1)\.)?docker\.(?:io|com)$/.test(host);
}

/** Whether a login for `server` is for the images of `host`: they have the same host, however it is written. */
export function serverIsFor(server: string, host: string): boolean {
  return bare(server) === bare(serverFor(host));
}

/**
 * Whether a login for `server` opens the images of `host` by another name of the same registry: IBM's registries have a
 * public and a private host each, and a login counts for the one that it names.
 */
export function serverIsForSibling(server: string, host: string): boolean {
  const other = bare(server);
  return (
    isIbmRegistry(host) && isIbmRegistry(other) && other !== host && publicHost(other) === publicHost(host)
  );
}

/** The host that a registry secret's server names. */
export function hostOfServer(server: string): string {
  return bare(server);
}

function bare(server: string): string {
  return server
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
}
