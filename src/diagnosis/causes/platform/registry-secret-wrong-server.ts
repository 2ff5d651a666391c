import type { FixSteps } from '../../model/fix';
import { withHost } from '../../model/image-host';
import { hostOfServer, serverIsForSibling } from '../../model/secret-server';
import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { afterUpdate, again, newRegistrySecret, setImage } from '../../remedy/registry-steps';
import { configureAgain, isManaged, knownSecret, secretServer, showSecret } from '../../remedy/secret-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords } from '../shared/headline';

const registryPage = codeEngineDoc('add-registry');

export default defineCause({
  id: 'registry-secret-wrong-server',
  title: 'The registry secret is for another registry',
  headline: (facts) => caseWords(facts),
  stage: 'platform',
  traits: {
    breaks: 'registry-secret',
    says: 'why',
    ofRegistry: 'login-trouble',
    leavesOpen: 'pull',
    failsNextPull: true,
  },
  meaning:
    'The server in the secret is not the host of the image, so the login is never sent. Docker Hub’s server is `https://index.docker.io/v1/`.',
  shows: 'An unauthorised pull or push although a secret is configured.',
  proof: 'The secret’s server differs from the image’s host.',
  fix: rightServer,
  doc: registryPage,
  cases: ['I-20', 'B-3'],
});

/** Docker Hub has many names, and its logins one: that alone is corrected. A login of another registry stays as it is. */
function rightServer(facts: RemedyFacts): FixSteps {
  const { asked, registryHost, registrySecret, registrySecrets = [] } = facts;
  const server = registrySecrets.find(({ name }) => name === registrySecret)?.server;
  const known = knownSecret(facts, registryHost);
  if (server !== undefined && registryHost !== undefined && serverIsForSibling(server, registryHost)) {
    const host = hostOfServer(server);
    return [
      setImage(facts, `Name the image by ${host}, which the secret is for: it is the same registry.`, {
        image: withHost(facts.image ?? '', host),
      }),
      ...afterUpdate(facts),
    ];
  }
  const isSpelling =
    registryHost === undefined ||
    server === undefined ||
    (registryHost === 'docker.io' && /docker\.(?:io|com)/.test(server));
  if (isManaged(registrySecret) && isSpelling) return [configureAgain(facts), ...again(facts)];
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
