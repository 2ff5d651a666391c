import { StepResults } from '../../../src/diagnosis/model/ladder';

function ladder() {
  return new StepResults<'connection' | 'login' | 'content', 'not-needed'>([
    'connection',
    'login',
    'content',
  ]);
}

const statuses = (results: ReturnType<typeof ladder>) => results.list().map(({ status }) => status);

test('steps that nobody told of were not reached', () => {
  expect(statuses(ladder())).toEqual(['not-reached', 'not-reached', 'not-reached']);
});

test('the list is in the order of the ladder, however the results came', () => {
  const results = ladder();
  results.passed('content', 3, 'read');
  results.skipped('login', 'not-needed');
  results.passed('connection', 1, 'connected');
  expect(results.list().map(({ step }) => step)).toEqual(['connection', 'login', 'content']);
  expect(statuses(results)).toEqual(['passed', 'not-needed', 'passed']);
});

test('what stands after a failure was not reached, even if it ran at the same time', () => {
  const results = ladder();
  results.passed('content', 3, 'read');
  results.failed('login', 2, { cause: 'auth-invalid', proof: '401' });
  expect(statuses(results)).toEqual(['not-reached', 'failed', 'not-reached']);
  expect(results.firstFailed?.step).toBe('login');
});

test('only a failure of the named cause gets another one', () => {
  const results = ladder();
  results.failed('login', 2, { cause: 'auth-invalid', proof: '401' });
  results.changeCause('auth-missing', 'unknown');
  expect(results.firstFailed?.cause).toBe('auth-invalid');
  results.changeCause('auth-invalid', 'unknown');
  expect(results.firstFailed?.cause).toBe('unknown');
});
