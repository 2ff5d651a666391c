import type { FixSteps } from '../../model/fix';
import { ce } from '../../remedy/command';
import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { again, setImage } from '../../remedy/registry-steps';
import { configureAgain, createRegistrySecret, isManaged, knownSecret } from '../../remedy/secret-steps';
import { isBuild, setBuild, step } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-notreg-nosecret');

/** What a secret is for decides what it must hold. */
type Use = 'registry' | 'git' | 'environment' | 'config map';

interface Missing {
  readonly name: string;
  readonly use: Use;
  /** Keys that are read from it one by one; none: whatever it holds. */
  readonly keys: readonly string[];
}

export default defineCause({
  id: 'secret-not-found',
  title: 'A secret or config map that is referenced does not exist',
  headline: absentSecret,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'login-trouble',
    leavesOpen: 'nothing',
    hiddenFromOutside: true,
    beforePod: true,
    overOnceStarted: true,
    about: 'absent-secret',
  },
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
  follows: [from('not-found', ['secret', 'config-map'])],
  proof: 'The project’s list of secrets does not have the name.',
  ruleOut: ['the secret lives in another project'],
  fix: createMissing,
  doc: buildPage,
  docOf: (facts) => (isBuild(facts) || facts.kind === undefined ? buildPage : pullDoc(facts.kind)),
  cases: ['B-19', 'B-20', 'J-8'],
});

/** Create what is missing under exactly the name that is referenced, for what it is used. */
function createMissing(facts: RemedyFacts): FixSteps {
  const missing = missingOf(facts);
  const onlyMaps = missing.length > 0 && missing.every(({ use }) => use === 'config map');
  const list = onlyMaps
    ? step('See which config maps the project has.', ce('configmap list', {}))
    : step('See which secrets the project has.', ce('secret list', {}));
  if (missing.length === 0) {
    return [
      list,
      step(
        'Create the missing one under exactly that name.',
        ce('secret create', { name: facts.captured.secret ?? 'SECRET_NAME', 'from-literal': 'KEY=VALUE' }),
      ),
      ...again(facts),
    ];
  }
  return [
    list,
    ...missing.flatMap((one) => create(one, facts)),
    ...orAnother(missing, facts),
    ...(facts.creating
      ? [step('Give the command again, or name a secret in it that the project has.')]
      : again(facts)),
  ];
}

function missingOf(facts: RemedyFacts): readonly Missing[] {
  const used = usesOf(facts);
  const named = used.filter(({ name }) => name === facts.captured.secret);
  if (named.length > 0) return named;
  const { secretNames } = facts;
  const absent = secretNames
    ? used.filter(({ name, use }) => use !== 'config map' && !secretNames.includes(name))
    : used.filter(({ use }) => use !== 'config map');
  // Config maps are not listed: they are in question when every secret is there.
  return absent.length > 0 ? absent : used.filter(({ use }) => use === 'config map');
}

/** Everything that the resource refers to, each name once. */
function usesOf({ registrySecret, sourceSecret, environment = [] }: RemedyFacts): readonly Missing[] {
  const byName = new Map<string, Missing>();
  for (const { type = '', reference, key, name } of environment) {
    if (reference === undefined || !/^(?:secret|config_map)_/.test(type)) continue;
    const use = type.startsWith('secret_') ? 'environment' : 'config map';
    const one = type.endsWith('_key_reference') ? (key ?? name) : undefined;
    const keys = [...(byName.get(`${use} ${reference}`)?.keys ?? []), ...(one === undefined ? [] : [one])];
    byName.set(`${use} ${reference}`, { name: reference, use, keys: [...new Set(keys)] });
  }
  return [
    ...(registrySecret === undefined ? [] : [{ name: registrySecret, use: 'registry' as const, keys: [] }]),
    ...(sourceSecret === undefined ? [] : [{ name: sourceSecret, use: 'git' as const, keys: [] }]),
    ...byName.values(),
  ];
}

function create({ name, use, keys }: Missing, facts: RemedyFacts): FixSteps {
  const literals = (keys.length > 0 ? keys : [facts.captured.key ?? 'KEY']).map((key) => `${key}=VALUE`);
  switch (use) {
    case 'registry':
      return isManaged(name) ? [configureAgain(facts, false)] : createRegistrySecret(facts, name);
    case 'git':
      return [
        step(
          'Create the SSH secret for the git repository under exactly that name.',
          ce('secret create', {
            format: 'ssh',
            name,
            'key-path': 'PRIVATE_KEY_FILE',
            'known-hosts-path': 'KNOWN_HOSTS_FILE',
          }),
        ),
      ];
    case 'environment':
      return [
        step(
          'Create the secret under exactly that name, with the values that the program reads.',
          ce('secret create', { name, 'from-literal': literals }),
        ),
      ];
    case 'config map':
      return [
        step(
          'Create the config map under exactly that name, with the values that the program reads.',
          ce('configmap create', { name, 'from-literal': literals }),
        ),
      ];
  }
}

/** A secret that is there under another name; for environment variables that is for the author to know. */
function orAnother(missing: readonly Missing[], facts: RemedyFacts): FixSteps {
  const [one, ...others] = missing;
  if (one === undefined || others.length > 0 || facts.asked === 'image') return [];
  // What was to be created is not there to be changed.
  if (facts.creating) return [];
  if (one.use === 'registry') {
    const known = knownSecret(facts, facts.registryHost)?.name;
    const text =
      known === undefined
        ? 'Or, if the project has it under another name, use that one.'
        : `Or use the secret ${known}, which the project has for ${facts.registryHost}.`;
    return [setImage(facts, text, { secret: known ?? 'OTHER_NAME' })];
  }
  return one.use === 'git'
    ? [
        setBuild(facts, 'Or, if the project has it under another name, use that one.', {
          'git-repo-secret': 'OTHER_NAME',
        }),
      ]
    : [];
}

/** What is missing, and the variables that are read from it. */
function absentSecret(facts: HeadlineFacts): string | undefined {
  const [first] = missingOf(facts);
  const name = facts.captured.secret ?? first?.name;
  const [used] = (facts.environment ?? []).filter(({ reference }) => reference === name);
  const what = first?.use === 'config map' ? 'Config map' : 'Secret';
  return (
    naming`${what} ${name} (for ${used?.name ?? used?.key}) does not exist` ??
    naming`${what} ${name} does not exist` ??
    ownWords(facts)
  );
}
