import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, newRegistrySecret } from '../../remedy/registry-steps';
import { configureAgain, isManaged } from '../../remedy/secret-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords, naming, registry } from '../shared/headline';

const registryPage = codeEngineDoc('add-registry');

export default defineCause({
  id: 'registry-secret-wrong-user',
  title: 'IBM Container Registry needs the user iamapikey',
  headline: (facts) => caseWords(facts) ?? naming`${registry(facts)} needs the user iamapikey`,
  stage: 'platform',
  traits: { breaks: 'registry-secret', says: 'why', ofRegistry: 'login-trouble', leavesOpen: 'pull' },
  meaning:
    'A login to IBM Container Registry with an API key has the fixed user name `iamapikey`; another name is refused.',
  shows: 'An unauthorised pull or push with a secret for `icr.io`.',
  phrases: [
    /\b(?:use|specify|must be|should be|expects?|needs?) ["'`]?iamapikey["'`]?/i,
    /\buser ?name\b.{0,60}\biamapikey\b/i,
  ],
  proof: 'The secret’s user is not `iamapikey` while its server is IBM Container Registry.',
  fix: (facts) =>
    facts.asked === 'image'
      ? newRegistrySecret(facts)
      : isManaged(facts.registrySecret)
        ? [configureAgain(facts), ...again(facts)]
        : [
            step(
              'Set the user name.',
              ce('secret update', { name: facts.registrySecret ?? 'SECRET_NAME', username: 'iamapikey' }),
            ),
            ...again(facts),
          ],
  doc: registryPage,
  cases: ['I-1', 'B-3'],
});
