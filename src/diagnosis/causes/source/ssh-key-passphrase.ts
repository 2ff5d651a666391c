import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { orSteps, rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';
import { newKeyFiles, sshSecret } from '../shared/source';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'ssh-key-passphrase',
  title: 'The SSH key is protected by a passphrase',
  headline: (facts) => naming`The SSH key of secret ${facts.sourceSecret} is protected by a passphrase`,
  stage: 'source',
  traits: { breaks: 'source-secret', says: 'why', ofRegistry: 'nothing' },
  meaning: 'Code Engine cannot ask for a passphrase: the private key in the secret must not be encrypted.',
  shows: '`incorrect passphrase supplied to decrypt private key`, `Proc-Type: 4,ENCRYPTED` in the key file.',
  phrases: [
    /\bProc-Type: 4,ENCRYPTED\b/,
    /\b(?:incorrect|bad|wrong|no) passphrase\b|\bpassphrase (?:is )?(?:required|protected|missing|supplied)\b|\bkey is (?:passphrase|password)[- ]protected\b/i,
    /\bEnter passphrase for key\b/i,
  ],
  proof: '`ssh-keygen -p -f FILE` asks for the old passphrase.',
  fix: (facts) => [
    ...sshSecret(facts),
    ...orSteps([
      step(
        'Take the passphrase off a copy of the key.',
        run('ssh-keygen', '', { p: true, N: '', f: 'PRIVATE_KEY_FILE' }),
      ),
      newKeyFiles(facts, 'Put the copy in the secret.'),
      rerun(facts),
    ]),
  ],
  doc: sourcePage,
  cases: ['B-12', 'B-18'],
});
