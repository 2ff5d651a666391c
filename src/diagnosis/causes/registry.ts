/** Images, registries and their secrets: shown by a check or by the platform's state. */
import { hostOf, registryRegion } from '../model/image-host';
import { codeEngineDoc } from '../remedy/doc-pages';
import {
  afterUpdate,
  again,
  copyToIcr,
  createRegistrySecret,
  hostInRegion,
  icrName,
  isIcr,
  knownSecret,
  newRegistrySecret,
  newSecretName,
  publicName,
  secretServer,
  setImage,
  showSecret,
} from '../remedy/registry-steps';
import { ce, cr, type RemedyFacts } from '../remedy/remedy';
import { deployAgain, rerun, type Steps, setBuild, step } from '../remedy/steps';
import { defineCause } from './cause';
import { words } from './wordings';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');
const registryPage = codeEngineDoc('add-registry');

export const registryCauses = [
  defineCause({
    id: 'registry-secret-wrong-server',
    title: 'The registry secret is for another registry',
    stage: 'platform',
    meaning:
      'The server in the secret is not the host of the image, so the login is never sent. Docker Hub’s server is `https://index.docker.io/v1/`.',
    shows: 'An unauthorised pull or push although a secret is configured.',
    proof: 'The secret’s server differs from the image’s host.',
    fix: rightServer,
    doc: registryPage,
    cases: ['I-20', 'B-3'],
  }),
  defineCause({
    id: 'registry-secret-wrong-format',
    title: 'The secret is not a registry secret',
    stage: 'platform',
    meaning:
      'The secret that is named for the registry has another format, such as generic or ssh, and cannot be used to log in.',
    shows: 'An unauthorised pull or push although a secret is configured.',
    proof: 'The secret’s format is not `registry`.',
    fix: (facts) => newRegistrySecret(facts),
    doc: pushPage,
    cases: ['B-3'],
  }),
  defineCause({
    id: 'registry-secret-wrong-user',
    title: 'IBM Container Registry needs the user iamapikey',
    stage: 'platform',
    meaning:
      'A login to IBM Container Registry with an API key has the fixed user name `iamapikey`; another name is refused.',
    shows: 'An unauthorised pull or push with a secret for `icr.io`.',
    patterns: words(
      86,
      /\b(?:use|specify|must be|should be|expects?|needs?) ["'`]?iamapikey["'`]?/i,
      /\buser ?name\b.{0,60}\biamapikey\b/i,
    ),
    proof: 'The secret’s user is not `iamapikey` while its server is IBM Container Registry.',
    fix: (facts) =>
      facts.asked === 'image'
        ? newRegistrySecret(facts)
        : [
            step(
              'Set the user name.',
              ce('secret update', { name: facts.registrySecret ?? 'SECRET_NAME', username: 'iamapikey' }),
            ),
            ...again(facts),
          ],
    doc: registryPage,
    cases: ['I-1', 'B-3'],
  }),
  defineCause({
    id: 'managed-secret-missing',
    title: 'Code Engine’s own registry access is gone',
    stage: 'platform',
    meaning:
      'The secret `ce-auto-icr-private-…`, its API key or the service ID behind it was deleted or rotated by hand. All images of the project that use it are out of reach.',
    shows: 'Every pull and push with the managed secret fails at once.',
    proof: 'The managed secret is not in the list of secrets.',
    fix: (facts) => [
      step('See whether the managed secret is there.', ce('secret list', { format: 'registry' })),
      step(
        'In the console open the project, Integrations, Container Registry, and choose Configure: it is made again.',
      ),
      ...again(facts),
    ],
    doc: registryPage,
    cases: ['I-17'],
  }),
  defineCause({
    id: 'tag-moved',
    title: 'The tag names another image than the one that runs',
    stage: 'platform',
    meaning:
      'The tag was pushed again after the revision was made, so what runs is not what the tag names now.',
    shows: 'Old behaviour although a new image was pushed.',
    proof: 'The revision’s digest differs from the tag’s digest.',
    fix: (facts) => [
      deployAgain(facts),
      step(
        'Use a tag of its own for every version; see when the images were made.',
        cr('image-list', [], { restrict: facts.namespace }),
      ),
    ],
    doc: codeEngineDoc('deploy-app'),
    cases: ['I-13'],
  }),
  defineCause({
    id: 'pull-slow',
    title: 'The pull is slow: a large image or a far registry',
    stage: 'platform',
    meaning: 'Nothing refuses the image; it takes long to arrive because it is large or far away.',
    shows: 'A long time between `Pulling image` and `Successfully pulled image`.',
    proof: 'The sum of the layers and the regions of registry and project.',
    fix: (facts) => [
      step('Make the image smaller: a slim base image, several stages, no build tools in the last one.'),
      ...nearer(facts),
    ],
    doc: codeEngineDoc('dockerfile'),
    cases: ['I-14'],
  }),
  defineCause({
    id: 'image-vulnerable',
    title: 'The image has known vulnerabilities',
    stage: 'platform',
    meaning:
      'Vulnerability Advisor lists issues for the image. Images built by buildpacks carry an Ubuntu base, and some of its packages are mended only for Ubuntu Pro.',
    shows: 'Status `FAIL` or `WARN` of Vulnerability Advisor.',
    proof: 'The registry’s vulnerability report.',
    fix: (facts) => [
      ...(isIcr(facts) && facts.image
        ? [step('See what was found.', cr('va', [publicName(facts.image)]))]
        : []),
      ...(facts.asked === 'image'
        ? [
            step('Build the image again: the newest base image and runtimes are taken.'),
            step('Or build it with a Dockerfile and a base image of your own choice.'),
          ]
        : [
            rerun(facts, 'Build again: the newest base image and runtimes are taken.'),
            setBuild(facts, 'Or build with a Dockerfile and a base image of your own choice.', {
              strategy: 'dockerfile',
            }),
          ]),
    ],
    doc: codeEngineDoc('faqs'),
    cases: ['B-27'],
  }),
  defineCause({
    id: 'local-build-needs-icr',
    title: 'A build from local source must push to IBM Container Registry',
    stage: 'platform',
    meaning:
      'Uploaded source is kept in the output registry, and that works only with IBM Container Registry.',
    shows: 'A local build with an output image on another registry.',
    patterns: words(
      90,
      /\blocal source\b.{0,120}\b(?:requires|must|only|needs)\b.{0,120}(?:\bicr\.io\b|Container Registry)/i,
    ),
    proof: 'The build’s source type is `local` and its output host is not `icr.io`.',
    fix: buildInIcr,
    doc: codeEngineDoc('plan-build'),
    cases: ['B-29'],
  }),
];

/** Docker Hub has many names, and its logins one: that alone is corrected. A login of another registry stays as it is. */
function rightServer(facts: RemedyFacts): Steps {
  const { asked, registryHost, registrySecret, registrySecrets = [] } = facts;
  const server = registrySecrets.find(({ name }) => name === registrySecret)?.server;
  const known = knownSecret(facts, registryHost);
  const isSpelling =
    registryHost === undefined ||
    server === undefined ||
    (registryHost === 'docker.io' && /docker\.(?:io|com)/.test(server));
  if (asked !== 'image' && isSpelling) {
    return [
      showSecret(facts, 'See the server in the secret.'),
      step(
        'Set the server that belongs to the image.',
        ce('secret update', { name: registrySecret ?? 'SECRET_NAME', server: secretServer(registryHost) }),
      ),
      ...again(facts),
    ];
  }
  if (known && known.name !== registrySecret) {
    return [
      setImage(facts, `Use the secret ${known.name}, which is for ${registryHost}.`, { secret: known.name }),
      ...afterUpdate(facts),
    ];
  }
  const without =
    asked === 'image'
      ? [
          step(
            'If everybody may read the image, name it without a registry secret. Ask again without one to see.',
          ),
        ]
      : [];
  return [...without, ...newRegistrySecret(facts)];
}

/** The same image in the region of the project, by the private host. */
function nearer(facts: RemedyFacts): Steps {
  const { image, region } = facts;
  const nearest = icrName(facts, image ?? '', hostInRegion(facts));
  const copy = `private.${nearest}`;
  if (image === copy) return [];
  const secret = knownSecret(facts, hostOf(copy))?.name;
  const there = image !== undefined && publicName(image) === nearest;
  return [
    ...(there || image === undefined
      ? []
      : [
          copyToIcr(
            `Copy it to the project’s region${region ? `, ${region}` : ''}.`,
            publicName(image),
            nearest,
          ),
        ]),
    setImage(facts, 'Take it from the project’s region, by the private host.', { image: copy, secret }),
    ...afterUpdate(facts),
  ];
}

/** An output image that Code Engine can also keep the uploaded source in. */
function buildInIcr(facts: RemedyFacts): Steps {
  const image = `private.${icrName(facts, facts.image ?? '')}`;
  const host = hostOf(image);
  const region = registryRegion(host);
  const known = knownSecret(facts, host);
  const secret = known?.name ?? newSecretName(facts);
  const build = { ...facts, kind: 'build' as const };
  return [
    step(
      'See which namespaces the account has in IBM Container Registry.',
      [...(region ? [cr('region-set', [region])] : []), cr('namespace-list')].join('\n'),
    ),
    ...(known ? [] : createRegistrySecret(build, secret, host)),
    setImage(build, 'Name an output image there, and the secret for it.', { image, secret }),
    rerun({ ...build, sourceType: 'local' }, 'Run the build again, in the directory of the source.'),
  ];
}
