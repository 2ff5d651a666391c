/** Registry secrets: their outside for the core, and their logins for the proof at the registry. */

import { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import { parseJson } from '../diagnosis/model/json';
import type { SecretSummary } from '../diagnosis/model/platform';
import { type Masker, type RegistryCredential, Secret } from '../diagnosis/model/secrets';
import type { CodeEngineSource, CredentialSource } from '../diagnosis/model/sources';
import { readable } from '../http/pages';
import type { ApiV2 } from './api-v2';
import { path } from './path';
import * as schemas from './schemas';

type SecretModel = z.output<typeof schemas.secret>;

/** Fields that are secret whatever they hold, and those that are none; of others the value tells. */
const secretFields = new Set([
  'password',
  'ssh_key',
  'secret_access_key',
  'tls_key',
  'ssh-privatekey',
  'tls.key',
]);
const outside = new Set([
  'server',
  'username',
  'email',
  'known_hosts',
  'tls_cert',
  'tls.crt',
  'access_key_id',
  '.dockerconfigjson',
]);

/** A secret in a list. Code Engine sends the values as well: they are dropped while the answer is read. */
const listed = schemas.secret.transform(toSummary);

/**
 * @param learnsAll the values of every secret that is listed are read and known to the masker, so that they are masked
 *   wherever a log prints them; otherwise only those of a secret that is asked for by its name
 */
export function secretsSource(
  api: ApiV2,
  masker: Masker,
  learnsAll: boolean,
): Pick<CodeEngineSource, 'secrets'> & CredentialSource {
  return {
    async secrets(ref, signal) {
      const words = { what: `the secrets of project “${ref.name}”` };
      const where = path`/projects/${ref.id}/secrets`;
      if (!learnsAll) {
        return readable(await api.list(ref.region, where, 'secrets', words, listed, signal), (all) => all);
      }
      return readable(await api.list(ref.region, where, 'secrets', words, schemas.secret, signal), (all) => {
        for (const secret of all) learn(masker, secret);
        return all.map(toSummary);
      });
    },

    async registryCredentials(ref, secretName, signal) {
      const words = {
        what: `the secret “${secretName}” of project “${ref.name}”`,
        cures: {
          'not-found':
            'See the secrets with `ibmcloud ce secret list`, or make it with `ibmcloud ce secret create --format registry`.',
        },
      };
      const where = path`/projects/${ref.id}/secrets/${secretName}`;
      const secret = await api.get(ref.region, where, words, schemas.secret, signal);
      learn(masker, secret);
      return toCredentials(secret);
    },
  };
}

function learn(masker: Masker, { data, ...secret }: SecretModel): void {
  for (const [field, value] of Object.entries(data ?? {})) {
    if (typeof value !== 'string' || outside.has(field) || isHidden(value)) continue;
    // People keep plain words in secrets as well: `production` is none, and is in every other line.
    if (secretFields.has(field) || !/^[a-z]+$/i.test(value)) masker.learn(value);
  }
  for (const { password } of loginsOf({ data, ...secret })) if (!isHidden(password)) masker.learn(password);
}

function toSummary(secret: SecretModel): SecretSummary {
  const outside = { name: secret.name, format: secret.format };
  const [login] = isRegistrySecret(secret) ? loginsOf(secret) : [];
  if (!login) return secret.format === 'registry' ? { ...outside, password: 'empty' } : outside;
  return {
    ...outside,
    server: login.server || undefined,
    username: login.username || undefined,
    password: login.password === '' ? 'empty' : isHidden(login.password) ? 'redacted' : 'readable',
  };
}

function toCredentials(secret: SecretModel): readonly RegistryCredential[] {
  const { name: secretName, format } = secret;
  if (!isRegistrySecret(secret)) {
    throw new SourceError(
      'not-configured',
      `the secret “${secretName}” is of the format ${format ?? 'unknown'}, not registry`,
      'Make a registry secret with `ibmcloud ce secret create --format registry` and name it in its place.',
    );
  }
  const logins = loginsOf(secret);
  const usable = logins.filter(
    ({ server, password }) => server !== '' && password !== '' && !isHidden(password),
  );
  if (usable.length === 0) {
    const redacted = logins.some(({ password }) => isHidden(password));
    throw new SourceError(
      'not-configured',
      redacted
        ? `the password of the secret “${secretName}” is not shown to ce-image, so the login cannot be tried`
        : `the secret “${secretName}” holds no complete login`,
      redacted
        ? 'Try the login yourself with `docker login`.'
        : 'Give it a server, a user name and a password with `ibmcloud ce secret update`.',
    );
  }
  return usable.map(({ server, username, password }) => ({
    secretName,
    server,
    username,
    password: new Secret(password),
  }));
}

interface Login {
  readonly server: string;
  readonly username: string;
  /** May be empty or a placeholder. */
  readonly password: string;
}

const DOCKER_CONFIG = '.dockerconfigjson';

function isRegistrySecret({ format, data }: SecretModel): boolean {
  return format === 'registry' || typeof data?.[DOCKER_CONFIG] === 'string';
}

function loginsOf({ data = {} }: SecretModel): readonly Login[] {
  const dockerConfig = data[DOCKER_CONFIG];
  if (typeof dockerConfig === 'string') return loginsOfDockerConfig(dockerConfig);
  const [server, username, password] = ['server', 'username', 'password'].map((field) => {
    const value = data[field];
    return typeof value === 'string' ? value : '';
  }) as [string, string, string];
  if (server === '' && username === '' && password === '') return [];
  if (!isEncodedServer(server)) return [{ server, username, password }];
  return [{ server: decode(server), username: decode(username), password: decodeUnlessHidden(password) }];
}

/**
 * Whether the values of a secret are base64, as the CLI prints them. The server tells: a host has a dot or a
 * port, and base64 knows neither of these characters.
 */
function isEncodedServer(server: string): boolean {
  return !looksLikeHost(server) && looksLikeHost(decode(server));
}

function looksLikeHost(text: string): boolean {
  return /^(?:https?:\/\/)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.[a-z0-9-]+|:\d{1,5})(?:\/[\w./-]*)?$/i.test(text);
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function decodeUnlessHidden(value: string): string {
  return isHidden(value) ? value : decode(value);
}

/** What is shown in place of a value: `REDACTED`, as the CLI prints it, or stars. */
export function isHidden(value: string): boolean {
  return /^[<[]?redacted[>\]]?$/i.test(value) || /^\*+$/.test(value) || value === 'UkVEQUNURUQ=';
}

const dockerConfigSchema = z.object({
  auths: z.record(
    z.string(),
    z.object({
      username: z.string().optional(),
      password: z.string().optional(),
      auth: z.string().optional(),
    }),
  ),
});

/** Logins of a Docker configuration, plain or base64. */
function loginsOfDockerConfig(text: string): readonly Login[] {
  const parsed = dockerConfigSchema.safeParse(parseJson(text) ?? parseJson(decode(text)));
  if (!parsed.success) return [];
  return Object.entries(parsed.data.auths).map(([server, { username, password, auth }]) => {
    const [, user = '', word = ''] = /^([^:]*):(.*)$/s.exec(decode(auth ?? '')) ?? [];
    return { server, username: username || user, password: password || word };
  });
}
