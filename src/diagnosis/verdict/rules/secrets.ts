/** Secrets that a resource refers to: are they there, and of the right kind? */
import type { Evidence } from '../../model/evidence';
import type { SecretSummary } from '../../model/platform';
import { present } from '../../model/present';
import { buildSpec, workloadSpec } from '../../model/specs';
import type { Candidate, Side } from '../candidate';
import { checked } from './rule';

interface SecretUse {
  readonly name: string;
  readonly use: string;
  /** Formats that fit; absent: any. */
  readonly formats?: readonly string[];
}

function secretUses(evidence: Evidence, side: Side): readonly SecretUse[] {
  if (side === 'build') {
    const spec = buildSpec(evidence);
    return [
      ...(spec?.outputSecret
        ? [{ name: spec.outputSecret, use: 'the push of the image', formats: ['registry', 'other'] }]
        : []),
      ...(spec?.sourceSecret
        ? [
            {
              name: spec.sourceSecret,
              use: 'the git repository',
              formats: ['ssh_auth', 'basic_auth', 'other'],
            },
          ]
        : []),
    ];
  }
  const spec = workloadSpec(evidence);
  const fn = present(evidence.function);
  const pullSecret = spec?.imageSecret ?? fn?.codeSecret;
  const references = (spec?.env ?? []).flatMap((variable) =>
    variable.type?.startsWith('secret_') && variable.reference
      ? [
          {
            name: variable.reference,
            use: `the environment variable ${variable.name ?? variable.key ?? ''}`.trim(),
          },
        ]
      : [],
  );
  return [
    ...(pullSecret
      ? [{ name: pullSecret, use: 'the pull of the image', formats: ['registry', 'other'] }]
      : []),
    ...references,
  ];
}

/** Secrets that the workload or build names, and the project does not have. */
export function missingSecrets(evidence: Evidence, side: Side): readonly Candidate[] {
  const secrets = present(evidence.secrets);
  if (!secrets) return [];
  return secretUses(evidence, side)
    .filter(({ name }) => !secrets.some((secret) => secret.name === name))
    .flatMap(({ name, use }) =>
      // Code Engine makes this secret itself; when it is gone, all images of the project lose access.
      name.startsWith('ce-auto-icr-private-')
        ? checked(
            'managed-secret-missing',
            `Code Engine’s own secret ${name}, needed for ${use}, is gone from the project.`,
            'secrets of the project',
            { captured: { secret: name } },
          )
        : checked(
            'secret-not-found',
            `The secret ${name}, needed for ${use}, does not exist in the project.`,
            'secrets of the project',
            { captured: { secret: name } },
          ),
    );
}

/** A secret that is used for an image, and is no registry secret. */
export function wrongSecretFormat(evidence: Evidence, side: Side): readonly Candidate[] {
  const secrets = present(evidence.secrets) ?? [];
  return secretUses(evidence, side).flatMap(({ name, use, formats }) => {
    const secret = secrets.find((one): one is SecretSummary => one.name === name);
    if (!secret?.format || !formats || formats.includes(secret.format) || !use.includes('image')) return [];
    return checked(
      'registry-secret-wrong-format',
      `The secret ${name} is used for ${use}, but its format is ${secret.format}, not registry.`,
      'secrets of the project',
      { captured: { secret: name, format: secret.format } },
    );
  });
}
