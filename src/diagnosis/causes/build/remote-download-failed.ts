import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, network } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'remote-download-failed',
  title: 'A file that the build downloads is refused or not there',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', reachesOut: true },
  meaning:
    'A RUN step (curl, wget) or ADD fetches an address, and the server cannot be reached, or answers that the file is not there (404), not allowed (403), asked for too often (429), or that it has an error itself (5xx).',
  shows:
    '`curl: (22) The requested URL returned error: 404`, `ERROR 404: Not Found`, `ADD failed: failed to GET …`.',
  follows: [
    from('not-unpackable', 'download'),
    from(
      ['not-found', 'forbidden', 'unauthorized', 'server-error', 'rate-limited', 'bad-answer', ...network],
      'download',
    ),
  ],
  proof: 'The same address, asked from elsewhere, answers with the same status.',
  ruleOut: ['a release that was renamed or removed', 'an architecture in the file name that does not exist'],
  fix: (facts) => [
    step(
      `Open the address${facts.captured.host ? ` at ${facts.captured.host}` : ''} in a browser: correct version, name or architecture, or take a copy of your own.`,
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
