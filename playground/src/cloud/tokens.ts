import { createHmac } from 'node:crypto';
import type { Identity, World } from '../world';

/** Seconds that a token lives. */
export const tokenLifetime = 3_600;

export type TokenKind = 'access' | 'refresh' | 'delegated-refresh' | 'id';

/** Tokens that were given out, and whose they are. */
export class Tokens {
  readonly #issued = new Map<
    string,
    { readonly kind: TokenKind; readonly identity: Identity; readonly expires: number }
  >();
  #count = 0;

  constructor(private readonly world: World) {}

  /** A fresh token. Access and id tokens are JSON web tokens, because clients read their times. */
  issue(kind: TokenKind, identity: Identity): { readonly token: string; readonly expires: number } {
    this.#count += 1;
    const now = Math.floor(this.world.clock.wall() / 1_000);
    const expires = now + tokenLifetime;
    const mark = this.world.names.hex(16, 'token', kind, identity.id, String(this.#count));
    const token =
      kind === 'access' || kind === 'id'
        ? jwt({
            iam_id: identity.profile ? `iam-${identity.profile.id}` : `iam-ServiceId-${identity.id}`,
            id: identity.id,
            account: { valid: true, bss: identity.accountId },
            iat: now,
            exp: expires,
            iss: 'https://iam.cloud.ibm.com/identity',
            scope: 'ibm openid',
            client_id: kind === 'id' ? 'ce' : 'default',
            jti: mark,
          })
        : `canary-${kind}-token-${mark}${this.world.names.hex(64, 'token-body', mark)}`;
    this.world.plant(token);
    for (const [old, entry] of this.#issued) if (entry.expires <= now) this.#issued.delete(old);
    this.#issued.set(token, { kind, identity, expires });
    return { token, expires };
  }

  /** Whose token it is; absent when unknown, expired or of another kind. */
  check(token: string | undefined, ...kinds: readonly TokenKind[]): Identity | undefined {
    const entry = token === undefined ? undefined : this.#issued.get(token);
    if (!entry || !kinds.includes(entry.kind)) return undefined;
    if (entry.expires * 1_000 <= this.world.clock.wall()) return undefined;
    // What it may do is looked up when it is used.
    return this.world.identities.find(({ id }) => id === entry.identity.id) ?? entry.identity;
  }

  /** The identity behind `Authorization: Bearer …`. */
  bearer(authorization: string | undefined, ...kinds: readonly TokenKind[]): Identity | undefined {
    return this.check(/^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1], ...kinds);
  }
}

function jwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ kid: '20260501-playground', alg: 'HS256' })}.${part(claims)}`;
  return `${head}.${createHmac('sha256', 'playground').update(head).digest('base64url')}`;
}
