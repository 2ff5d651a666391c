import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { setWorkload, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'runtime-config-missing',
  title: 'A setting that the program needs is missing',
  headline: (facts) =>
    naming`The program needs ${facts.captured.variable ?? facts.variable}, which is not set` ??
    ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'The program reads a setting, mostly an environment variable, that is absent or empty, and ends.',
  shows: '`DATABASE_URL is not set`, `KeyError: …`, `Could not resolve placeholder …`.',
  becauseOf: ['runtime-permission-denied'],
  follows: [from('value-missing', 'setting', later), from('value-missing', undefined, later)],
  proof: 'The program names the setting; the workload does not set it.',
  ruleOut: [
    'a secret or config map that exists and is not referenced by the workload',
    'a variable that is only set in the build',
  ],
  fix: (facts) => [
    setWorkload(facts, `Set ${variable(facts)} for the workload, or reference the secret that holds it.`, {
      env: `${variable(facts, 'NAME')}=VALUE`,
    }),
    workloadLogs(facts, 'See in the log that it starts.'),
  ],
  doc: codeEngineDoc('envvar'),
});

function variable({ captured, variable: said }: RemedyFacts, unknown = 'the named variable'): string {
  return captured.variable ?? said ?? unknown;
}
