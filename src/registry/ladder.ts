/** Climbs the ladder: from the host's name to the last layer, and to the right to write. */
import { createHash } from 'node:crypto';
import type { CauseId } from '../diagnosis/causes/index';
import type { ImageFacts, ImageReference, RegistryStepName } from '../diagnosis/registry-check';
import type { Masker } from '../diagnosis/secrets';
import type { Clock } from '../diagnosis/sources';
import { type Asked, answerFailure, type Failure, transportFailure } from './failures';
import {
  type Descriptor,
  isRunnable,
  MANIFEST_TYPES,
  type Manifest,
  platformsOf,
  readConfig,
  readManifest,
} from './manifests';
import { Refused, type Reply, type Session, TokenRefused } from './session';
import { Steps } from './steps';
import { type Connection, ForbiddenAddress, type Outgoing, TransportError } from './transport';

/** Bytes of a manifest or configuration; OCI registries take manifests of at least 4 MiB. */
const MOST_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** Layers asked for at one time. */
const PARALLEL_LAYERS = 12;
/** Layers that are asked for; images have at most 127. */
const MOST_LAYERS = 200;
/** Longest proof, characters. */
const MOST_PROOF = 300;

const authCauses: ReadonlySet<CauseId> = new Set(['auth-missing', 'auth-invalid', 'auth-token-expired']);

export interface LadderOptions {
  readonly clock: Clock;
  readonly masker: Masker;
  /** There is a login that we may not read: being refused proves nothing then. */
  readonly hiddenLogin: boolean;
}

type ImageManifest = Extract<Manifest, { kind: 'image' }>;

/** One image at one registry. Never rejects because of what the registry does. */
export class Ladder {
  readonly steps = new Steps();
  readonly notes: string[] = [];
  facts: ImageFacts | undefined;
  /** How the attempt to write went, once it was made. */
  pushed: { readonly failure?: Failure } | undefined;
  /** Why the check was ended by our own rules or for want of a right of ours. */
  notChecked: string | undefined;

  constructor(
    private readonly session: Session,
    private readonly image: ImageReference,
    private readonly options: LadderOptions,
  ) {}

  /** Whether the right to pull or push was at least asked for: name, connection, API and login are fine. */
  get arrived(): boolean {
    return this.steps.has('auth') && this.steps.firstFailed?.step !== 'auth';
  }

  /** Rungs up to `manifest`. `beside` begins as soon as the manifest is there or known to be missing. */
  async pull(beside: () => Promise<void>): Promise<void> {
    const { tag, digest, repository } = this.image;
    const found = await this.#document('manifest', `/v2/${repository}/manifests/${digest ?? tag}`, {
      what: 'manifest',
      byDigest: digest !== undefined,
    });
    const rest = found ? this.#read(found.reply, found.ms) : undefined;
    await Promise.all([rest, this.arrived ? beside() : undefined]);
  }

  notAsked(...steps: readonly RegistryStepName[]): void {
    for (const step of steps) this.steps.skipped(step, 'not-asked');
  }

  /** Opens an upload and cancels it, which leaves nothing behind. */
  async push(): Promise<void> {
    const startedAt = this.options.clock.now();
    const outgoing = {
      method: 'POST' as const,
      path: `/v2/${this.image.repository}/blobs/uploads/`,
      body: '',
      maxBytes: MOST_DOCUMENT_BYTES,
    };
    const result = await this.#ask('push', outgoing, 'pull,push', { what: 'push' });
    if (!result) return;
    const ms = this.options.clock.now() - startedAt;
    if ('failure' in result) {
      this.pushed = { failure: { ...result.failure, proof: this.#safe(result.failure.proof) } };
      return this.#fail('push', ms, result.failure);
    }
    this.pushed = {};
    await this.#cancel(result.reply.headers.location);
    this.#pass('push', ms, 'an upload could be opened and was cancelled');
  }

  /** Digest of the manifest behind `reference`, or false when it is gone; undefined: could not be told. */
  async digestOf(reference: string): Promise<string | false | undefined> {
    const { repository } = this.image;
    try {
      const reply = await this.session.ask(
        {
          method: 'HEAD',
          path: `/v2/${repository}/manifests/${reference}`,
          headers: { Accept: MANIFEST_TYPES },
          maxBytes: 0,
        },
        scopeOf(repository, 'pull'),
      );
      if (reply.status === 404) return false;
      if (reply.status >= 300) return undefined;
      return header(reply, 'docker-content-digest') ?? reference;
    } catch (error) {
      if (isExpected(error)) return undefined;
      throw error;
    }
  }

  async #read(reply: Reply, ms: number): Promise<void> {
    const manifest = readManifest(reply.body, header(reply, 'content-type'));
    const digest = digestOfBytes(reply.body);
    const wanted = this.image.digest;
    if (!manifest || reply.truncated) {
      const why = reply.truncated ? 'is larger than 4 MiB' : 'is no manifest of an image';
      return this.#fail('manifest', ms, { cause: 'unknown', proof: `what the registry sent ${why}` });
    }
    if (wanted !== undefined && manifest.kind !== 'schema1' && digest !== wanted) {
      return this.#fail('manifest', ms, mismatch('manifest', wanted));
    }
    const named = this.image.digest ?? this.image.tag ?? '';
    this.facts = {
      ...(manifest.kind !== 'schema1' && { digest }),
      ...(header(reply, 'content-type') !== undefined && {
        mediaType: header(reply, 'content-type') as string,
      }),
    };
    this.#pass('manifest', ms, named === digest ? `found ${short(digest)}` : `${named} is ${short(digest)}`);
    if (manifest.kind === 'schema1') {
      return this.#fail('platform', 0, {
        cause: 'manifest-schema-unsupported',
        proof: 'the manifest is of Docker’s old schema 1, which container runtimes no longer accept',
      });
    }
    if (manifest.kind === 'index') return this.#readIndex(manifest);
    await this.#readImage(manifest, true);
  }

  async #readIndex({ entries }: Extract<Manifest, { kind: 'index' }>): Promise<void> {
    const platforms = platformsOf(entries);
    this.facts = { ...this.facts, platforms };
    const entry =
      entries.find(({ platform }) => isRunnable(platform)) ??
      (platforms.length === 0 ? entries.find(({ platform }) => platform === undefined) : undefined);
    if (!entry) {
      const built = platforms.length > 0 ? `built for ${platforms.join(', ')}` : 'built for no platform';
      return this.#fail('platform', 0, {
        cause: 'arch-mismatch-no-manifest',
        proof: `the image is ${built}, and Code Engine runs linux/amd64`,
      });
    }
    const found = await this.#document('platform', `/v2/${this.image.repository}/manifests/${entry.digest}`, {
      what: 'child',
    });
    if (!found) return;
    const { reply, ms } = found;
    if (digestOfBytes(reply.body) !== entry.digest) {
      return this.#fail('platform', ms, mismatch('manifest', entry.digest));
    }
    const manifest = readManifest(reply.body, header(reply, 'content-type'));
    if (manifest?.kind !== 'image') {
      return this.#fail('platform', ms, {
        cause: 'unknown',
        proof: `what the index names for linux/amd64 is no image (${short(entry.digest)})`,
      });
    }
    this.#pass('platform', ms, `linux/amd64 is ${short(entry.digest)}`);
    await this.#readImage(manifest, false);
  }

  async #readImage({ config, layers }: ImageManifest, alone: boolean): Promise<void> {
    const totalBytes = layers.reduce((sum, { size = 0 }) => sum + size, 0);
    this.facts = { ...this.facts, totalBytes, layers: layers.length };
    await Promise.all([this.#config(config, alone), this.#layers(layers, totalBytes)]);
  }

  /** `alone`: there is no index, so the configuration is what tells the platform. */
  async #config(config: Descriptor, alone: boolean): Promise<void> {
    const found = await this.#document('config', `/v2/${this.image.repository}/blobs/${config.digest}`, {
      what: 'blob',
    });
    const read = found && readConfig(found.reply.body);
    if (alone) this.#platformOf(read?.platform);
    if (!found) return;
    const { reply, ms } = found;
    if (digestOfBytes(reply.body) !== config.digest) {
      return this.#fail('config', ms, mismatch('configuration', config.digest));
    }
    if (!read) {
      return this.#fail('config', ms, { cause: 'unknown', proof: 'the configuration is no JSON object' });
    }
    this.facts = { ...this.facts, ...read.facts };
    const { entrypoint = [], cmd = [], user, exposedPorts = [] } = read.facts;
    const command = [...entrypoint, ...cmd].join(' ');
    this.#pass(
      'config',
      ms,
      [
        command ? `starts ${command}` : 'names no command',
        ...(exposedPorts.length > 0 ? [`exposes ${exposedPorts.join(', ')}`] : []),
        ...(user === undefined ? [] : [`runs as ${user}`]),
      ].join(', '),
    );
  }

  #platformOf(platform: string | undefined): void {
    if (platform === undefined) {
      this.steps.skipped('platform', 'not-needed', 'the image is for one platform and does not say which');
      return;
    }
    this.facts = { ...this.facts, platforms: [platform] };
    if (isRunnable(platform)) this.#pass('platform', 0, platform);
    else {
      this.#fail('platform', 0, {
        cause: 'exec-format-error',
        proof: `the image is built for ${platform} only, and Code Engine runs linux/amd64`,
      });
    }
  }

  async #layers(layers: readonly Descriptor[], totalBytes: number): Promise<void> {
    const startedAt = this.options.clock.now();
    const unique = [...new Map(layers.map((layer) => [layer.digest, layer])).values()].slice(0, MOST_LAYERS);
    const queue = unique.values();
    const missing: string[] = [];
    const worker = async () => {
      for (const layer of queue) {
        if (this.steps.has('blobs')) return;
        const failure = await this.#layer(layer);
        if (failure === 'missing') missing.push(layer.digest);
        else if (failure) this.#fail('blobs', this.options.clock.now() - startedAt, failure);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL_LAYERS, unique.length) }, worker));
    if (this.steps.has('blobs') || this.notChecked !== undefined) return;
    const ms = this.options.clock.now() - startedAt;
    const [first] = missing;
    if (first === undefined) {
      return this.#pass('blobs', ms, `all ${layers.length} layers are there, ${megabytes(totalBytes)} MB`);
    }
    this.#fail('blobs', ms, {
      cause: 'image-digest-not-found',
      proof: `${missing.length} of ${unique.length} layers are gone from the registry, first ${short(first)}`,
    });
  }

  async #layer({ digest, size }: Descriptor): Promise<Failure | 'missing' | undefined> {
    const path = `/v2/${this.image.repository}/blobs/${digest}`;
    const asked = { what: 'blob' as const };
    let result = await this.#ask('blobs', { method: 'HEAD', path, maxBytes: 0 }, 'pull', asked);
    const stored = result && 'failure' in result && result.reply.servedBy !== this.session.authority;
    if (stored) {
      // Object stores may sign an address for GET alone.
      const outgoing = { method: 'GET' as const, path, headers: { Range: 'bytes=0-0' }, maxBytes: 1 };
      result = await this.#ask('blobs', outgoing, 'pull', asked);
    }
    if (!result) return undefined;
    if ('failure' in result) return result.reply.status === 404 ? 'missing' : result.failure;
    const length = Number(header(result.reply, 'content-length') ?? Number.NaN);
    if (!stored && size !== undefined && Number.isFinite(length) && length !== size) {
      return {
        cause: 'layer-corrupt-digest-mismatch',
        proof: `the layer ${short(digest)} has ${length} bytes in the registry and ${size} in the manifest`,
      };
    }
    return undefined;
  }

  async #cancel(location: string | undefined): Promise<void> {
    const path = location === undefined ? undefined : this.session.pathOf(location);
    const deleted =
      path !== undefined &&
      (await this.session
        .ask({ method: 'DELETE', path, maxBytes: MOST_PROOF }, scopeOf(this.image.repository, 'pull,push'))
        .then(
          ({ status }) => status < 300 || status === 404,
          () => false,
        ));
    if (!deleted) {
      this.notes.push(
        'The upload that was opened to prove the right to push could not be cancelled; the registry drops it by itself, and it holds no data.',
      );
    }
  }

  /** A manifest or configuration: recorded as failed at `step` when it does not come. */
  async #document(
    step: RegistryStepName,
    path: string,
    asked: Pick<Asked, 'what' | 'byDigest'>,
  ): Promise<{ readonly reply: Reply; readonly ms: number } | undefined> {
    const outgoing = {
      method: 'GET' as const,
      path,
      headers: { Accept: asked.what === 'blob' ? '*/*' : MANIFEST_TYPES },
      maxBytes: MOST_DOCUMENT_BYTES,
    };
    const startedAt = this.options.clock.now();
    const before = this.session.first;
    const result = await this.#ask(step, outgoing, 'pull', asked);
    if (!result) return undefined;
    // The first question is told apart into connection, API, login and manifest.
    const ms = before ? this.options.clock.now() - startedAt : result.reply.answerMs;
    if (!('failure' in result)) return { reply: result.reply, ms };
    this.#fail(step, ms, result.failure);
    return undefined;
  }

  /**
   * Asks the registry, and records on the first occasion how it was reached and whether the login was taken.
   * Undefined: no rung above can be reached, which is recorded.
   */
  async #ask(
    step: RegistryStepName,
    outgoing: Outgoing,
    actions: string,
    asked: Pick<Asked, 'what' | 'byDigest'>,
  ): Promise<{ readonly reply: Reply } | { readonly reply: Reply; readonly failure: Failure } | undefined> {
    const { session, options } = this;
    const startedAt = options.clock.now();
    let reply: Reply;
    try {
      reply = await session.ask(outgoing, scopeOf(this.image.repository, actions));
    } catch (error) {
      await this.#broken(error, step, startedAt);
      return undefined;
    }
    if (!(await this.#reached())) return undefined;
    const failure =
      reply.status < 300
        ? undefined
        : answerFailure(reply, {
            ...asked,
            authority: session.authority,
            anonymous: session.anonymous,
            withToken: session.login?.kind === 'token',
          });
    if (failure && this.#isInconclusive(failure, reply)) return undefined;
    if (!this.steps.has('auth')) this.#loggedIn(failure);
    if (failure && authCauses.has(failure.cause) && this.steps.firstFailed?.step === 'auth') return undefined;
    return failure ? { reply, failure } : { reply };
  }

  /** Name, connection and API, once the registry has answered at all. Returns whether it is a registry. */
  async #reached(): Promise<boolean> {
    const { session, steps } = this;
    const { first } = session;
    if (steps.has('api') || !first) return steps.firstFailed?.step !== 'api';
    this.#connected(first.connection, first.reused);
    if (isRegistryAnswer(first)) {
      this.#pass('api', first.answerMs, `${session.authority} answers as a registry`);
      return true;
    }
    // One path may be in trouble, or the whole registry.
    const startedAt = this.options.clock.now();
    try {
      const ping = await session.ping();
      const ms = this.options.clock.now() - startedAt;
      if (ping.status < 300 || ping.status === 401 || isRegistryAnswer(ping)) {
        this.#pass('api', ms, `${session.authority}/v2/ answers ${ping.status}`);
        return true;
      }
      const { cause } = answerFailure(ping, {
        what: 'manifest',
        authority: session.authority,
        anonymous: session.anonymous,
        withToken: false,
      });
      const telling =
        cause === 'registry-server-error' ||
        cause === 'rate-limited' ||
        cause === 'network-policy-restricted';
      this.#fail('api', ms, {
        cause: telling ? cause : 'unknown',
        proof: `${session.authority}/v2/ answers ${ping.status}${telling ? '' : ', which is no registry’s answer'}`,
      });
    } catch (error) {
      await this.#broken(error, 'api', startedAt);
    }
    return false;
  }

  #connected({ address, dnsMs, tcpMs, tlsMs, tls }: Partial<Connection>, reused: boolean): void {
    const { target, authority } = this.session;
    const open = reused ? ', a connection that was open' : '';
    const elsewhere = target.hostname === hostnameIn(authority) ? '' : ` in place of ${authority}`;
    if (address === target.hostname) {
      this.steps.skipped('dns', 'not-needed', `${address} is an address${elsewhere}`);
    } else this.#pass('dns', reused ? 0 : (dnsMs ?? 0), `${target.hostname} is ${address}${elsewhere}`);
    this.#pass('tcp', reused ? 0 : (tcpMs ?? 0), `connected to port ${target.port}${open}`);
    if (target.scheme === 'http') {
      this.steps.skipped('tls', 'not-needed', 'plain HTTP, as the operator allowed it');
    } else if (tls) {
      const until = tls.validTo ? `, valid until ${tls.validTo}` : '';
      this.#pass(
        'tls',
        reused ? 0 : (tlsMs ?? 0),
        `${tls.protocol}, certificate of ${tls.subject || target.hostname}${until}`,
      );
    }
  }

  #loggedIn(failure: Failure | undefined): void {
    const { login, credential } = this.session;
    const who = credential ? `for ${credential.username}` : 'for anybody';
    if (failure && authCauses.has(failure.cause)) this.#fail('auth', login?.ms ?? 0, failure);
    else if (!login) this.steps.skipped('auth', 'not-needed', 'the registry asked for no login');
    else if (login.kind === 'basic') this.#pass('auth', 0, `Basic login ${who} accepted`);
    else {
      const kept = login.kept ? ', kept from an earlier check' : '';
      this.#pass('auth', login.kept ? 0 : login.ms, `${login.issuer} issued a token ${who}${kept}`);
    }
  }

  /** Whether a refusal of us says nothing about the refusal of Code Engine. */
  #isInconclusive(failure: Failure, reply: Reply): boolean {
    const refused = reply.status === 401 || reply.status === 403;
    if (refused && this.options.hiddenLogin) {
      this.notChecked =
        'The registry wants a login, and the value of the secret is hidden from ce-image, so the login could not be tried.';
    } else if (
      failure.cause === 'network-policy-restricted' &&
      this.image.registry !== this.session.authority &&
      this.image.registry.startsWith('private.')
    ) {
      this.notChecked = `The account lets nobody in over the public network, so ${this.image.registry} cannot be checked from here; Code Engine reaches it over the private network.`;
    } else return false;
    this.steps.skipped('auth', 'not-reached', this.notChecked);
    return true;
  }

  /** No answer: the network, the token service, or our own rules. */
  async #broken(error: unknown, step: RegistryStepName, startedAt: number): Promise<void> {
    if (error instanceof ForbiddenAddress || error instanceof Refused) {
      if (this.session.first) await this.#reached();
      this.notChecked ??= error instanceof Refused ? `${error.message}.` : forbidden(error);
      return;
    }
    if (error instanceof TokenRefused) {
      if (!(await this.#reached())) return;
      const asked = {
        what: 'token' as const,
        authority: error.authority,
        anonymous: this.session.anonymous,
        withToken: false,
      };
      const failure = answerFailure(error.answer, asked);
      if (this.#isInconclusive(failure, { ...error.answer, servedBy: error.authority })) return;
      // A token for writing may be refused to one who may read.
      this.#fail(this.steps.has('auth') ? step : 'auth', error.ms, failure);
      return;
    }
    if (!(error instanceof TransportError)) throw error;
    const failure = transportFailure(error);
    if (this.session.first) {
      if (step !== 'api' && !(await this.#reached())) return;
      const elsewhere = !this.steps.has('auth') && error.authority !== this.session.authority;
      this.#fail(elsewhere ? 'auth' : step, this.options.clock.now() - startedAt, failure);
      return;
    }
    const { phase, connection } = error;
    if (phase === 'http') this.#connected(connection, false);
    else this.#connectedUpTo(phase, connection);
    this.#fail(phase === 'http' ? 'api' : phase, connection.ms, failure);
  }

  #connectedUpTo(phase: 'dns' | 'tcp' | 'tls', connection: Partial<Connection>): void {
    if (phase === 'dns') return;
    const { hostname, port } = this.session.target;
    const { address = hostname, dnsMs = 0, tcpMs = 0 } = connection;
    if (address === hostname) this.steps.skipped('dns', 'not-needed', `${address} is an address`);
    else this.#pass('dns', dnsMs, `${hostname} is ${address}`);
    if (phase === 'tls') this.#pass('tcp', tcpMs, `connected to port ${port}`);
  }

  #pass(step: RegistryStepName, ms: number, proof: string): void {
    this.steps.passed(step, ms, this.#safe(proof));
  }

  #fail(step: RegistryStepName, ms: number, { cause, proof }: Failure): void {
    this.steps.failed(step, ms, cause, this.#safe(proof));
  }

  /** One line without credentials. */
  #safe(proof: string): string {
    const line = this.options.masker.mask(proof).replace(/\s+/g, ' ').trim();
    return line.length > MOST_PROOF ? `${line.slice(0, MOST_PROOF - 1)}…` : line;
  }
}

function scopeOf(repository: string, actions: string): string {
  return `repository:${repository}:${actions}`;
}

/** Whether an answer is one that only a registry gives. */
function isRegistryAnswer({ status, headers, body }: Reply): boolean {
  if (status >= 500) return false;
  if (status < 300 || headers['docker-distribution-api-version'] !== undefined) return true;
  if (status === 401 && headers['www-authenticate'] !== undefined) return true;
  return /^\s*\{\s*"errors"\s*:/.test(body.subarray(0, 100).toString('utf8'));
}

function isExpected(error: unknown): boolean {
  return (
    error instanceof TransportError ||
    error instanceof ForbiddenAddress ||
    error instanceof Refused ||
    error instanceof TokenRefused
  );
}

function forbidden({ authority, kind }: ForbiddenAddress): string {
  return `${authority} leads to ${kind}, which ce-image does not ask unless REGISTRY_ALLOWED_HOSTS names ${authority}.`;
}

function mismatch(what: string, digest: string): Failure {
  return {
    cause: 'layer-corrupt-digest-mismatch',
    proof: `the ${what} does not have the digest ${short(digest)} that it was asked by`,
  };
}

function digestOfBytes(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function header(reply: Reply, name: string): string | undefined {
  const value = reply.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function hostnameIn(authority: string): string {
  return authority.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

/** First twelve hex digits of a digest, as tools show it. */
function short(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
