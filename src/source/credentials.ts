/** Which login of a secret belongs to a repository, and what is wrong with the secret itself. */

import type { CauseId } from '../diagnosis/model/cause-id';
import { SourceError } from '../diagnosis/model/evidence';
import type { GitCredential, Masker } from '../diagnosis/model/secrets';
import type { UsedGitCredential } from '../diagnosis/model/source-check';
import type { GitCredentialSource, SourceQuestion } from '../diagnosis/model/sources';
import { byHttps, type RepositoryAddress } from './reach/address';
import { type ReadKey, readPrivateKey } from './ssh/private-key';

export interface ChosenLogin {
  /** Absent: ask anonymously. */
  readonly credential?: GitCredential;
  readonly key?: ReadKey;
  readonly used: UsedGitCredential;
  /** What is wrong before anything is asked: the platform does not even try. */
  readonly fault?: { readonly cause: CauseId; readonly detail: string };
  /** There is a secret, and its value is hidden from us: a refusal of us proves nothing. */
  readonly hidden: boolean;
  /** `host[:port]` that the key is for, which is not the one that is asked: there it is not offered. */
  readonly keptFor?: string;
  /** Why the secret is not sent, for people: no build uses it there. */
  readonly unsent?: string;
}

/**
 * The login for a repository that another one names, such as a submodule: a password and a key go to the very host, port
 * and scheme that the build names, and nowhere else. An SSH key is not even offered elsewhere, although the platform's git
 * offers it: whoever can write to `.gitmodules` could otherwise learn from any host whose key it is.
 */
export function loginElsewhere(
  to: RepositoryAddress,
  home: RepositoryAddress,
  login: ChosenLogin,
): ChosenLogin {
  if (to.scheme === home.scheme && to.authority === home.authority) return login;
  const { hidden, key, credential, unsent } = login;
  const none: ChosenLogin = {
    used: { kind: 'anonymous' },
    hidden,
    ...(unsent !== undefined && { unsent }),
  };
  if (to.scheme !== 'ssh' || !key || !credential) return none;
  const problem = `the key is for ${home.authority} and is offered to no other host`;
  return { ...none, credential, key: { ok: false, fault: 'elsewhere', problem }, keptFor: home.authority };
}

/** Never rejects because of a secret: its faults are part of the answer. */
export async function chooseLogin(
  { project, secret, secretHosts }: Pick<SourceQuestion, 'project' | 'secret' | 'secretHosts'>,
  address: RepositoryAddress,
  source: GitCredentialSource,
  masker: Masker,
  signal: AbortSignal,
): Promise<ChosenLogin> {
  if (secret === undefined) {
    // Code Engine's git uses it; whoever may ask ce-image was not given it for that.
    const unused = address.hadLogin ? { note: 'the login that stands in the address is not used' } : {};
    return { used: { kind: 'anonymous', ...unused }, hidden: address.hadLogin && address.scheme !== 'ssh' };
  }
  const without = (note: string): UsedGitCredential => ({ kind: 'anonymous', secretName: secret, note });
  if (!project) return { used: without('no project is named in which to read the secret'), hidden: true };
  const { scheme, authority } = address;
  // Whoever may type an address was not given the secret: it goes where those went who set it up.
  if (secretHosts && !secretHosts.includes(`${scheme}://${authority}`)) {
    const unsent = `The secret ${secret} is used by no build at ${scheme}://${authority}; it was not sent there.`;
    return { used: without('it was not sent'), hidden: true, unsent };
  }
  let credential: GitCredential;
  try {
    credential = await source.gitCredential(project, secret, signal);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.reason !== 'not-found') return { used: without(error.message), hidden: true };
    const detail = `The secret ${secret} does not exist in the project ${project.name}.`;
    return {
      used: without('the secret does not exist'),
      fault: { cause: 'secret-not-found', detail },
      hidden: false,
    };
  }
  if (credential.format === 'basic_auth') {
    masker.learn(credential.password);
    masker.learn(Buffer.from(`${credential.username}:${credential.password.reveal()}`).toString('base64'));
    const { username } = credential;
    // Source: Shipwright, cmd/git, which calls it AuthUnexpectedHTTP.
    if (address.scheme === 'http') {
      const detail = `The secret ${secret} holds a user name and a password, and the address is http://: Code Engine’s git sends none unencrypted, and neither does ce-image. The address must be ${byHttps(address)}, or the secret must go.`;
      return {
        used: without('a password is not sent unencrypted'),
        fault: { cause: 'git-auth-failed', detail },
        hidden: false,
      };
    }
    if (address.scheme === 'ssh') {
      const detail = `The secret ${secret} holds a user name and a password, and ${address.authority} is asked by SSH, which wants a key.`;
      return {
        used: without('a password is of no use for SSH'),
        fault: { cause: 'git-auth-failed', detail },
        hidden: false,
      };
    }
    return {
      credential,
      used: { kind: 'secret', secretName: secret, format: 'basic_auth', username },
      hidden: false,
    };
  }
  masker.learn(credential.privateKey);
  if (address.scheme !== 'ssh') {
    const detail = `The secret ${secret} holds an SSH key, and the address is asked by ${address.scheme.toUpperCase()}, which takes none: the build needs the SSH address, or a secret with user name and token.`;
    return {
      used: without('an SSH key is of no use for HTTPS'),
      fault: { cause: 'git-auth-failed', detail },
      hidden: false,
    };
  }
  const key = readPrivateKey(credential.privateKey);
  return {
    credential,
    key,
    used: { kind: 'secret', secretName: secret, format: 'ssh_auth', ...(key.ok && { key: key.name }) },
    hidden: false,
  };
}
