/** Environment -> typed settings. The only reader of process.env. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Account, readAccounts } from './accounts';
import { Secret } from './diagnosis/model/secrets';
import { readWebhooks, type WebhookSetting } from './webhook-settings';

/** Regions of Code Engine. Source: docs, regions (2026-06-16). */
const codeEngineRegions = [
  'au-syd',
  'br-sao',
  'ca-tor',
  'eu-de',
  'eu-es',
  'eu-gb',
  'in-che',
  'jp-osa',
  'jp-tok',
  'us-east',
  'us-south',
] as const;

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const secret = (prefix: string | undefined, where: string) =>
  z
    .string()
    .refine((value) => prefix === undefined || value.startsWith(prefix), {
      error: `does not start with ${prefix}; ${where}`,
    })
    .transform((value) => new Secret(value));

/** A URL; `{region}` may stand where the region goes. */
const url = z
  .string()
  .refine((value) => URL.canParse(value.replaceAll('{region}', 'eu-de')) && /^https?:\/\//.test(value), {
    error: 'is not an http(s) URL',
  })
  .transform((value) => value.replace(/\/+$/, ''));

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'is not a port number' })
  .transform(Number)
  .refine((value) => value <= 65_535, { error: 'is above 65535' });

const days = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, { error: 'is not a number of days from 1 to 9999' })
  .transform(Number);

/** `host=url,host=url` */
const endpoints = list.transform((pairs, context) => {
  const map = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const target = pair.slice(at + 1);
    if (at < 1 || !URL.canParse(target)) {
      context.addIssue({ code: 'custom', message: `has “${pair}” where host=url is expected` });
      return z.NEVER;
    }
    map.set(pair.slice(0, at).toLowerCase(), target.replace(/\/+$/, ''));
  }
  return map;
});

/** `host=url,ssh://host=ssh://host:port`: git hosts that are asked elsewhere. */
const gitEndpoints = list.transform((pairs, context) => {
  const map = new Map<string, string>();
  for (const pair of pairs) {
    const [host = '', ...rest] = pair.split('=');
    const target = rest.join('=');
    if (host === '' || !URL.canParse(target) || !/^(?:https?|ssh):/.test(target)) {
      context.addIssue({
        code: 'custom',
        message: `has “${pair}” where host=https://… or ssh://host=ssh://… is expected`,
      });
      return z.NEVER;
    }
    map.set(host.toLowerCase(), target.replace(/\/+$/, ''));
  }
  return map;
});

/** `registry=host,registry=host`; a registry may have several. */
const relatedHosts = list.transform((pairs, context) => {
  const map = new Map<string, string[]>();
  for (const pair of pairs) {
    const [registry, host, ...more] = pair
      .toLowerCase()
      .split('=')
      .map((part) => part.trim());
    if (!registry || !host || more.length > 0 || /[/@\s]/.test(pair)) {
      context.addIssue({ code: 'custom', message: `has “${pair}” where registry=host is expected` });
      return z.NEVER;
    }
    map.set(registry, [...(map.get(registry) ?? []), host]);
  }
  return map;
});

/** `region=url,region=url`; a region may have several. */
const regionalUrls = list.transform((pairs, context) => {
  const map = new Map<string, string[]>();
  for (const pair of pairs) {
    const [region = '', ...rest] = pair.split('=');
    const target = rest.join('=').replace(/\/+$/, '');
    if (!/^[a-z]{2,4}-[a-z]{2,8}$/.test(region) || !URL.canParse(target) || !/^https?:/.test(target)) {
      context.addIssue({ code: 'custom', message: `has “${pair}” where region=https://… is expected` });
      return z.NEVER;
    }
    map.set(region, [...(map.get(region) ?? []), target]);
  }
  return map;
});

/** What the diagnosis core needs: IBM Cloud, Code Engine, registries. */
const cloud = z.object({
  IBMCLOUD_API_KEY: secret(undefined, '').optional(),
  IBMCLOUD_TRUSTED_PROFILE_ID: z.string().optional(),
  IBMCLOUD_CR_TOKEN_FILE: z.string().optional(),
  IBM_ACCOUNTS: z.string().optional(),
  IBMCLOUD_IAM_URL: url.default('https://iam.cloud.ibm.com'),
  CODE_ENGINE_REGIONS: list
    .refine((regions) => regions.length > 0, { error: 'names no region' })
    .default([...codeEngineRegions]),
  CODE_ENGINE_PROJECT: z.string().optional(),
  CODE_ENGINE_API_URL: url.default('https://api.{region}.codeengine.cloud.ibm.com'),
  KUBERNETES_API_URL: url.optional(),
  DOCS_URL: url.optional(),
  /** Of the VPCs that fleets run in. */
  VPC_API_URL: url.default('https://{region}.iaas.cloud.ibm.com'),
  CLOUD_LOGS: regionalUrls.default(new Map()),
  READ_SECRETS: z.enum(['named', 'all'], { error: 'is neither named nor all' }).default('named'),
  REGISTRY_ALLOWED_HOSTS: list.default([]),
  REGISTRY_RELATED_HOSTS: relatedHosts.default(new Map()),
  REGISTRY_ENDPOINTS: endpoints.default(new Map()),
  REGISTRY_CA_FILE: list.optional(),
  SOURCE_ALLOWED_HOSTS: list.default([]),
  SOURCE_ENDPOINTS: gitEndpoints.default(new Map()),
  SOURCE_CA_FILE: list.optional(),
});

/** Says nothing of what was given. */
const installationKey = z
  .string()
  .refine((text) => (/^[0-9a-f]{64}$/i.test(text) ? 32 : Buffer.from(text, 'base64').length) === 32, {
    error: 'is not 32 bytes in base64 or hex; make one with `openssl rand -base64 32`',
  })
  .transform((value) => new Secret(value));

const botTokenHint = 'take the Bot User OAuth Token of the app’s page “OAuth & Permissions”';

const environment = cloud.extend({
  SLACK_BOT_TOKEN: secret('xoxb-', botTokenHint).optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: secret(undefined, '').optional(),
  INSTALLATION_KEY: installationKey.optional(),
  INSTALLATION_KEY_OLD: installationKey.optional(),
  SLACK_SIGNING_SECRET: secret(undefined, '').optional(),
  SLACK_APP_TOKEN: secret('xapp-', 'make an app-level token with the scope connections:write').optional(),
  SLACK_API_URL: url.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, { error: 'does not start with postgres://' })
    .transform((value) => new Secret(value))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  WATCH_INTERVAL_SECONDS: z
    .string()
    .regex(/^\d{2,4}$/, { error: 'is not a number of seconds from 10 to 9999' })
    .transform(Number)
    .default(60),
  ALERT_RETENTION_DAYS: days.default(30),
  AUDIT_RETENTION_DAYS: days.default(90),
  AUDIT_LOG: z.enum(['stdout'], { error: 'is not stdout' }).optional(),
  EVENT_NOTIFICATIONS_SECRET: z
    .string()
    .min(16, { error: 'is shorter than 16 characters; take a long random one' })
    .transform((value) => new Secret(value))
    .optional(),
  ALERT_WEBHOOKS: z.string().optional(),
  ALERT_WEBHOOK_SECRETS: z
    .string()
    .transform((value) => new Secret(value))
    .optional(),
  ALERT_WEBHOOK_DEFAULT: z.string().optional(),
  ALERT_WEBHOOK_ALLOWED_HOSTS: z.string().optional(),
  ACCESS_FILE: z.string().optional(),
  PORT: port.default(3000),
  LOG_LEVEL: z.enum(logLevels, { error: `is not one of ${logLevels.join(', ')}` }).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty'], { error: 'is not one of json, pretty' }).default('json'),
  METRICS_TOKEN: secret(undefined, '').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
});

/** What is wrong with settings together, whatever each holds: name and words. */
function together(values: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  const missing = (name: string, words: string) => void found.push([name, words]);
  if (values.SLACK_CLIENT_ID) {
    // Installed to several workspaces.
    const needed = ['SLACK_CLIENT_SECRET', 'INSTALLATION_KEY', 'SLACK_SIGNING_SECRET'] as const;
    for (const name of needed) {
      if (!values[name])
        missing(name, 'is missing: with SLACK_CLIENT_ID the app is installed to several workspaces');
    }
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const) {
      if (values[name])
        missing(name, 'is set beside SLACK_CLIENT_ID, with which each workspace has a token of its own');
    }
  } else if (!values.SLACK_BOT_TOKEN) {
    missing('SLACK_BOT_TOKEN', `is missing: ${botTokenHint}`);
  }
  if (!values.SLACK_CLIENT_ID && !values.SLACK_APP_TOKEN && !values.SLACK_SIGNING_SECRET) {
    missing(
      'SLACK_SIGNING_SECRET',
      'is missing: set it for HTTP (page “Basic Information” of the Slack app), or SLACK_APP_TOKEN for Socket Mode',
    );
  }
  if (values.IBM_ACCOUNTS) {
    for (const name of ['IBMCLOUD_API_KEY', 'IBMCLOUD_TRUSTED_PROFILE_ID'] as const) {
      if (values[name])
        missing(name, 'is set beside IBM_ACCOUNTS: name it in that file, as one account more');
    }
  } else if (!values.IBMCLOUD_API_KEY && !values.IBMCLOUD_TRUSTED_PROFILE_ID) {
    missing(
      'IBMCLOUD_API_KEY',
      'is missing: set it, or IBMCLOUD_TRUSTED_PROFILE_ID when ce-image runs on Code Engine, or IBM_ACCOUNTS for several accounts',
    );
  }
  if (values.IBMCLOUD_API_KEY && values.IBMCLOUD_TRUSTED_PROFILE_ID) {
    missing('IBMCLOUD_TRUSTED_PROFILE_ID', 'is set beside IBMCLOUD_API_KEY: keep one of them');
  }
  return [...found, ...readWebhooks(values).mistakes];
}

/** Of the file that IBM_ACCOUNTS names; absent: there is one account. */
interface Accounts {
  readonly accounts?: readonly Account[];
}

export type CloudSettings = z.output<typeof cloud> & Accounts;
export type Settings = z.output<typeof environment> &
  Accounts & {
    /** Of `ALERT_WEBHOOKS` and what belongs to it. */
    readonly webhooks: readonly WebhookSetting[];
  };

/** Wrong or missing settings, every one named with what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  /** @param problems each a setting's name and what is wrong with it. */
  constructor(
    message: string,
    readonly problems: readonly string[] = [message],
  ) {
    super(message);
  }
}

/**
 * Reads the settings.
 * @throws SettingsError that names each wrong or missing value; it never holds a value.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return { ...read(environment, env, together), webhooks: readWebhooks(env).webhooks };
}

/**
 * Where the data is.
 * @throws SettingsError when `DATABASE_URL` is no address of a Postgres
 */
export function readPlaces(env: NodeJS.ProcessEnv = process.env): {
  readonly folder: string;
  readonly url?: Secret | undefined;
} {
  const { DATA_DIR: folder, DATABASE_URL: url } = read(
    environment.pick({ DATA_DIR: true, DATABASE_URL: true }),
    env,
  );
  return { folder, url };
}

/**
 * Reads what the core needs, and leaves the login open.
 * @throws SettingsError that names each wrong value; it never holds a value.
 */
export function readCloudSettings(env: NodeJS.ProcessEnv = process.env): CloudSettings {
  return read(cloud, env);
}

/** Settings of IBM Cloud that hold a secret, or the name of a file on this machine. */
const closed: ReadonlySet<string> = new Set([
  'IBMCLOUD_API_KEY',
  'IBM_ACCOUNTS',
  'IBMCLOUD_CR_TOKEN_FILE',
  'REGISTRY_CA_FILE',
  'SOURCE_CA_FILE',
  'DOCS_URL',
]);

/** Settings of IBM Cloud as they were given, without those that are secret. */
export function openSettings(env: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string>> {
  const names = Object.keys(cloud.shape).filter((name) => !closed.has(name));
  return Object.fromEntries(names.flatMap((name) => (env[name]?.trim() ? [[name, env[name]]] : [])));
}

/** Those settings of Slack that read well; what is wrong with the others, `readSettings` says. */
export function readSlackSettings(
  env: NodeJS.ProcessEnv = process.env,
): Partial<Pick<Settings, 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN' | 'SLACK_API_URL' | 'SLACK_CLIENT_ID'>> {
  const { shape } = environment;
  const one = <N extends keyof typeof shape>(name: N): z.output<(typeof shape)[N]> | undefined => {
    const parsed = shape[name].safeParse(env[name]?.trim() || undefined);
    return parsed.success ? (parsed.data as z.output<(typeof shape)[N]>) : undefined;
  };
  return {
    SLACK_BOT_TOKEN: one('SLACK_BOT_TOKEN'),
    SLACK_APP_TOKEN: one('SLACK_APP_TOKEN'),
    SLACK_API_URL: one('SLACK_API_URL'),
    SLACK_CLIENT_ID: one('SLACK_CLIENT_ID'),
  };
}

/** The accounts of the file, or what is wrong with it. */
function accountsOf(
  path: string,
  env: NodeJS.ProcessEnv,
): Accounts | { readonly mistakes: readonly string[] } {
  const text = contentOf(path);
  if (text === undefined) return { mistakes: ['cannot be read'] };
  return readAccounts(text, { variable: (name) => env[name], file: contentOf });
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function read<S extends z.ZodType>(
  schema: S,
  env: NodeJS.ProcessEnv,
  alsoWrong: typeof together = () => [],
): z.output<S> & Accounts {
  // An empty line in .env means "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  const found = given.IBM_ACCOUNTS ? accountsOf(given.IBM_ACCOUNTS, env) : {};
  const inFile = 'mistakes' in found ? found.mistakes.map((one) => `IBM_ACCOUNTS ${one}`) : [];
  const others = [...alsoWrong(given).map(([name, words]) => `${name} ${words}`), ...inFile];
  if (parsed.success && others.length === 0)
    return { ...(parsed.data as object), ...found } as z.output<S> & Accounts;
  const lines = (parsed.error?.issues ?? []).map(({ path, code, message }) => {
    const name = String(path[0]);
    return `${name} ${code === 'invalid_type' && given[name] === undefined ? 'is missing' : message}`;
  });
  const problems = [...others, ...lines];
  throw new SettingsError(
    `The settings are not complete:\n${problems.map((line) => `  ${line}`).join('\n')}\nEach is explained in .env.example.`,
    problems,
  );
}
