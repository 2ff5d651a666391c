import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload } from '../../remedy/steps';
import { setProbe } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'probe-misconfigured',
  title: 'The probe asks for something that the program does not have',
  stage: 'platform',
  meaning: 'A readiness or liveness probe is configured with a path or port that the program does not serve.',
  shows: 'Probes that fail with a status such as 404 while the program listens.',
  // The program answers, and says that it has no such path.
  patterns: words(87, /\bprobe failed: HTTP probe failed with statuscode: 4(?:0[0-7]|1\d)\b/i),
  proof: 'The probe’s path answers 404, or its port differs from the program’s.',
  fix: (facts) => [
    setProbe(facts),
    setWorkload(
      { ...facts, kind: 'app' },
      'Or go back to the default, which only asks whether the port is open.',
      {
        [facts.probe?.use === 'live' ? 'probe-live-clear' : 'probe-ready-reset']: true,
      },
    ),
  ],
  doc: codeEngineDoc('app-probes'),
  cases: ['A-19'],
});
