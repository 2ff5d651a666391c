import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

const functionPage = codeEngineDoc('troubleshoot-function');

export default defineCause({
  id: 'function-runtime-unsupported',
  title: 'The function’s runtime is no longer supported',
  headline: (facts) => naming`Runtime ${facts.runtime} is no longer supported`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', leavesOpen: 'nothing' },
  meaning: 'The runtime was retired; the function must move to a newer one.',
  shows: 'A runtime that the list of runtimes does not have.',
  phrases: [
    /\bruntime ['"]?[a-z]{2,12}-[\d.]{1,8}['"]? is (?!.{0,40}\bstack\b)(?:not (?:supported|available|valid)|no longer supported|unsupported|deprecated and)/i,
    /\b(?:unknown|invalid|unsupported) (?:function )?(?:kind|runtime):? ['"]?[a-z]{2,12}[-:][\d.]{1,8}/i,
    /\bkind ['"]?[a-z]{2,12}:[\d.]{1,8}['"]? (?:is )?not in Set\b/i,
  ],
  proof: 'The list of runtimes.',
  fix: (facts) => [
    step('See the runtimes.', ce('function runtimes', {})),
    step(
      `Move to ${facts.captured.runtime || 'one of them'}${facts.image ? ', and build the code for it in the directory of its source' : ''}.`,
      ce('function update', {
        name: facts.function ?? 'FUNCTION_NAME',
        runtime: facts.captured.runtime || 'RUNTIME',
        // Code that is kept inline is not built.
        'build-source': facts.image ? '.' : undefined,
      }),
    ),
  ],
  doc: functionPage,
  cases: ['F-3'],
});
