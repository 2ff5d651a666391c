/** Who may do what: logins, rights and the tokens of the token service. */
import { randomUUID } from 'node:crypto';
import { json, type Reply, type Request } from '../cloud/http';
import type { Rights, StandInHost, StandInLogin } from './world';

export type Action = 'pull' | 'push';

/** Lifetime of a token, seconds. */
const TOKEN_SECONDS = 300;

interface Token {
  readonly host: string;
  readonly repository: string;
  readonly actions: readonly Action[];
  /** Whose it is; absent: nobody's. It ends with its login. */
  readonly login?: StandInLogin;
  /** Milliseconds since 1970, of real time: clients count in it. */
  readonly expires: number;
}

/** Whether a request may go on, or the answer that refuses it. */
export type Decision = { readonly refused: Reply } | { readonly refused?: undefined };

export class Access {
  readonly #tokens = new Map<string, Token>();

  /** The token service: Basic login or none, one scope. */
  issue(name: string, host: StandInHost, request: Request): Reply {
    const [, repository = '', asked = ''] =
      /^repository:(.+):([a-z,*]+)$/.exec(request.query.get('scope') ?? '') ?? [];
    const login = basicLogin(request.header('authorization'));
    const account = accountOf(host, login);
    if (login && !account) {
      // IBM's service answers 400 to a login that it does not know. Registry docs, access.
      return refusal(isIbm(name) ? 400 : 401, 'UNAUTHORIZED', 'incorrect username or password');
    }
    const actions = (['pull', 'push'] as const).filter(
      (action) =>
        asked.split(',').includes(action) &&
        (may(account, action, repository) || may(host.anonymous, action, repository)),
    );
    const token = randomUUID();
    const now = Date.now();
    for (const [old, { expires }] of this.#tokens) if (expires <= now) this.#tokens.delete(old);
    const expires = now + TOKEN_SECONDS * 1000;
    this.#tokens.set(token, { host: name, repository, actions, expires, ...(account && { login: account }) });
    return json(200, { token, access_token: token, expires_in: TOKEN_SECONDS });
  }

  /** Decides on `action` in `repository`; `undefined` as repository is the API's root. */
  decide(
    name: string,
    host: StandInHost,
    request: Request,
    action: Action,
    repository: string | undefined,
  ): Decision {
    const header = request.header('authorization');
    if (host.auth === 'none') return {};
    if (host.auth === 'basic') {
      const login = basicLogin(header);
      const account = accountOf(host, login);
      if (repository !== undefined && may(host.anonymous, action, repository)) return {};
      if (!account) {
        const challenge = { 'www-authenticate': 'Basic realm="Registry"' };
        return { refused: refusal(401, 'UNAUTHORIZED', 'authentication required', challenge) };
      }
      if (repository === undefined || may(account, action, repository)) return {};
      return { refused: refusal(403, 'DENIED', 'requested access to the resource is not permitted') };
    }
    const token = header?.startsWith('Bearer ') ? this.#tokens.get(header.slice(7)) : undefined;
    const scope =
      repository === undefined
        ? undefined
        : `repository:${repository}:${action === 'push' ? 'pull,push' : 'pull'}`;
    const revoked = token?.login && !accountOf(host, token.login);
    if (!token || token.host !== name || token.expires <= Date.now() || revoked) {
      const challenge = bearerChallenge(request.origin, scope);
      return { refused: refusal(401, 'UNAUTHORIZED', 'authentication required', challenge) };
    }
    if (repository === undefined) return {};
    if (token.repository === repository && token.actions.includes(action)) return {};
    return { refused: insufficient(name, host, token, request.origin, scope) };
  }
}

/** A token that does not reach so far. */
function insufficient(
  name: string,
  host: StandInHost,
  token: Token,
  origin: string,
  scope: string | undefined,
): Reply {
  if (isIbm(name)) {
    return refusal(403, 'DENIED', 'You are not authorized to access the specified resource.');
  }
  if (host.merged) {
    const challenge = bearerChallenge(origin, scope, 'insufficient_scope');
    return refusal(401, 'UNAUTHORIZED', 'authentication required', challenge);
  }
  if (!token.login) {
    return refusal(401, 'UNAUTHORIZED', 'authentication required', bearerChallenge(origin, scope));
  }
  return refusal(403, 'DENIED', 'permission_denied: the login does not reach this repository');
}

function bearerChallenge(origin: string, scope?: string, error?: string): Readonly<Record<string, string>> {
  const parameters = [
    `realm="${origin}/oauth/token"`,
    'service="registry"',
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
    ...(error === undefined ? [] : [`error="${error}"`]),
  ];
  return { 'www-authenticate': `Bearer ${parameters.join(',')}` };
}

/** An error as the distribution specification has it. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(
    status,
    { errors: [{ code, message }] },
    { 'docker-distribution-api-version': 'registry/2.0', ...headers },
  );
}

function isIbm(name: string): boolean {
  return name === 'icr.io' || name.endsWith('.icr.io');
}

function may(rights: Rights | undefined, action: Action, repository: string): boolean {
  return (rights?.[action] ?? []).some((prefix) => isWithin(repository, prefix));
}

/** Whether a repository is `prefix` or below it; `''` holds all. */
export function isWithin(repository: string, prefix: string): boolean {
  const bare = prefix.replace(/\/$/, '');
  return bare === '' || repository === bare || repository.startsWith(`${bare}/`);
}

type Login = Pick<StandInLogin, 'username' | 'password'>;

function accountOf(host: StandInHost, login: Login | undefined): StandInLogin | undefined {
  return host.logins?.find(
    ({ username, password }) => username === login?.username && password === login.password,
  );
}

function basicLogin(header: string | undefined): Login | undefined {
  if (!header?.startsWith('Basic ')) return undefined;
  const [, username = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(header.slice(6), 'base64').toString('utf8')) ?? [];
  return { username, password };
}
