import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { personStep, step, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'private-path-not-ready',
  title: 'The Private Path connection to this host is not ready',
  headline: ({ captured: { path } }) => naming`The Private Path connection ${path} is not ready`,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    hiddenFromOutside: true,
    includes: ['registry-unreachable-timeout', 'runtime-dependency-unreachable', 'git-host-unreachable'],
  },
  meaning:
    'The project reaches this host through a Private Path connection to a VPC, and the connection is not established: the owner of the service must approve it, or what it names is not there.',
  shows:
    'A timeout, and a private path with the status `deploying` or `failed` in the project’s connectivity settings.',
  proof:
    'The project’s list of allowed outbound destinations shows the connection with its status and reason.',
  fix: (facts) => {
    const { path = 'CONNECTION_NAME', reason = '' } = facts.captured;
    return [
      step('See the connection and its status.', ce('connectivity outbound get', { name: path })),
      personStep(
        /approval/.test(reason)
          ? 'Ask the owner of the Private Path service to permit the connection request; account and time of the request stand in the details of the connection.'
          : 'Correct what the reason names: the CRN, the region, the account, or that the service is published.',
      ),
      tryAgain(facts),
    ];
  },
  doc: codeEngineDoc('connectivity-outbound'),
});
