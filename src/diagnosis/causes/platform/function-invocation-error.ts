import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { personStep, step } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'function-invocation-error',
  title: 'Calling the function fails',
  headline: answered,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The call was answered with an error: 422 the code is not valid, 424 the function failed, 413 the payload is too large, 429 too many calls, 507 no storage, 299 a time-out.',
  shows: 'An HTTP status from 409 on, with the header `x-faas-actionstatus`.',
  phrases: [
    /\bx-faas-action-?status: ?[45]\d\d\b/i,
    /\bThe function code could not be initiali[sz]ed\b/i,
    /"status": ?"(?:application|action developer|whisk internal) error"/i,
    /\bThe action did not (?:initialize or run as expected|produce a valid response|return a dictionary)/i,
    /\b(?:action|function) exceeded its (?:time|memory) limits?\b/i,
    /\bfunction .{0,80}(?:invocation|could not be invoked).{0,60}(?:fail|error)/i,
  ],
  proof: 'The status of the call.',
  fix: (facts) => [
    personStep('Correct the code at the place that the answer names.'),
    step(
      'Update the function in the directory of its source.',
      ce('function update', { name: facts.function ?? 'FUNCTION_NAME', 'build-source': '.' }),
    ),
  ],
  doc: codeEngineDoc('fun-work'),
  cases: ['F-2'],
});

/** What the status of a call means. Source: docs, working with functions. */
const statuses: Readonly<Record<string, string>> = {
  '299': 'a time-out',
  '413': 'the payload is too large',
  '422': 'the code is not valid',
  '424': 'the function failed',
  '429': 'too many calls',
  '507': 'no storage',
};

function answered(facts: HeadlineFacts): string | undefined {
  const [, status = ''] = /x-faas-action-?status: ?(\d{3})/i.exec(facts.said ?? '') ?? [];
  return naming`The call of the function was answered ${status}: ${statuses[status]}` ?? ownWords(facts);
}
