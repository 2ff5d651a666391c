/** Pull: secrets and config maps that are referenced. */
import { ce } from '../remedy';
import { defineCause } from './cause';
import { codeEngineDoc } from './docs';
import { isBuild, showWorkload, step, useRegistrySecret } from './steps';
import { words } from './wordings';

export const pullSecretCauses = [
  defineCause({
    id: 'secret-not-found',
    title: 'A secret or config map that is referenced does not exist',
    stage: 'pull',
    meaning:
      'A secret, a config map or a key in one is named for the pull, the build or the environment, and the project does not have it.',
    shows:
      '`secret "…" not found`, `couldn’t find key`, `FailedToRetrieveImagePullSecret`, a build that is “not registered correctly”.',
    reasons: [
      { of: 'revision', value: 'fetch_image_failed_missing_pull_secret', strength: 'decisive' },
      { of: 'build', value: 'spec_source_secret_not_found', strength: 'decisive' },
      { of: 'build', value: 'spec_output_secret_ref_not_found', strength: 'decisive' },
      { of: 'build', value: 'spec_runtime_secret_ref_not_found', strength: 'decisive' },
      { of: 'build', value: 'multiple_secret_ref_not_found', strength: 'decisive' },
      { of: 'build-run', value: 'missing_secrets', strength: 'decisive' },
      { of: 'container', value: 'CreateContainerConfigError', strength: 'symptom' },
      {
        of: 'shipwright',
        value: /^(?:Spec(?:Source|Output|Builder|Runtime)Secret(?:Ref)?NotFound|MultipleSecretRefNotFound)$/,
        strength: 'decisive',
      },
    ],
    patterns: [
      ...words(
        86,
        /\b(?:secrets?|configmaps?|config ?map)\b:? ["'\\]{1,3}[\w./-]{1,253}["'\\]{1,3} (?:was )?(?:not found|does not exist|doesn't exist)/i,
        /\bcouldn't find key .{1,253} in (?:Secret|ConfigMap)\b/i,
        /\breferences? (?:a )?non-?existent (?:secret|config)/i,
        /\bSpec(?:Source|Output|Builder|Runtime)Secret(?:Ref)?NotFound\b|\bMultipleSecretRefNotFound\b/,
        /\bthe secret ['"]?[\w.-]{1,253}['"]?.{0,120}(?:does not exist|not found)/i,
        /\b[Ss]ecret [\w./-]{1,253}:? (?:not found|does not exist)\b/,
        /\bMountVolume\.SetUp failed for volume .{1,200}(?:secret|configmap) .{1,200}not found/i,
        /\b(?:secret|configmap)s? .{1,200} (?:not found|not registered)\b(?!.{0,40}module)/i,
        /\bsecret \S{1,253}: not found\b/i,
      ),
      ...words(
        58,
        /\bFailedToRetrieveImagePullSecret\b|\bUnable to retrieve some image pull secrets\b/i,
        /\bCreateContainerConfigError\b.{0,200}(?:secret|config)/i,
      ),
    ],
    proof: 'The project’s list of secrets does not have the name.',
    ruleOut: ['the secret lives in another project'],
    fix: (facts) => [
      step('See which secrets the project has.', ce('secret list', {})),
      step(
        'Create the missing one under exactly that name.',
        ce('secret create', {
          name: facts.captured.secret ?? 'SECRET_NAME',
          format: 'registry',
          server: 'REGISTRY_HOST',
          username: 'USER_NAME',
          'password-from-file': 'FILE_WITH_PASSWORD',
        }),
      ),
      isBuild(facts)
        ? useRegistrySecret(facts, 'SECRET_NAME')
        : showWorkload(facts, 'Or correct the reference: see what is referenced.'),
    ],
    doc: codeEngineDoc('ts-build-notreg-nosecret'),
    cases: ['B-19', 'B-20', 'J-8'],
  }),
];
