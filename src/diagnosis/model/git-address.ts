/** Addresses of git repositories, by HTTPS and by SSH. */

interface GitAddress {
  readonly host: string;
  /** Where the address names one. */
  readonly port?: number;
  /** Without a leading slash and without `.git`. */
  readonly path: string;
  readonly ssh: boolean;
}

/** `git@host:owner/repository.git`, `ssh://git@host/owner/repository`, `https://host/owner/repository`. */
export function gitAddress(url: string | undefined): GitAddress | undefined {
  const parts =
    /^(?:(?:https?|git):\/\/(?:[^@/]{1,200}@)?|(?<ssh>ssh:\/\/(?:[^@/]{1,100}@)?|[^@/:]{1,100}@))(?<host>[^/:@]{1,255})(?::(?<port>\d{1,5})(?=\/))?[/:](?<path>[^?#]{1,500}?)(?:\.git)?\/?$/.exec(
      url?.trim() ?? '',
    )?.groups;
  if (!parts?.host || !parts.path) return undefined;
  const { host, path, port } = parts;
  const ssh = parts.ssh !== undefined;
  return { host, ...(port && { port: Number(port) }), path: path.replace(/^\/+/, ''), ssh };
}

/** Host of an address, without its port and also where it names no repository; a bare word is none. */
export function gitHost(url: string | undefined): string | undefined {
  const given = url?.trim() ?? '';
  const [, marked, bare] =
    /^(?:(?:[a-z][a-z0-9+.-]{0,30}:\/\/(?:[^@/\s]{1,200}@)?|[^@/\s]{1,200}@)([\w.-]{1,255})|([\w-]{1,100}\.[\w.-]{1,255}))(?=[:/]|$)/i.exec(
      given,
    ) ?? [];
  return marked ?? bare;
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

const PORTS: Readonly<Record<string, number>> = { https: 443, http: 80, ssh: 22 };

/** Scheme and `host[:port]` of an address, the port only where it is not the scheme's own: `ssh://git.example:2222`. */
export function gitOrigin(url: string | undefined): string | undefined {
  const given = url?.trim() ?? '';
  const [, named, rest = ''] = /^([a-z][a-z0-9+.-]{0,30}):\/\/(.*)$/i.exec(given) ?? [];
  if (named === undefined) {
    const short = /^(?:[^@/:]{1,100}@)?([^/:@]{1,255}|\[[^\]]{1,45}\]):./.exec(given)?.[1];
    return short === undefined ? undefined : `ssh://${short.toLowerCase()}`;
  }
  const scheme = /^(?:git\+ssh|ssh\+git)$/i.test(named) ? 'ssh' : named.toLowerCase();
  const [, host, port] =
    /^(?:[^/]{0,500}@)?([^/:@]{1,255}|\[[^\]/]{1,45}\])(?::(\d{1,5}))?(?:\/.*)?$/.exec(rest) ?? [];
  if (host === undefined || !Object.hasOwn(PORTS, scheme)) return undefined;
  const isOwn = port === undefined || Number(port) === PORTS[scheme];
  return `${scheme}://${host.toLowerCase()}${isOwn ? '' : `:${Number(port)}`}`;
}

/** The `host[:port]` of an address, for those who may be asked. */
export function gitHosts(url: string | undefined): readonly string[] {
  const origin = gitOrigin(url);
  return origin === undefined ? [] : [origin.slice(origin.indexOf('://') + 3)];
}
