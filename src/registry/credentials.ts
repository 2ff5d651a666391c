/** Which login of a secret belongs to an image, and what is wrong with the secret itself. */
import type { CauseId } from '../diagnosis/model/cause-id';
import { SourceError } from '../diagnosis/model/evidence';
import { isIbmRegistry } from '../diagnosis/model/image-host';
import type { SecretSummary } from '../diagnosis/model/platform';
import type { ImageReference, UsedCredential } from '../diagnosis/model/registry-check';
import type { Masker, RegistryCredential } from '../diagnosis/model/secrets';
import type { CredentialSource, RegistryQuestion } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';

export interface SecretSources {
  readonly credentials: CredentialSource;
  /** Names and formats of a project's secrets: tells why a login cannot be read. */
  readonly secrets?: (ref: ProjectRef, signal: AbortSignal) => Promise<readonly SecretSummary[]>;
  readonly masker: Masker;
}

export interface ChosenLogin {
  /** Absent: ask anonymously. */
  readonly credential?: RegistryCredential;
  readonly used: UsedCredential;
  readonly findings: readonly { readonly cause: CauseId; readonly detail: string }[];
  readonly notes: readonly string[];
  /** There is a secret for this image, and its value is hidden from us: a refusal of us proves nothing. */
  readonly hidden: boolean;
}

/** User names that IBM Cloud Container Registry knows. Registry docs, access. */
const ibmUsers = new Set(['iamapikey', 'iambearer', 'iamrefresh']);
/** What Docker calls Docker Hub in its configuration. */
const DOCKER_HUB_SERVER = 'https://index.docker.io/v1/';
const dockerHubHosts = new Set(['index.docker.io', 'docker.io', 'registry-1.docker.io', 'hub.docker.com']);

/** The login of the question's secret for `image`. Never rejects because of a secret: its faults are findings. */
export async function chooseLogin(
  question: Pick<RegistryQuestion, 'project' | 'secret' | 'purpose'>,
  image: ImageReference,
  sources: SecretSources,
  signal: AbortSignal,
): Promise<ChosenLogin> {
  const { project, secret } = question;
  if (secret === undefined) return anonymous();
  if (!project) return anonymous(secret, 'no project is named in which to read the secret');
  let logins: readonly RegistryCredential[];
  try {
    logins = await sources.credentials.registryCredentials(project, secret, signal);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return unreadable(error, secret, project, sources, signal);
  }
  for (const { password } of logins) sources.masker.learn(password);
  const login = logins.find(({ server }) => matchesServer(server, image));
  return login ? found(login, image, question) : wrongServer(secret, logins, image);
}

/**
 * Whether a login's `server` is for an image, by the rules of Docker and of the kubelet: the host must be the
 * same (`*` stands for one part of it), the port too, and a path must lead to the image. Docker Hub has its own
 * name.
 */
export function matchesServer(server: string, { registry, repository }: ImageReference): boolean {
  const [, host = '', path = ''] = /^(?:https?:\/\/)?([^/]*)(\/.*)?$/i.exec(server.trim()) ?? [];
  const lowerHost = host.toLowerCase();
  if (registry === 'docker.io') return dockerHubHosts.has(lowerHost) && lowerHost !== 'hub.docker.com';
  const [name = '', port] = lowerHost.split(':');
  const [imageName = '', imagePort] = registry.split(':');
  const parts = name.split('.');
  const imageParts = imageName.split('.');
  const sameHost =
    port === imagePort &&
    parts.length === imageParts.length &&
    parts.every((part, index) => part === '*' || part === imageParts[index]);
  // Old configurations name the API's version behind the host.
  const wanted = path.replace(/^\/v[12](?=\/|$)/, '').replace(/^\/+|\/+$/g, '');
  return sameHost && (wanted === '' || repository === wanted || repository.startsWith(`${wanted}/`));
}

function found(
  login: RegistryCredential,
  image: ImageReference,
  { purpose }: Pick<RegistryQuestion, 'purpose'>,
): ChosenLogin {
  const { secretName, server, username } = login;
  const findings: { cause: CauseId; detail: string }[] = [];
  const notes: string[] = [];
  if (username === '') {
    findings.push({
      cause: 'registry-secret-wrong-format',
      detail: `The secret ${secretName} has no user name.`,
    });
  } else if (isIbmRegistry(image.registry) && !ibmUsers.has(username)) {
    findings.push({
      cause: 'registry-secret-wrong-user',
      detail: `The secret ${secretName} has the user name ${username}; ${image.registry} takes an API key with the user name iamapikey.`,
    });
  }
  if (image.registry === 'docker.io' && !/index\.docker\.io/i.test(server)) {
    const detail = `The secret ${secretName} names the server ${server}; logins of Docker Hub are found under ${DOCKER_HUB_SERVER}.`;
    // The platform still finds such a login for a pull; the tools of a build do not.
    if (purpose === 'pull') notes.push(detail);
    else findings.push({ cause: 'registry-secret-wrong-server', detail });
  }
  return {
    credential: login,
    used: { kind: 'secret', secretName, server, username },
    findings,
    notes,
    hidden: false,
  };
}

function wrongServer(
  secret: string,
  logins: readonly RegistryCredential[],
  { registry }: ImageReference,
): ChosenLogin {
  const servers = [...new Set(logins.map(({ server }) => server))].join(', ');
  const expected = registry === 'docker.io' ? DOCKER_HUB_SERVER : registry;
  return {
    ...anonymous(secret, `its login is for ${servers}, so it is not used for ${registry}`),
    findings: [
      {
        cause: 'registry-secret-wrong-server',
        detail: `The secret ${secret} is for ${servers}, and the image is on ${registry}: the server must be ${expected}.`,
      },
    ],
  };
}

async function unreadable(
  error: SourceError,
  secret: string,
  project: ProjectRef,
  sources: SecretSources,
  signal: AbortSignal,
): Promise<ChosenLogin> {
  if (error.reason === 'not-found') {
    const managed = secret.startsWith('ce-auto-icr-private-');
    return {
      ...anonymous(secret, 'the secret does not exist'),
      findings: [
        managed
          ? {
              cause: 'managed-secret-missing',
              detail: `Code Engine’s own secret ${secret} is gone from the project ${project.name}.`,
            }
          : {
              cause: 'secret-not-found',
              detail: `The secret ${secret} does not exist in the project ${project.name}.`,
            },
      ],
    };
  }
  const fault =
    error.reason === 'not-configured' ? await faultOf(secret, project, sources, signal) : undefined;
  if (fault === undefined) return { ...anonymous(secret, error.message), hidden: true };
  return {
    ...anonymous(secret, 'the secret holds no usable login'),
    findings: [{ cause: 'registry-secret-wrong-format', detail: fault }],
  };
}

/** What is wrong with a secret that holds no login; undefined: its value is hidden from us, that is all. */
async function faultOf(
  secret: string,
  project: ProjectRef,
  { secrets }: SecretSources,
  signal: AbortSignal,
): Promise<string | undefined> {
  const all = await secrets?.(project, signal).catch((error: unknown) => {
    if (error instanceof SourceError) return [];
    throw error;
  });
  const summary = all?.find(({ name }) => name === secret);
  if (!summary) return undefined;
  if (summary.format !== undefined && summary.format !== 'registry' && summary.server === undefined) {
    return `The secret ${secret} has the format ${summary.format}; a registry login has the format registry.`;
  }
  // Values may be hidden from us altogether. They are not when another secret shows its own.
  const shown = all?.some(({ name, password }) => name !== secret && password === 'readable') === true;
  if (!shown) return undefined;
  if (summary.password === 'redacted') {
    return `The password of the secret ${secret} is a placeholder, as the command line prints it in place of a value.`;
  }
  const missing = [
    ...(summary.server === undefined ? ['server'] : []),
    ...(summary.username === undefined ? ['user name'] : []),
    ...(summary.password === 'empty' ? ['password'] : []),
  ];
  return missing.length > 0 ? `The secret ${secret} has no ${missing.join(' and no ')}.` : undefined;
}

function anonymous(secretName?: string, note?: string): ChosenLogin {
  return {
    used: {
      kind: 'anonymous',
      ...(secretName !== undefined && { secretName }),
      ...(note !== undefined && { note }),
    },
    findings: [],
    notes: [],
    hidden: false,
  };
}
