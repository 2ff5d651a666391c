/** Addresses of git repositories as a build may name them: HTTPS, and SSH in its two spellings. */
import { isIP } from 'node:net';

export interface RepositoryAddress {
  readonly scheme: 'https' | 'http' | 'ssh';
  /** `host[:port]`, the port only where it is not the scheme's own. */
  readonly authority: string;
  readonly hostname: string;
  readonly port: number;
  /** Path at the host, as git sends it: with a leading `/` for URLs, without for `git@host:path`. */
  readonly path: string;
  /** Of SSH. */
  readonly user?: string;
  /** A login stood in the address; it is not used, and never shown. */
  readonly hadLogin: boolean;
}

export type ParsedAddress =
  | { readonly ok: true; readonly address: RepositoryAddress }
  | { readonly ok: false; readonly problem: string };

const PORTS = { https: 443, http: 80, ssh: 22 } as const;
const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])$/i;
/** Longest address that is read, characters; Code Engine's own limit is shorter. */
const MOST_CHARACTERS = 1000;

/** @param text what a build names as its source */
export function parseAddress(text: string): ParsedAddress {
  const given = text.trim();
  if (given === '') return problem('the address is empty');
  if (given.length > MOST_CHARACTERS) return problem('the address is too long');
  if (/[\s\p{Cc}]/u.test(given)) return problem('there is a blank or a control character in it');
  // Git would take what begins so for an option, or run it.
  if (given.startsWith('-')) return problem('it begins with a hyphen');
  if (/^[a-z][a-z0-9+.-]{0,30}::/i.test(given)) return problem('it names a program that git would run');
  const url = /^([a-z][a-z0-9+.-]{0,30}):\/\/(.*)$/i.exec(given);
  if (url) return fromUrl(url[1]?.toLowerCase() ?? '', url[2] ?? '');
  const short = /^(?:([^@/:]{1,100})@)?([^/:@]{1,255}|\[[^\]]{1,45}\]):(.+)$/.exec(given);
  if (short) {
    const [, user, host = '', path = ''] = short;
    if (/^\d{1,5}\/./.test(path) && user === undefined)
      return problem('the scheme in front is missing: https:// or ssh://');
    return made('ssh', host, undefined, path, user ?? 'git', false);
  }
  if (/^[\w.-]{1,253}\.[a-z]{2,30}\/./i.test(given)) return problem(`https:// in front is missing`);
  return problem(
    'it is no address of a git repository, as https://HOST/OWNER/REPOSITORY or git@HOST:OWNER/REPOSITORY.git',
  );
}

/** The address without any login, for people. */
export function spelled({ scheme, authority, hostname, user, path }: RepositoryAddress): string {
  if (scheme !== 'ssh') return `${scheme}://${authority}${path}`;
  return path.startsWith('/') ? `ssh://${user}@${authority}${path}` : `${user}@${hostname}:${path}`;
}

/** The address to clone the same repository by HTTPS. */
export function byHttps({ hostname, path }: RepositoryAddress): string {
  return `https://${hostname}/${path.replace(/^\/+/, '')}`;
}

/** The address of a submodule: its own, or one relative to the repository that holds it. Source: gitsubmodules. */
export function submoduleAddress(url: string, parent: RepositoryAddress): ParsedAddress {
  if (!/^\.\.?\//.test(url)) return parseAddress(url);
  const parts = parent.path.replace(/\/+$/, '').split('/');
  for (const part of url.split('/')) {
    if (part === '..') {
      if (parts.length === 0 || (parts.length === 1 && parts[0] === ''))
        return problem('it leads out of the git host');
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const { scheme, hostname, port, user } = parent;
  const literal = hostname.includes(':') ? `[${hostname}]` : hostname;
  return made(
    scheme,
    literal,
    port === PORTS[scheme] ? undefined : String(port),
    parts.join('/'),
    user,
    false,
  );
}

function fromUrl(scheme: string, rest: string): ParsedAddress {
  if (scheme === 'git+ssh' || scheme === 'ssh+git') return fromUrl('ssh', rest);
  if (scheme !== 'https' && scheme !== 'http' && scheme !== 'ssh') {
    const known = scheme === 'git' || scheme === 'file' || scheme === 'ftp' || scheme === 'ftps';
    return problem(
      `${known ? scheme : 'its scheme'}:// is not a way that Code Engine clones; use https:// or ssh://`,
    );
  }
  const [, login, host = '', port, path = ''] =
    /^(?:([^/]{0,500})@)?([^/:@]{1,255}|\[[^\]/]{1,45}\])(?::(\d{1,5}))?(\/.*)?$/.exec(rest) ?? [];
  if (host === '') return problem('there is no host in it');
  const user = scheme === 'ssh' ? (login?.split(':')[0] ?? 'git') : undefined;
  const hadLogin = login !== undefined && (scheme !== 'ssh' || login.includes(':'));
  return made(scheme, host, port, path, user, hadLogin);
}

function made(
  scheme: RepositoryAddress['scheme'],
  host: string,
  port: string | undefined,
  path: string,
  user: string | undefined,
  hadLogin: boolean,
): ParsedAddress {
  const lower = host.toLowerCase();
  const bare = lower.replace(/^\[|\]$/g, '');
  if (!HOST.test(lower) || (lower.startsWith('[') && isIP(bare) !== 6))
    return problem('its host is no host name');
  const number = port === undefined ? PORTS[scheme] : Number(port);
  if (number < 1 || number > 65_535) return problem(`${port} is no port`);
  const trimmed = path.replace(/[?#].*$/, '').replace(/\/+$/, '');
  if (trimmed.replace(/^\/+/, '') === '') return problem('it names a host and no repository');
  if (trimmed.startsWith('-')) return problem('the path begins with a hyphen');
  if (trimmed.split('/').includes('..')) return problem('the path leads upwards');
  if (user !== undefined && !/^[\w.][\w.+-]{0,63}$/.test(user)) return problem('its user name is none');
  const isOwn = number === PORTS[scheme];
  return {
    ok: true,
    address: {
      scheme,
      authority: isOwn ? lower : `${lower}:${number}`,
      hostname: bare,
      port: number,
      path: trimmed,
      ...(user !== undefined && { user }),
      hadLogin,
    },
  };
}

function problem(text: string): ParsedAddress {
  return { ok: false, problem: text };
}
