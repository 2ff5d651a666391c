import { codeEngineDoc } from '../../remedy/doc-pages';
import { newRegistrySecret } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'registry-secret-wrong-format',
  title: 'The secret is not a registry secret',
  headline: (facts) =>
    naming`Secret ${facts.captured.secret} has the format ${facts.captured.format}, not registry`,
  stage: 'platform',
  traits: { breaks: 'registry-secret', says: 'why', ofRegistry: 'login-trouble', leavesOpen: 'pull' },
  meaning:
    'The secret that is named for the registry has another format, such as generic or ssh, and cannot be used to log in.',
  shows: 'An unauthorised pull or push although a secret is configured.',
  proof: 'The secret’s format is not `registry`.',
  fix: (facts) => newRegistrySecret(facts),
  doc: pushPage,
  cases: ['B-3'],
});
