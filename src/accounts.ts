/** The file of IBM Cloud accounts: who logs in to each, and where its projects are. */
import { z } from 'zod';
import { readLined } from './config-file';
import { Secret } from './diagnosis/model/secrets';

/** One account that ce-image looks into. */
export interface Account {
  /** What people type after `--account`. */
  readonly name: string;
  readonly login: { readonly apiKey: Secret } | { readonly trustedProfileId: string };
  /** Absent: those of CODE_ENGINE_REGIONS. */
  readonly regions?: readonly string[];
  /** Endpoints of IBM Cloud Logs by region; absent: those of CLOUD_LOGS. */
  readonly cloudLogs?: ReadonlyMap<string, readonly string[]>;
}

const region = z.string().regex(/^[a-z]{2}-[a-z]{2,8}$/, {
  error: ({ input }) => `“${String(input)}” is no region, for example eu-de`,
});

const logsUrl = z.url({
  error: 'is no address: https://GUID.api.REGION.logs.cloud.ibm.com',
  protocol: /^https?$/,
});

const fileSchema = z.strictObject({
  accounts: z
    .array(
      z
        .strictObject({
          name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/, {
            error: ({ input }) =>
              `“${String(input)}” is no name: up to 30 lower-case letters, digits and hyphens`,
          }),
          apiKeyEnv: z
            .string()
            .regex(/^[A-Z_][A-Z0-9_]*$/i, { error: 'is no name of an environment variable' })
            .optional(),
          apiKeyFile: z.string().min(1).optional(),
          trustedProfile: z
            .string()
            .regex(/^Profile-/, { error: 'is no id of a trusted profile: it begins with Profile-' })
            .optional(),
          regions: z.array(region).min(1, { error: 'names no region' }).optional(),
          cloudLogs: z.record(region, z.union([logsUrl, z.array(logsUrl).min(1)])).optional(),
        })
        .refine(
          ({ apiKeyEnv, apiKeyFile, trustedProfile }) =>
            [apiKeyEnv, apiKeyFile, trustedProfile].filter((one) => one !== undefined).length === 1,
          { error: 'needs one of apiKeyEnv, apiKeyFile and trustedProfile' },
        ),
      { error: 'is missing: a list of accounts' },
    )
    .min(1, { error: 'names no account' })
    .superRefine((accounts, context) => {
      const seen = new Set<string>();
      accounts.forEach(({ name }, at) => {
        if (seen.has(name)) {
          context.addIssue({ code: 'custom', path: [at, 'name'], message: `“${name}” is there twice` });
        }
        seen.add(name);
      });
    }),
});

/** Where keys are. Each gives undefined when there is nothing. */
export interface Keys {
  readonly variable: (name: string) => string | undefined;
  readonly file: (path: string) => string | undefined;
}

/** The accounts of a text of YAML or JSON, or what is wrong with it: a sentence each, with its line. Never throws. */
export function readAccounts(
  text: string,
  keys: Keys,
): { readonly accounts: readonly Account[] } | { readonly mistakes: readonly string[] } {
  const read = readLined(text, fileSchema, 'accounts:');
  if ('mistakes' in read) return read;
  const mistakes: string[] = [];
  const accounts = read.value.accounts.flatMap((one): Account[] => {
    const { name, apiKeyEnv, apiKeyFile, trustedProfile, regions, cloudLogs } = one;
    const key =
      apiKeyEnv !== undefined
        ? keys.variable(apiKeyEnv)
        : apiKeyFile !== undefined
          ? keys.file(apiKeyFile)
          : undefined;
    if (trustedProfile === undefined && !key?.trim()) {
      mistakes.push(
        apiKeyEnv !== undefined
          ? `account ${name}: the environment variable ${apiKeyEnv} is not set`
          : `account ${name}: the file ${apiKeyFile} cannot be read, or is empty`,
      );
      return [];
    }
    return [
      {
        name,
        login:
          trustedProfile === undefined
            ? { apiKey: new Secret(keyIn(key ?? '')) }
            : { trustedProfileId: trustedProfile },
        ...(regions && { regions }),
        ...(cloudLogs && {
          cloudLogs: new Map(Object.entries(cloudLogs).map(([where, urls]) => [where, [urls].flat()])),
        }),
      },
    ];
  });
  return mistakes.length > 0 ? { mistakes } : { accounts };
}

/** A key by itself, or the file that `ibmcloud iam service-api-key-create --file` writes. */
function keyIn(text: string): string {
  const json = z.object({ apikey: z.string().min(1) });
  try {
    return json.parse(JSON.parse(text)).apikey;
  } catch {
    return text.trim();
  }
}
