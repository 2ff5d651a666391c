import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload } from '../../remedy/steps';
import { setProbe } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'probe-misconfigured',
  title: 'The probe asks for something that the program does not have',
  headline: (facts) =>
    naming`The program does not have the probe’s path ${facts.captured.path}` ?? ownWords(facts),
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'A readiness or liveness probe is configured with a path or port that the program does not serve.',
  shows: 'Probes that fail with a status such as 404 while the program listens.',
  // The program answers, and says that it has no such path.
  follows: [from('policy-refused', 'probe')],
  proof: 'The probe’s path answers 404, or its port differs from the program’s.',
  fix: (facts) => [
    setWorkload(
      { ...facts, kind: 'app' },
      'Go back to the default, which only asks whether the port is open.',
      {
        [facts.probe?.use === 'live' ? 'probe-live-clear' : 'probe-ready-reset']: true,
      },
    ),
    setProbe(facts),
  ],
  doc: codeEngineDoc('app-probes'),
  cases: ['A-19'],
});
