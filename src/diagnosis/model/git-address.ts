/** Addresses of git repositories, by HTTPS and by SSH. */

interface GitAddress {
  readonly host: string;
  /** Without a leading slash and without `.git`. */
  readonly path: string;
  readonly ssh: boolean;
}

/** `git@host:owner/repository.git`, `ssh://git@host/owner/repository`, `https://host/owner/repository`. */
export function gitAddress(url: string | undefined): GitAddress | undefined {
  const parts =
    /^(?:(?:https?|git):\/\/(?:[^@/]{1,200}@)?|(?<ssh>ssh:\/\/(?:[^@/]{1,100}@)?|[^@/:]{1,100}@))(?<host>[^/:@]{1,255})(?::\d{1,5}(?=\/))?[/:](?<path>[^?#]{1,500}?)(?:\.git)?\/?$/.exec(
      url?.trim() ?? '',
    )?.groups;
  if (!parts?.host || !parts.path) return undefined;
  return { host: parts.host, path: parts.path.replace(/^\/+/, ''), ssh: parts.ssh !== undefined };
}

/** The address to clone without a key. */
export function httpsAddress(url: string | undefined): string | undefined {
  const address = gitAddress(url);
  return address && `https://${address.host}/${address.path}`;
}

/** The address to clone with a key; one that asks for SSH already is kept as it is. */
export function sshAddress(url: string | undefined): string | undefined {
  const address = gitAddress(url);
  return address?.ssh ? url : address && `git@${address.host}:${address.path}.git`;
}

/** The host of an address, for those who may be asked: with the port that it names, and without. */
export function gitHosts(url: string | undefined): readonly string[] {
  const address = gitAddress(url);
  const host = address?.host.toLowerCase();
  const port = /:(\d{1,5})\//.exec(url ?? '')?.[1];
  return host === undefined ? [] : port === undefined ? [host] : [host, `${host}:${port}`];
}
