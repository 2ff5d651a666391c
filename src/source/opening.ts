/** The steps from the address to an open repository: by HTTPS, by SSH, and by SSH without a key. */
import { forbiddenHost, notAsked } from '../net/addresses';
import { dial } from '../net/dial';
import { type Budget, GitClient } from './git/client';
import { HttpRefused, HttpWire } from './git/http-wire';
import { Repository } from './git/repository';
import { byHttps, parseAddress, spelled } from './reach/address';
import { asker } from './reach/hosts';
import { softwareOf } from './reach/software';
import type { ClimbRecord } from './record';
import { KnownHosts } from './ssh/known-hosts';
import { SshWire } from './ssh/ssh-wire';

/**
 * Climbs as far as the repository; what was found stands in the record.
 * @param budget bytes that the whole check may take
 * @returns undefined: a step before it failed, or is not to be tried
 */
export async function openRepository(record: ClimbRecord, budget: Budget): Promise<Repository | undefined> {
  const { address, login } = record;
  if (login.unsent !== undefined) record.notes.push(record.safe(login.unsent));
  record.steps.passed(
    'address',
    0,
    `${spelled(address)}${address.hadLogin ? ', without the login that stands in it' : ''}`,
  );
  if (login.fault) {
    for (const step of ['dns', 'tcp', 'identity'] as const) {
      record.steps.skipped(step, 'not-needed', 'the login decides it beforehand');
    }
    if (address.scheme === 'http') record.facts = { sourceUrl: byHttps(address) };
    record.failed('auth', 0, { cause: login.fault.cause, proof: login.fault.detail });
    return undefined;
  }
  if (!record.context.hosts.isSafe(address)) {
    const { authority } = address;
    const kind = forbiddenHost(address.hostname);
    record.notChecked =
      kind !== undefined
        ? notAsked(authority, kind, asker)
        : `${authority} was not asked: over http://, everything travels unencrypted. Change the address to ${byHttps(address)}; where the host has no HTTPS, add ${authority} to SOURCE_ALLOWED_HOSTS.`;
    return undefined;
  }
  if (address.scheme === 'ssh' && !login.key) {
    await withoutKey(record, budget);
    return undefined;
  }
  return address.scheme === 'ssh' ? overSsh(record, budget) : overHttp(record, budget);
}

async function overHttp(record: ClimbRecord, budget: Budget): Promise<Repository | undefined> {
  const { hosts, transport, clock } = record.context;
  const { credential } = record.login;
  const wire = new HttpWire({
    transport,
    hosts,
    clock,
    knownHosts: record.question.knownHosts,
    address: record.address,
    ...(credential?.format === 'basic_auth' && { login: credential }),
    signal: record.signal,
  });
  record.wire = wire;
  const client = new GitClient(wire, budget);
  const startedAt = clock.now();
  try {
    await client.greet();
  } catch (error) {
    record.reachedHttp(wire);
    if (error instanceof HttpRefused) record.refusedHttp(error, wire);
    else record.broken(error, 'repository', startedAt);
    return undefined;
  }
  record.reachedHttp(wire);
  record.signedIn(wire);
  record.software = wire.software ?? softwareOf({}, client.agent);
  if (wire.moved !== undefined) record.moved(wire.moved);
  record.passed('repository', wire.loginMs ?? wire.firstMs, record.speaks(client));
  return new Repository(client, true, record.context.kept.of(spelled(record.address)));
}

async function overSsh(record: ClimbRecord, budget: Budget): Promise<Repository | undefined> {
  const { login, address } = record;
  const { hosts, clock, resolve, requestTimeoutMs } = record.context;
  const { key, credential } = login;
  if (!key || credential?.format !== 'ssh_auth') return undefined;
  const endpoint = hosts.target(address);
  const { knownHosts } = credential;
  const wire = new SshWire({
    endpoint,
    address,
    key,
    ...(knownHosts !== undefined && {
      knownHosts: new KnownHosts(knownHosts, address.hostname, address.port),
    }),
    clock,
    ...(resolve && { resolve }),
    timeoutMs: requestTimeoutMs,
    signal: record.signal,
  });
  record.wire = wire;
  const client = new GitClient(wire, budget);
  const startedAt = clock.now();
  try {
    await client.greet();
  } catch (error) {
    await record.brokenSsh(error, wire, startedAt);
    return undefined;
  }
  record.reachedSsh(wire);
  record.identified(wire);
  record.software = softwareOf({}, client.agent);
  record.passed('auth', wire.times.authMs, `${address.authority} accepts the key ${login.used.key}`);
  record.passed('repository', wire.times.programMs, record.speaks(client));
  return new Repository(client, false, record.context.kept.of(spelled(record.address)));
}

/** Without a secret, Code Engine's git knows no host key and has none of its own. */
async function withoutKey(record: ClimbRecord, budget: Budget): Promise<void> {
  const { address, context } = record;
  const { hosts, clock, resolve, requestTimeoutMs: timeoutMs } = context;
  if (record.login.hidden) {
    const why =
      record.login.unsent === undefined
        ? ', and the value of the secret is hidden from ce-image, so it could not be tried'
        : '';
    record.notChecked = `${address.authority} wants a key${why}.`;
    return;
  }
  const startedAt = clock.now();
  try {
    const options = { clock, timeoutMs, ...(resolve && { resolve }) };
    const { socket, connection } = await dial(hosts.target(address), options, record.signal);
    socket.on('error', () => undefined);
    socket.destroy();
    record.connected(connection);
  } catch (error) {
    record.broken(error, 'tcp', startedAt);
    return;
  }
  const proof =
    'the address asks for SSH, and the build has no SSH secret: there is no key to sign in with, and no known_hosts to know the host by';
  record.failed('identity', 0, { cause: 'git-host-key-unverified', proof });
  const https = byHttps(address);
  if (await isPublic(https, record, budget)) {
    record.facts = { ...record.facts, sourceUrl: https };
    record.notes.push(`The repository is public: ${https} needs no secret.`);
  }
}

/** Whether anybody may read the repository at an HTTPS address. Never rejects. */
async function isPublic(url: string, record: ClimbRecord, budget: Budget): Promise<boolean> {
  const parsed = parseAddress(url);
  const { hosts, transport, clock } = record.context;
  if (!parsed.ok || !hosts.mayAsk(parsed.address, [...record.question.knownHosts, record.address.hostname]))
    return false;
  const wire = new HttpWire({
    transport,
    hosts,
    clock,
    knownHosts: [],
    address: parsed.address,
    signal: record.signal,
  });
  try {
    await new GitClient(wire, budget).greet();
    return true;
  } catch {
    return false;
  }
}
