import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry } from '../shared/headline';

export default defineCause({
  id: 'push-upload-session-lost',
  title: 'The registry forgot an upload while it was running',
  headline: (facts) => naming`${registry(facts)} forgot an upload while it was running`,
  stage: 'push',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The registry no longer knows the upload that a layer belongs to: several servers behind one address without a common store, a proxy that drops headers, or an upload that took too long.',
  shows: '`blob upload unknown`, `unknown blob` when the manifest is pushed.',
  follows: [from('session-lost'), from('not-found', ['layer', 'image-digest'], ['push'])],
  proof: 'The registry answers BLOB_UPLOAD_UNKNOWN to an upload that it began.',
  ruleOut: ['a proxy or load balancer in front of the registry'],
  fix: (facts) => [
    step('Push again: it mostly succeeds, as the layers that arrived are kept.'),
    rerun(facts),
    step(
      'If it comes again: let the load balancer keep one client on one server of the registry, and raise its time limits.',
    ),
  ],
  doc: codeEngineDoc('ts-build-bldpush-stepfail'),
});
