/** Logins for git hosts, as Code Engine's secrets of the formats `ssh_auth` and `basic_auth` hold them. */
import { SourceError } from '../diagnosis/model/evidence';
import { type GitCredential, type Masker, Secret } from '../diagnosis/model/secrets';
import type { GitCredentialSource } from '../diagnosis/model/sources';
import type { ApiV2 } from './api-v2';
import { isHidden } from './credentials';
import { path } from './path';
import * as schemas from './schemas';

/** Logins to git hosts, from secrets of the project. */
export function gitCredentialsSource(api: ApiV2, masker: Masker): GitCredentialSource {
  return {
    async gitCredential(ref, secretName, signal): Promise<GitCredential> {
      const words = {
        what: `the secret “${secretName}” of project “${ref.name}”`,
        cures: {
          'not-found':
            'See the secrets with `ibmcloud ce secret list`, or make it with `ibmcloud ce secret create --format ssh`.',
        },
      };
      const where = path`/projects/${ref.id}/secrets/${secretName}`;
      const { format, data } = await api.get(ref.region, where, words, schemas.secret, signal);
      const field = (...names: readonly string[]) =>
        names.map((name) => data?.[name]).find((one): one is string => typeof one === 'string');
      const privateKey = field('ssh_key', 'ssh-privatekey');
      if (privateKey !== undefined) {
        if (isHidden(privateKey)) throw hidden(secretName);
        masker.learn(privateKey);
        const knownHosts = field('known_hosts');
        return {
          format: 'ssh_auth',
          secretName,
          privateKey: new Secret(privateKey),
          ...(knownHosts !== undefined && knownHosts.trim() !== '' && { knownHosts }),
        };
      }
      const [username, password] = [field('username'), field('password')];
      if (format === 'basic_auth' && username !== undefined && password !== undefined) {
        if (isHidden(password)) throw hidden(secretName);
        masker.learn(password);
        return { format: 'basic_auth', secretName, username, password: new Secret(password) };
      }
      throw new SourceError(
        'not-configured',
        `the secret “${secretName}” is of the format ${format ?? 'unknown'}, and holds no login for a git host`,
        'Make one with `ibmcloud ce secret create --format ssh`, and name it with `ibmcloud ce build update --git-repo-secret`.',
      );
    },
  };
}

function hidden(secretName: string): SourceError {
  return new SourceError(
    'not-configured',
    `the value of the secret “${secretName}” is not shown to ce-image, so the login cannot be tried`,
    'Try it yourself with `git ls-remote`.',
  );
}
