/**
 * Git LFS of a repository that is reached by SSH: the host is asked in the session where its LFS is and with which login of
 * an hour, and LFS is then asked by HTTPS, as git-lfs does it. Source: git-lfs, docs/api/authentication.md.
 */
import { asRecord, parseJson, text } from '../../diagnosis/model/json';
import { type Masker, Secret } from '../../diagnosis/model/secrets';
import { forbiddenHost, notAsked } from '../../net/addresses';
import { authorityOf, unbracketed } from '../../net/endpoint';
import type { Transport } from '../../net/transport';
import type { RepositoryAddress } from '../reach/address';
import { asker, type SourceHosts } from '../reach/hosts';
import { quoted, type SshWire } from '../ssh/ssh-wire';
import { type BatchAnswer, LFS_TYPE, MOST_BATCH_BYTES } from './index';

interface OverSshOptions {
  readonly wire: SshWire;
  readonly address: RepositoryAddress;
  readonly hosts: SourceHosts;
  readonly transport: Transport;
  readonly masker: Masker;
  /** Hosts that may be asked, beside those that the operator allowed. */
  readonly knownHosts: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Sends the body of a batch question to where the host says that its LFS is.
 * @throws TransportError, ForbiddenAddress
 */
export async function askLfsOverSsh(options: OverSshOptions, body: Buffer): Promise<BatchAnswer> {
  const { wire, address, hosts, transport, masker, knownHosts, signal } = options;
  const { authority } = address;
  const said = await wire.run(`git-lfs-authenticate ${quoted(address.path)} download`);
  const answer = said.code === 0 ? asRecord(parseJson(said.output)) : undefined;
  const href = text(answer?.href);
  if (href === undefined || !URL.canParse(href)) {
    return { unasked: `${authority} does not say by SSH where its Git LFS is` };
  }
  const url = new URL(href);
  const to = { authority: authorityOf(url), hostname: unbracketed(url.hostname) };
  const scheme = url.protocol === 'https:' ? 'https' : url.protocol === 'http:' ? 'http' : undefined;
  if (scheme === undefined) return { unasked: `${authority} names an address that is no web address` };
  const isOwn = to.hostname === address.hostname || to.hostname.endsWith(`.${address.hostname}`);
  const kind = hosts.isTrusted(to.authority) ? undefined : forbiddenHost(to.hostname);
  if (kind !== undefined) return { unasked: notAsked(to.authority, kind, asker).replace(/\.$/, '') };
  if (!isOwn && !hosts.mayAsk(to, knownHosts)) {
    return {
      unasked: `it is at ${to.authority}; to allow that, add ${to.authority} to SOURCE_ALLOWED_HOSTS`,
    };
  }
  if (!hosts.isSafe({ scheme, authority: to.authority })) {
    return { unasked: `${to.authority} would be asked without encryption` };
  }
  const authorization = text(asRecord(answer?.header)?.Authorization);
  if (authorization !== undefined) masker.learn(new Secret(authorization.replace(/^\S{1,20} /, '')));
  const port = Number(url.port) || (scheme === 'http' ? 80 : 443);
  const { status, body: bytes } = await transport.send(
    hosts.target({ scheme, ...to, port }),
    {
      method: 'POST',
      path: `${url.pathname.replace(/\/+$/, '')}/objects/batch`,
      body,
      headers: {
        'Content-Type': LFS_TYPE,
        Accept: LFS_TYPE,
        ...(authorization !== undefined &&
          /^[\x20-\x7e]{1,4000}$/.test(authorization) && { Authorization: authorization }),
      },
      maxBytes: MOST_BATCH_BYTES,
      timeoutMs: 8_000,
    },
    signal,
  );
  return { status, text: bytes.toString('utf8') };
}
