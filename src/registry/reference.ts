/** Image references: the grammar of Docker and OCI, the defaults of Code Engine, and what is wrong in words. */
import { isIP } from 'node:net';
import { hostOf, isIbmRegistry } from '../diagnosis/model/image-host';
import type { ImageReference } from '../diagnosis/model/registry-check';

export type ParsedReference =
  | {
      readonly ok: true;
      readonly image: ImageReference;
      /** What is legal and still worth knowing, a sentence each. */
      readonly remarks: readonly string[];
    }
  | {
      readonly ok: false;
      /** What is wrong and how to write it, in one sentence. */
      readonly problem: string;
    };

/** Thrown within this file; its message is the `problem`. */
class Invalid extends Error {}

/** Longest `host/path`, without tag and digest. Distribution's grammar. */
const MOST_NAME_LENGTH = 255;
const MOST_TAG_LENGTH = 128;
/** A part of the path: letters and digits with `.`, `_`, `__` or dashes between them. */
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const EXAMPLE = 'us.icr.io/NAMESPACE/REPOSITORY:TAG';

/**
 * Parses `[HOST[:PORT]/]PATH[:TAG][@DIGEST]`. Defaults: `docker.io`, `library/` there, `latest`. Source of the
 * rules: Distribution's reference grammar, and Code Engine's "Accessing container registries".
 */
export function parseReference(text: string): ParsedReference {
  try {
    return { ok: true, ...parse(text.trim()) };
  } catch (error) {
    if (error instanceof Invalid) return { ok: false, problem: error.message };
    throw error;
  }
}

function parse(text: string): { image: ImageReference; remarks: readonly string[] } {
  refuseWhatIsNoReference(text);
  const { name, tag, digest } = split(text);
  const { host, path } = locate(name);
  const registry = checkedHost(host);
  const repository = checkedPath(registry, path);
  if (`${registry}/${repository}`.length > MOST_NAME_LENGTH) {
    throw new Invalid(`The name is longer than ${MOST_NAME_LENGTH} characters.`);
  }
  if (tag !== undefined) checkTag(tag);
  if (digest !== undefined) checkDigest(digest);
  const effectiveTag = tag ?? (digest === undefined ? 'latest' : undefined);
  const image = {
    registry,
    repository,
    ...(effectiveTag !== undefined && { tag: effectiveTag }),
    ...(digest !== undefined && { digest }),
    canonical: `${registry}/${repository}${effectiveTag === undefined ? '' : `:${effectiveTag}`}${digest === undefined ? '' : `@${digest}`}`,
  };
  return { image, remarks: remarksOn(image, tag) };
}

function refuseWhatIsNoReference(text: string): void {
  if (text === '') throw new Invalid(`The image reference is empty; write it as ${EXAMPLE}.`);
  const scheme = /^([a-z][a-z0-9+-]{0,30}):\/\//i.exec(text);
  if (scheme) {
    throw new Invalid(
      `The reference begins with ${scheme[0]}, and an image reference has no scheme: write ${text.slice(scheme[0].length) || EXAMPLE}.`,
    );
  }
  const variable = /\$\{?\w{0,60}\}?|\{\{.{0,60}?\}\}|<[\w .-]{1,60}>/.exec(text);
  if (variable) {
    throw new Invalid(`“${variable[0]}” in the reference is a placeholder that nothing was put in for.`);
  }
  const odd = /[^\x21-\x7e]/.exec(text);
  if (odd) {
    const what = /\s/.test(odd[0]) ? 'a space' : `the character “${odd[0]}”`;
    throw new Invalid(`The reference holds ${what}; it is made of letters, digits and “. _ - / : @” only.`);
  }
  if (text.startsWith('/')) {
    throw new Invalid('The reference begins with “/”: the registry’s host before it is missing.');
  }
}

/** Takes digest and tag off the end. A colon before a `/` belongs to the host's port. */
function split(text: string): { name: string; tag?: string; digest?: string } {
  const [named = '', ...digests] = text.split('@');
  if (digests.length > 1) throw new Invalid('The reference has more than one “@”; it may name one digest.');
  const digest = digests[0];
  if (digest === '') throw new Invalid('The digest after “@” is empty; it is written sha256:… .');
  const slash = named.lastIndexOf('/');
  const last = named.slice(slash + 1);
  const [, ...tags] = last.split(':');
  if (tags.length > 1) {
    throw new Invalid(`The reference has more than one tag (“${tags.join('”, “')}”); it may have one.`);
  }
  const [tag] = tags;
  if (tag === '') {
    throw new Invalid(
      'The tag after “:” is empty; a variable for it may have been empty. Write :latest or a tag.',
    );
  }
  const name = named.slice(0, slash + 1) + last.slice(0, tag === undefined ? undefined : last.indexOf(':'));
  if (name === '') throw new Invalid(`The reference has no image name; write it as ${EXAMPLE}.`);
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

function locate(name: string): { host: string; path: string } {
  const host = hostOf(name);
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const named = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = named ? name.slice(slash + 1) : name;
  if (path === '') throw new Invalid(`The reference names the host ${host} and no image on it.`);
  return { host, path };
}

function checkedHost(host: string): string {
  const [, address, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(host) ?? [];
  if (address === undefined) throw new Invalid(`“${host}” is no host name with an optional port.`);
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new Invalid(`The port “${port}” of the registry ${address} is not a number from 1 to 65535.`);
  }
  if (address.startsWith('[')) {
    if (isIP(address.slice(1, -1)) !== 6) throw new Invalid(`“${address}” is not an IPv6 address.`);
    return host;
  }
  if (address.length > 253) throw new Invalid('The registry’s host name is longer than 253 characters.');
  for (const label of address.split('.')) {
    if (label === '') throw new Invalid(`The registry’s host name “${address}” has an empty part.`);
    if (label.length > 63) {
      throw new Invalid(`The part “${label}” of the registry’s host name is longer than 63 characters.`);
    }
    const odd = /[^a-z0-9_-]/.exec(label);
    if (odd) throw new Invalid(`The registry’s host name “${address}” holds “${odd[0]}”.`);
    if (/^-|-$/.test(label)) {
      throw new Invalid(`The part “${label}” of the registry’s host name begins or ends with a dash.`);
    }
  }
  return host;
}

function checkedPath(registry: string, path: string): string {
  if (path.endsWith('/')) {
    throw new Invalid('The name ends with “/”: the repository’s name behind it is missing.');
  }
  const parts = path.split('/');
  for (const part of parts) {
    if (part === '') {
      throw new Invalid('The name holds “//”: a part of the path is empty, perhaps an unset variable.');
    }
    const capital = /[A-Z]/.exec(part);
    if (capital) {
      throw new Invalid(
        `“${part}” holds capital letters, and repository names are lower case: write ${part.toLowerCase()}.`,
      );
    }
    if (PATH_PART.test(part)) continue;
    const odd = /[^a-z0-9._-]/.exec(part);
    throw new Invalid(
      odd
        ? `“${part}” holds “${odd[0]}”; repository names are made of a-z, 0-9 and single “. _ -” between them.`
        : `“${part}” must begin and end with a letter or digit, with at most one dot or two underscores in a row.`,
    );
  }
  if (registry === 'docker.io' && parts.length === 1) return `library/${path}`;
  if (isIbmRegistry(registry) && parts.length === 1) {
    throw new Invalid(
      `Images of IBM Cloud Container Registry lie in a namespace: write ${registry}/NAMESPACE/${path}.`,
    );
  }
  return path;
}

function checkTag(tag: string): void {
  if (tag.length > MOST_TAG_LENGTH)
    throw new Invalid(`The tag is longer than ${MOST_TAG_LENGTH} characters.`);
  if (/^[.-]/.test(tag)) throw new Invalid(`The tag “${tag}” must not begin with a dot or a dash.`);
  const odd = /[^\w.-]/.exec(tag);
  if (odd)
    throw new Invalid(`The tag “${tag}” holds “${odd[0]}”; tags are made of letters, digits and “. _ -”.`);
}

function checkDigest(digest: string): void {
  const [, algorithm, hex] = /^([^:]*):(.*)$/.exec(digest) ?? [];
  if (algorithm !== 'sha256' || hex === undefined) {
    throw new Invalid('The digest is not written sha256:… with 64 hexadecimal digits.');
  }
  if (/[^0-9a-f]/.test(hex)) {
    throw new Invalid('The digest holds characters other than 0-9 and a-f (lower case).');
  }
  if (hex.length !== 64) throw new Invalid(`The digest has ${hex.length} hexadecimal digits instead of 64.`);
}

/** Namespaces of IBM Cloud Container Registry: 4 to 30 characters. Registry docs, namespaces. */
const IBM_NAMESPACE = /^[a-z0-9][a-z0-9_-]{2,28}[a-z0-9]$/;

function remarksOn(image: ImageReference, writtenTag: string | undefined): readonly string[] {
  const remarks: string[] = [];
  const namespace = image.repository.split('/')[0] ?? '';
  if (isIbmRegistry(image.registry) && !IBM_NAMESPACE.test(namespace)) {
    remarks.push(
      `The namespace “${namespace}” does not follow the rule for namespaces: 4 to 30 of a-z, 0-9, “-” and “_”, with a letter or digit at both ends.`,
    );
  }
  if (writtenTag !== undefined && image.digest !== undefined) {
    remarks.push(
      `The reference has a tag and a digest: the digest decides, the tag ${writtenTag} is not looked at.`,
    );
  }
  return remarks;
}
