/** Installing the app: the page on which a workspace agrees, and the exchange of its code for a token. */
import { type Answer, type Arguments, Refusal } from './web-api';
import type { Workspace } from './workspace';

/** A code is good for ten minutes, once. Source: docs.slack.dev/authentication/installing-with-oauth. */
const CODE_MS = 10 * 60_000;

export class OAuth {
  readonly clientId = 'playground-client';
  readonly clientSecret = 'playground-client-secret';
  readonly #codes = new Map<string, number>();

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
    const until = this.#codes.get(String(given.code));
    if (until === undefined) throw new Refusal('invalid_code');
    this.#codes.delete(String(given.code));
    if (this.workspace.clock.now() > until) throw new Refusal('code_expired');
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
