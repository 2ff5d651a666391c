/** Installing the app: the page on which a workspace agrees, and the exchange of its code for a token. */
import { type Answer, type Arguments, Refusal } from './web-api';
import type { Workspace } from './workspace';

/** A code is good for ten minutes, once. Source: docs.slack.dev/authentication/installing-with-oauth. */
const CODE_MS = 10 * 60_000;
/** A token that is rotated is good for twelve hours. Source: docs.slack.dev/authentication/using-token-rotation. */
const TOKEN_MS = 12 * 3_600_000;

export class OAuth {
  readonly clientId = 'playground-client';
  readonly clientSecret = 'playground-client-secret';
  /** Whether tokens end after twelve hours, and are exchanged for new ones. Source: docs.slack.dev/authentication/using-token-rotation. */
  rotates = false;
  readonly #codes = new Map<string, number>();
  /** When each token that was given out ends. */
  readonly #tokens = new Map<string, number>();
  /** Good once. */
  #refreshToken: string | undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly botToken: string,
  ) {}

  /** The person agrees; where the browser goes then. */
  agree(query: URLSearchParams): string | undefined {
    const target = query.get('redirect_uri') ?? undefined;
    if (query.get('client_id') !== this.clientId || !query.get('scope')) return undefined;
    const code = this.workspace.id('code');
    this.#codes.set(code, this.workspace.clock.now() + CODE_MS);
    const answer = new URLSearchParams({ code, state: query.get('state') ?? '' });
    return `${target ?? '/slack/oauth_redirect'}?${answer}`;
  }

  /** `oauth.v2.access` */
  access(given: Arguments, scopes: ReadonlySet<string>): Answer {
    if (given.client_id !== this.clientId) throw new Refusal('invalid_client_id');
    if (given.client_secret !== this.clientSecret) throw new Refusal('bad_client_secret');
    if (given.grant_type === 'refresh_token') return this.#refreshed(given, scopes);
    const until = this.#codes.get(String(given.code));
    if (until === undefined) throw new Refusal('invalid_code');
    this.#codes.delete(String(given.code));
    if (this.workspace.clock.now() > until) throw new Refusal('code_expired');
    return { ...this.#granted(scopes), ...(this.rotates && this.#next()) };
  }

  /** Whether a token is the bot's, and has not ended. */
  isValid(token: unknown): boolean {
    const ends = this.#tokens.get(String(token));
    return ends === undefined ? token === this.botToken && !this.rotates : this.workspace.clock.now() < ends;
  }

  #refreshed(given: Arguments, scopes: ReadonlySet<string>): Answer {
    if (!this.rotates || given.refresh_token !== this.#refreshToken)
      throw new Refusal('invalid_refresh_token');
    return { ...this.#granted(scopes), ...this.#next() };
  }

  #next() {
    const token = `xoxe.${this.botToken}-${this.workspace.id('token')}`;
    this.#refreshToken = `xoxe-1-${this.workspace.id('refresh')}`;
    this.#tokens.set(token, this.workspace.clock.now() + TOKEN_MS);
    return { access_token: token, refresh_token: this.#refreshToken, expires_in: TOKEN_MS / 1000 };
  }

  #granted(scopes: ReadonlySet<string>): Answer {
    const { team, app, organisation } = this.workspace;
    return {
      ok: true,
      app_id: app.id,
      authed_user: { id: 'U0ADA' },
      scope: [...scopes].join(','),
      token_type: 'bot',
      access_token: this.botToken,
      bot_user_id: app.userId,
      team: organisation ? null : { id: team.id, name: team.name },
      enterprise: organisation ?? null,
      is_enterprise_install: organisation !== undefined,
    };
  }
}
