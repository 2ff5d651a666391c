/** The webhooks of the environment: names, addresses and secrets, or what is wrong with them. Pure. */
import { Secret } from './diagnosis/model/secrets';

export interface WebhookSetting {
  readonly name: string;
  /** It may carry a token. */
  readonly url: Secret;
  /** The newest first. */
  readonly secrets: readonly Secret[];
  /** The operator allows its host to be at a private address, and to be asked without TLS. */
  readonly trusted: boolean;
}

type Variables = Readonly<Record<string, unknown>>;

/** Bytes of a key; Standard Webhooks asks for 24 to 64. */
const SHORTEST_KEY = 24;
/** Words that mean something else where a webhook is named. */
const RESERVED: ReadonlySet<string> = new Set(['off', 'default']);

/** What is wrong is told as name and words; never a value. */
export function readWebhooks(variables: Variables): {
  readonly webhooks: readonly WebhookSetting[];
  readonly mistakes: readonly (readonly [string, string])[];
} {
  const mistakes: [string, string][] = [];
  const wrong = (name: string, words: string) => void mistakes.push([name, words]);
  const secrets = new Map<string, Secret[]>();
  for (const [name, value] of pairsOf(variables.ALERT_WEBHOOK_SECRETS)) {
    if (keyLength(value) < SHORTEST_KEY) {
      wrong(
        'ALERT_WEBHOOK_SECRETS',
        `has a secret of ${name} that is shorter than ${SHORTEST_KEY} bytes; make one with \`echo whsec_$(openssl rand -base64 32)\``,
      );
    }
    secrets.set(name, [...(secrets.get(name) ?? []), new Secret(value)]);
  }
  const allowed = new Set(listOf(variables.ALERT_WEBHOOK_ALLOWED_HOSTS).map((host) => host.toLowerCase()));
  const webhooks = pairsOf(variables.ALERT_WEBHOOKS).flatMap(([name, address]) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!/^[a-z0-9][a-z0-9._-]{0,39}$/.test(name) || RESERVED.has(name)) {
      wrong('ALERT_WEBHOOKS', 'has an entry without a name: write NAME=https://…, the name in lower case');
      return [];
    }
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
      wrong('ALERT_WEBHOOKS', `has no https:// address for ${name} (without a login in it)`);
      return [];
    }
    const trusted = allowed.has(url.host) || allowed.has(url.hostname);
    if (url.protocol === 'http:' && !trusted) {
      wrong(
        'ALERT_WEBHOOKS',
        `has an address without TLS for ${name}: use https://, or name its host in ALERT_WEBHOOK_ALLOWED_HOSTS`,
      );
    }
    const own = secrets.get(name) ?? [];
    if (own.length === 0)
      wrong('ALERT_WEBHOOK_SECRETS', `has no secret for ${name}, so its events could not be signed`);
    return [{ name, url: new Secret(address), secrets: own, trusted }];
  });
  const names = webhooks.map(({ name }) => name);
  if (new Set(names).size < names.length) wrong('ALERT_WEBHOOKS', 'has a name twice');
  for (const name of secrets.keys()) {
    if (!names.includes(name))
      wrong('ALERT_WEBHOOK_SECRETS', `has a secret of ${name}, which ALERT_WEBHOOKS does not name`);
  }
  const usual = variables.ALERT_WEBHOOK_DEFAULT;
  if (usual && !names.includes(String(usual)))
    wrong('ALERT_WEBHOOK_DEFAULT', 'names no webhook of ALERT_WEBHOOKS');
  return { webhooks, mistakes };
}

function listOf(value: unknown): readonly string[] {
  return String(value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/** `name=value`, each; a value may hold `=`. */
function pairsOf(value: unknown): readonly (readonly [string, string])[] {
  return listOf(value).map((each) => {
    const at = each.indexOf('=');
    return at < 0 ? (['', each] as const) : ([each.slice(0, at).trim(), each.slice(at + 1).trim()] as const);
  });
}

function keyLength(secret: string): number {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice(6), 'base64').length
    : Buffer.byteLength(secret);
}
