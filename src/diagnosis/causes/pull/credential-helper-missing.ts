import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'credential-helper-missing',
  title: 'The program that keeps the registry’s credentials is missing',
  headline: ownWords,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The configuration of Docker names a credential helper, and this program is not installed or fails on the machine that pulls or pushes.',
  shows: '`docker-credential-…: executable file not found in $PATH`, `error getting credentials`.',
  follows: [from(['command-missing', 'not-found', 'no-such-file'], 'credential-helper')],
  proof: 'The configuration names credsStore or credHelpers, and the program is not there.',
  ruleOut: ['a ~/.docker/config.json that was copied from another machine'],
  fix: () => [
    step(
      'Remove credsStore or the credHelpers entry from ~/.docker/config.json, or install the helper that it names.',
    ),
    step('Log in again, and repeat the command.'),
  ],
  doc: codeEngineDoc('image-cannot-pull'),
});
