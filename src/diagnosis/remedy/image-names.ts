/** Names of images and hosts for the commands of a fix, with the user's own parts where they are known. */

import { hostOf, isIbmRegistry, publicHost, registryHostIn } from '../model/image-host';
import type { RemedyFacts } from './facts';

export const wholeName = 'REGISTRY/NAMESPACE/REPOSITORY:TAG';

/** The image is in IBM Cloud Container Registry. */
export const isIcr = (facts: RemedyFacts): boolean =>
  facts.registryHost !== undefined && isIbmRegistry(facts.registryHost);

/** The image is there, or nobody knows where it is. */
export const mayBeIcr = (facts: RemedyFacts): boolean => facts.registryHost === undefined || isIcr(facts);

/** The image of the facts with another tag, repository or host; the parts of a name that are unknown in capitals. */
export function withTag({ image }: RemedyFacts, tag = 'TAG'): string {
  return image === undefined ? wholeName : `${image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')}:${tag}`;
}

/** The image in another repository of its registry: `path` below the host, where it is known. */
export function withOtherRepository({ image }: RemedyFacts, path?: string): string {
  const [, host, namespace = '', tag = ':TAG'] =
    /^([^/]+\/)([^/]+\/)?[^:@]+(:[^/:@]+)?/.exec(image ?? '') ?? [];
  return host === undefined ? wholeName : `${host}${path ?? `${namespace}REPOSITORY`}${tag}`;
}

/** The image at a registry that is still to be named. */
export function withOtherHost({ image }: RemedyFacts): string {
  return image?.includes('/') ? image.replace(/^[^/]+/, 'REGISTRY') : wholeName;
}

/** The same image by the private host of IBM's registry: pulls over it are free and reach private-only accounts. */
export function privateImage(image: string | undefined): string | undefined {
  const host = hostOf(image ?? '');
  if (image === undefined || !isIbmRegistry(host) || host.startsWith('private.')) return undefined;
  return `private.${publicName(image)}`;
}

/** The name by which the registry's own command line knows an image: by its public host of today. */
export function publicName(image: string): string {
  return image.replace(/^[^/]+/, publicHost);
}

/** The host of IBM's registry in the project's region; undefined: the region is not known. */
export const hostInRegion = ({ region }: RemedyFacts): string | undefined => registryHostIn(region);

const hostInUse = (facts: RemedyFacts): string | undefined =>
  isIcr(facts) && facts.registryHost !== undefined ? publicHost(facts.registryHost) : undefined;

/** A place for an image in IBM's registry. */
export interface IcrPlace {
  /** By the public host, as one's own machine reaches it. */
  readonly open: string;
  /** By the private host, as Code Engine reaches it. */
  readonly image: string;
  /** The private host; undefined: nobody knows which region. */
  readonly host: string | undefined;
}

/** Where an image would lie in IBM's registry: in the host and namespace that are in use, if there are such. */
export function icrPlace(
  facts: RemedyFacts,
  image: string,
  host = hostInUse(facts) ?? hostInRegion(facts),
): IcrPlace {
  const namespace = (isIcr(facts) ? facts.namespace : namespaceAt(facts, host)) ?? 'NAMESPACE';
  const last = image.replace(/@.*$/, '').split('/').at(-1) ?? '';
  const path = `${namespace}/${last.includes(':') ? last : `${last || 'REPOSITORY'}:${last ? 'latest' : 'TAG'}`}`;
  // A host is never made up of a word that stands for an unknown region.
  if (host === undefined) return { open: `ICR_HOST/${path}`, image: `ICR_HOST/${path}`, host: undefined };
  return { open: `${host}/${path}`, image: `private.${host}/${path}`, host: `private.${host}` };
}

/** The namespace at this host that the project's other images lie in, the most used one. */
function namespaceAt({ icrPlaces = [] }: RemedyFacts, host: string | undefined): string | undefined {
  return icrPlaces.find((place) => host !== undefined && place.startsWith(`${host}/`))?.split('/')[1];
}

/** A reference without what makes it invalid: a scheme, slashes in front, capitals in the name. */
export function mendedName({ image }: RemedyFacts): string {
  const bare = (image ?? '')
    .trim()
    .replace(/^[a-z]{1,10}:\/\//i, '')
    .replace(/^\/+/, '')
    .replace(/^.*\/[^:@]*/, (name) => name.toLowerCase());
  const valid =
    /^[a-z0-9.-]{1,253}(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
  return bare !== image && valid.test(bare) ? bare : wholeName;
}
