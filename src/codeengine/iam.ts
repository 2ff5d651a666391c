/** Tokens of IBM Cloud IAM. Facts: section 5 (tokens) and 2.1 (delegated refresh token) of the API's documentation. */

import { ContainerTokenManager, IamTokenManager } from 'ibm-cloud-sdk-core';
import { z } from 'zod';
import { beforeAbort } from '../diagnosis/model/abort';
import { SourceError } from '../diagnosis/model/evidence';
import type { Exchange } from '../diagnosis/model/exchange';
import { parseJson } from '../diagnosis/model/json';
import { type Masker, Secret } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import { connectionError, malformed, sourceError, type Topic, tooLate } from '../http/errors';
import { adapterOf, type Http, type HttpOptions } from '../http/http';

/** How ce-image logs in. A trusted profile works only where Code Engine mounts a compute resource token. */
export type Login =
  | { readonly apiKey: Secret }
  | {
      readonly trustedProfileId: string;
      /** Default: the file that Code Engine mounts. */
      readonly tokenFile?: string;
    }
  | {
      /** What `ibmcloud login` left on this machine: an access token, and what renews it. */
      readonly session: { readonly accessToken: Secret; readonly refreshToken?: Secret };
    };

const topic: Topic = {
  who: 'IBM Cloud IAM',
  what: 'a token',
  cures: { unreachable: 'Check IBMCLOUD_IAM_URL, and the way from ce-image to it.' },
};

/** Prescribed by the kubeconfig call: for whom the delegated token is, and its life in seconds. */
const delegation = { receiver_client_ids: 'ce', delegated_refresh_token_expiry: '3600' } as const;
/** IAM's public client id; the token request of the API's samples names it. */
const PUBLIC_CLIENT = `Basic ${Buffer.from('bx:bx').toString('base64')}`;
const MOST_BYTES = 1024 * 1024;
/** A token is not used in the last stretch of its life, milliseconds. */
const MARGIN = 60_000;

const delegated = z.object({ delegated_refresh_token: z.string().min(1) });

const renewed = z.object({ access_token: z.string().min(1) });

/** What holds the bearer. Rejects with errors of the SDK, or with SourceError. */
interface TokenSource {
  getToken(): Promise<unknown>;
}

/** Who asks. */
export interface Identity {
  readonly bearer: Secret;
  readonly accountId: string;
  /** Undefined: the token does not tell. */
  readonly holder: 'service ID' | 'trusted profile' | 'person' | undefined;
}

export interface IamOptions {
  readonly login: Login;
  readonly url: string;
  readonly http: Http;
  readonly masker: Masker;
  readonly clock: Clock;
  /** Milliseconds for one call. */
  readonly requestTimeoutMs: number;
  /** Told of the calls that the SDK makes; `http` tells of its own. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Stands around the SDK's client. */
  readonly adapter?: HttpOptions['adapter'];
}

export class Iam {
  #manager: TokenSource;
  #renewed: string | undefined;
  /** The token that was had last. */
  #known: string | undefined;
  /** The token that was refused last. */
  #refused: string | undefined;

  constructor(private readonly iam: IamOptions) {
    const { login, masker } = iam;
    if ('apiKey' in login) masker.learn(login.apiKey);
    else if ('session' in login) for (const token of Object.values(login.session)) masker.learn(token);
    this.#manager = this.#newManager();
  }

  #newManager(): TokenSource {
    const { login, url, requestTimeoutMs, adapter } = this.iam;
    const options = {
      url,
      timeout: requestTimeoutMs,
      maxRedirects: 0,
      maxContentLength: MOST_BYTES,
      ...adapterOf(adapter),
    };
    if ('apiKey' in login) return new IamTokenManager({ ...options, apikey: login.apiKey.reveal() });
    if ('session' in login) return { getToken: () => this.#sessionToken(login.session) };
    return new ContainerTokenManager({
      ...options,
      iamProfileId: login.trustedProfileId,
      ...(login.tokenFile !== undefined && { crTokenFilename: login.tokenFile }),
    });
  }

  /** Drops a token that was refused although it should still live, so that the next one is fresh. */
  forget(token: string): void {
    if (token !== this.#known || token === this.#refused) return;
    this.#refused = token;
    this.#manager = this.#newManager();
  }

  /** A bearer for every API of IBM Cloud, kept until shortly before it expires. */
  async accessToken(signal: AbortSignal): Promise<string> {
    const { masker, login, clock } = this.iam;
    const startedAt = clock.now();
    try {
      const token = await beforeAbort<unknown>(this.#manager.getToken(), signal, () => tooLate(topic.who));
      if (typeof token !== 'string') throw malformed(topic, 'holds no token');
      if (token !== this.#known) {
        this.#known = token;
        learnToken(masker, token);
        this.#asked(startedAt, 200);
      }
      return token;
    } catch (error) {
      const failure = iamError(error, login);
      this.#asked(startedAt, sdkError.safeParse(error).data?.status);
      throw failure;
    }
  }

  /**
   * Who asks, for APIs that want the account beside the token. The account stands in the token's claims
   * (`account.bss`), and what kind of holder it has in the beginning of `iam_id`.
   * @throws SourceError `malformed` when the token names none.
   */
  async identity(signal: AbortSignal): Promise<Identity> {
    const token = await this.accessToken(signal);
    const claims = accountClaims.safeParse(claimsOf(token));
    if (!claims.success) throw malformed(topic, 'names no account');
    const { account, iam_id: id = '' } = claims.data;
    return { bearer: new Secret(token), accountId: account.bss, holder: holderOf(id) };
  }

  /** Tells of a call of the SDK, which does not tell itself: what is there already comes without one. */
  #asked(startedAt: number, status: number | undefined): void {
    if ('session' in this.iam.login) return;
    const ms = this.iam.clock.now() - startedAt;
    const call = { system: 'iam', method: 'POST', path: '/identity/token' } as const;
    this.iam.onExchange?.({ ...call, startedAt, ms, tries: 1, ...(status !== undefined && { status }) });
  }

  /** The session's token while it lives; afterwards a new one for the refresh token, as the CLI itself gets it. */
  async #sessionToken(session: { accessToken: Secret; refreshToken?: Secret }): Promise<string> {
    const kept = this.#renewed ?? session.accessToken.reveal();
    if (kept !== this.#refused && (expiryOf(kept) ?? 0) > this.iam.clock.now() + MARGIN) return kept;
    if (!session.refreshToken) throw sessionEnded();
    const { http, url, clock, requestTimeoutMs } = this.iam;
    const { access_token: token } = await http
      .json(
        {
          ...topic,
          system: 'iam',
          method: 'POST',
          baseUrl: url,
          path: '/identity/token',
          headers: { Authorization: PUBLIC_CLIENT },
          form: { grant_type: 'refresh_token', refresh_token: session.refreshToken.reveal() },
        },
        renewed,
        clock.deadline(requestTimeoutMs),
      )
      .catch((error: unknown) => {
        throw error instanceof SourceError && ['unauthorized', 'failed'].includes(error.reason)
          ? sessionEnded()
          : error;
      });
    this.#renewed = token;
    return token;
  }

  /**
   * The token that the kubeconfig call passes on.
   * @throws SourceError `not-configured` with a trusted profile: the documented request takes an API key only.
   */
  async delegatedRefreshToken(signal: AbortSignal): Promise<string> {
    const { login, url, http, masker } = this.iam;
    if (!('apiKey' in login)) throw needsApiKey();
    const { delegated_refresh_token: token } = await http.json(
      {
        ...topic,
        system: 'iam',
        method: 'POST',
        baseUrl: url,
        path: '/identity/token',
        headers: { Authorization: PUBLIC_CLIENT },
        form: {
          grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
          apikey: login.apiKey.reveal(),
          response_type: 'delegated_refresh_token',
          ...delegation,
        },
      },
      delegated,
      signal,
    );
    learnToken(masker, token);
    return token;
  }
}

/** When a JSON web token expires, milliseconds since 1970; undefined when it does not tell. */
export function expiryOf(token: string): number | undefined {
  const claims = z.object({ exp: z.number() }).safeParse(claimsOf(token));
  return claims.success ? claims.data.exp * 1000 : undefined;
}

const accountClaims = z.object({
  account: z.object({ bss: z.string().min(1) }),
  iam_id: z.string().optional().catch(undefined),
});

/** Source: IBM Cloud docs, IAM identities; a person's id begins with the realm, for example `IBMid-`. */
function holderOf(iamId: string): Identity['holder'] {
  if (iamId.startsWith('iam-ServiceId-')) return 'service ID';
  if (iamId.startsWith('iam-Profile-')) return 'trusted profile';
  return iamId.startsWith('IBMid-') ? 'person' : undefined;
}

/** The claims of a JSON web token, unverified: they only tell our own account. */
function claimsOf(token: string): unknown {
  return parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** Teaches the masker a token, unless it recognises its shape anyway: tokens come anew every hour. */
export function learnToken(masker: Masker, token: string): void {
  if (masker.mask(token) !== String(new Secret(token))) masker.learn(token);
}

function sessionEnded(): SourceError {
  return new SourceError(
    'unauthorized',
    'the session of the ibmcloud CLI has ended',
    'Log in again with `ibmcloud login`, or set IBMCLOUD_API_KEY.',
  );
}

function needsApiKey(): SourceError {
  return new SourceError(
    'not-configured',
    'the kubeconfig of a project can be had with an API key only',
    'Set IBMCLOUD_API_KEY, or KUBERNETES_API_URL to ask it with the login’s own token.',
  );
}

/** What errors of the SDK hold; their other fields may hold a token. */
const sdkError = z.object({
  status: z.number().optional(),
  statusText: z.string().optional(),
  message: z.string().catch(''),
  result: z
    .object({ errorCode: z.string().catch(''), errorMessage: z.string().catch('') })
    .catch({ errorCode: '', errorMessage: '' }),
});

function iamError(error: unknown, login: Login): SourceError {
  if (error instanceof SourceError) return error;
  const { status, statusText, message, result } = sdkError.parse({
    ...Object(error),
    message: Object(error).message,
  });
  if (message.startsWith('Error reading CR token file')) {
    return sourceError(
      {
        ...topic,
        cures: {
          'not-configured':
            'Run ce-image on Code Engine with `--trusted-profiles-enabled=true`, or set IBMCLOUD_API_KEY.',
        },
      },
      'not-configured',
      'there is no compute resource token to log in with as the trusted profile',
    );
  }
  if (/^Access token|^Error processing HTTP response/.test(message))
    return malformed(topic, 'holds no valid token');
  if (status === undefined) return connectionError(statusText, message, topic);
  if (status === 429)
    return sourceError(topic, 'rate-limited', `${topic.who} says that it is asked too often`);
  if (status >= 500)
    return sourceError(topic, 'server-error', `${topic.who} has a fault of its own (${status})`);
  if (status < 400) return sourceError(topic, 'unreachable', `${topic.who} redirects (${status})`);
  if (/\bip address/i.test(result.errorMessage)) {
    return new SourceError(
      'forbidden',
      'IBM Cloud IAM refuses logins from the address of ce-image',
      'Add the address of ce-image to the account setting “Restrict IP address access”.',
    );
  }
  const code = /^[A-Z0-9]{1,20}$/.test(result.errorCode) ? ` (${result.errorCode})` : '';
  return 'apiKey' in login
    ? new SourceError(
        'unauthorized',
        `the IBM Cloud API key is not accepted: it is wrong, deleted, locked or expired${code}`,
        'Make a new key with `ibmcloud iam service-api-key-create`, set IBMCLOUD_API_KEY to it and restart ce-image.',
      )
    : new SourceError(
        'unauthorized',
        `IBM Cloud IAM does not let ce-image use the trusted profile${code}`,
        'Check IBMCLOUD_TRUSTED_PROFILE_ID, and that the profile trusts the Code Engine project that ce-image runs in.',
      );
}
