import { SourceError } from '../../src/diagnosis/model/evidence';
import { Masker } from '../../src/diagnosis/model/secrets';
import type { ArchiveQuestion, ArchiveSearch } from '../../src/diagnosis/model/sources';
import { createCloudLogs } from '../../src/logs';
import { queryOf, termsOf } from '../../src/logs/query';
import { type HttpStub, type StubReply, startHttpStub } from '../support/http-stub';

const question: ArchiveQuestion = {
  project: { id: 'p-1', name: 'shop', region: 'eu-de' },
  of: { kind: 'build_run', name: 'shop-api-run-1' },
  from: Date.parse('2026-11-20T00:00:00Z'),
  to: Date.parse('2026-11-23T18:00:00Z'),
};
const call = 'POST /v1/query';
const never = new AbortController().signal;

let stub: HttpStub;
beforeEach(async () => {
  stub = await startHttpStub();
});
afterEach(() => stub.close());

const options = {
  token: async () => 'canary-access-token',
  masker: new Masker(),
  clock: { now: () => question.to, deadline: (_ms: number, parent?: AbortSignal) => parent ?? never },
  requestTimeoutMs: 2000,
};
const archive = (regions: readonly string[] = ['eu-de']) =>
  createCloudLogs({ ...options, endpoints: new Map(regions.map((region) => [region, [stub.url]])) });

const entry = (timestamp: string, data: unknown) => ({
  metadata: [{ key: 'timestamp', value: timestamp }],
  labels: [],
  user_data: JSON.stringify(data),
});
const line = (at: string, message: unknown, pod = 'shop-api-run-1-pod') =>
  entry(at, { app: 'codeengine', codeengine: { instanceId: pod }, message });
const events = (...all: unknown[]) =>
  `: keep-alive\n\n${all.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')}`;
const results = (...entries: unknown[]) => ({ result: { results: entries } });
const stream = (text: string): StubReply => ({ headers: { 'content-type': 'text/event-stream' }, text });

const refusal = async (work: Promise<unknown>): Promise<SourceError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
};

test('a fleet is asked for by its own name: its workers and instances write under others', () => {
  const query = queryOf(termsOf({ ...question, of: { kind: 'fleet', name: 'scan' } }));
  expect(query).toContain('codeengine.componentType:"fleet" AND codeengine.component:"scan"');
});

describe('a query', () => {
  test('names the run, the project and the time, with the login of ce-image', async () => {
    stub.on(call, stream(events(results(line('2026-11-22T10:00:00Z', 'x')))));
    await archive().lines(question, never);
    const [asked] = stub.requests;
    expect(asked?.headers).toMatchObject({
      authorization: 'Bearer canary-access-token',
      accept: 'text/event-stream',
    });
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      query:
        'app:"codeengine" AND codeengine.projectGuid:"p-1" AND codeengine.subcomponentType:"build_run" AND codeengine.subcomponent:"shop-api-run-1"',
      metadata: {
        start_date: '2026-11-20T00:00:00.000Z',
        end_date: '2026-11-23T18:00:00.000Z',
        tier: 'frequent_search',
        syntax: 'lucene',
        limit: 12_000,
      },
    });
  });

  test('a name cannot end its quotes', async () => {
    stub.on(call, stream(events(results())));
    await archive().lines({ ...question, of: { kind: 'job_run', name: 'a" OR app:"b\\' } }, never);
    expect(JSON.parse(stub.requests[0]?.body ?? '').query).toContain('subcomponent:"a\\" OR app:\\"b\\\\"');
  });

  test('what the fast tier does not have is looked for in the archive', async () => {
    stub.on(call, stream(events(results())), stream(events(results(line('2026-11-22T10:00:00Z', 'old')))));
    expect(await archive().lines(question, never)).toMatchObject([{ text: 'old' }]);
    expect(stub.requests.map(({ body }) => JSON.parse(body).metadata.tier)).toEqual([
      'frequent_search',
      'archive',
    ]);
  });
});

describe('the lines', () => {
  test('come a pod each, in the order of time, whichever way the message is kept', async () => {
    stub.on(
      call,
      stream(
        events(
          results(line('2026-11-22T10:00:02Z', { message: 'second' }), line('2026-11-22T10:00:01Z', 'first')),
          results(
            entry('2026-11-22T10:00:03Z', {
              'codeengine.instanceId': 'other-pod',
              'message.message': 'flat',
            }),
            { metadata: [], user_data: 'no JSON' },
          ),
        ),
      ),
    );
    expect(await archive().lines(question, never)).toEqual([
      {
        pod: 'shop-api-run-1-pod',
        container: 'log',
        previous: false,
        text: 'first\nsecond',
        truncated: false,
        keptBy: 'IBM Cloud Logs',
      },
      expect.objectContaining({ pod: 'other-pod', text: 'flat' }),
    ]);
  });

  test('of a stream that is cut in the middle are kept, and said to be cut', async () => {
    const whole = events(results(line('2026-11-22T10:00:00Z', 'kept')));
    stub.on(call, {
      headers: { 'content-type': 'text/event-stream', 'content-length': '100000' },
      chunks: [whole, 'data: {"result": {"resul'],
      breaks: true,
    });
    expect(await archive().lines(question, never)).toMatchObject([{ text: 'kept', truncated: true }]);
  });

  test('that met a limit of the service are said to be cut', async () => {
    stub.on(
      call,
      stream(
        events(
          { warning: { number_of_results_limit_warning: {} } },
          results(line('2026-11-22T10:00:00Z', 'a')),
        ),
      ),
    );
    expect(await archive().lines(question, never)).toMatchObject([{ truncated: true }]);
  });
});

test('lines of others whose names only hold the name that was asked for are left out: fields are searched by their words', async () => {
  const of = (subcomponent: string, message: string) =>
    entry('2026-11-22T10:00:00Z', {
      codeengine: { subcomponent, subcomponentType: 'build_run', instanceId: `${subcomponent}-pod` },
      message,
    });
  stub.on(
    call,
    stream(events(results(of('old-shop-api-run-1', 'of another run'), of('shop-api-run-1', 'of this run')))),
  );
  expect((await archive().lines(question, never)).map(({ text }) => text)).toEqual(['of this run']);
});

describe('the same failure over days', () => {
  const search: ArchiveSearch = {
    project: question.project,
    of: { kind: 'build', name: 'shop-api' },
    words: ['missing script: "build"'],
    from: question.from,
    to: question.to,
  };
  const of = (at: string, subcomponent: string, message: string, component = 'shop-api') =>
    entry(at, {
      codeengine: { component, componentType: 'build', subcomponent, instanceId: `${subcomponent}-pod` },
      message: { message },
    });

  test('is asked for by the build and the words of its line, in the project, in one query', async () => {
    stub.on(call, stream(events(results(of('2026-11-21T09:00:00Z', 'shop-api-run-1', 'x')))));
    await archive().search(search, never);
    expect(stub.requests.map(({ body }) => JSON.parse(body))).toEqual([
      {
        query:
          'app:"codeengine" AND codeengine.projectGuid:"p-1" AND codeengine.componentType:"build" AND codeengine.component:"shop-api" AND "missing script: \\"build\\""',
        metadata: {
          start_date: '2026-11-20T00:00:00.000Z',
          end_date: '2026-11-23T18:00:00.000Z',
          tier: 'frequent_search',
          syntax: 'lucene',
          limit: 5_000,
        },
      },
    ]);
  });

  test('comes line by line, the oldest first, each with its time and its run; lines of other builds are left out', async () => {
    stub.on(
      call,
      stream(
        events(
          results(
            of('2026-11-22T09:00:00Z', 'shop-api-run-2', 'npm ERR! missing script: "build"'),
            of('2026-11-21T09:00:00.123000000', 'shop-api-run-1', 'npm ERR! missing script: "build"'),
            of('2026-11-21T09:00:00Z', 'x-run-1', 'npm ERR! missing script: "build"', 'old-shop-api'),
          ),
        ),
      ),
    );
    expect(await archive().search(search, never)).toEqual({
      cut: false,
      lines: [
        { at: '2026-11-21T09:00:00.123Z', of: 'shop-api-run-1', text: 'npm ERR! missing script: "build"' },
        { at: '2026-11-22T09:00:00.000Z', of: 'shop-api-run-2', text: 'npm ERR! missing script: "build"' },
      ],
    });
  });

  test('has times in UTC wherever ce-image runs: the service names no zone', async () => {
    stub.on(call, stream(events(results(of('2026-11-21T09:00:00.123000000', 'shop-api-run-1', 'x')))));
    const parse = jest.spyOn(Date, 'parse');
    await archive().search(search, never);
    const read = parse.mock.calls.map(([text]) => text);
    parse.mockRestore();
    // Without a zone it would be the time of the machine’s own.
    expect(read).toContain('2026-11-21T09:00:00.123000000Z');
  });

  test('of a stream that is cut, or met a limit, is told to be cut', async () => {
    const one = of('2026-11-22T09:00:00Z', 'shop-api-run-2', 'missing script: "build"');
    stub.on(call, stream(events({ warning: { number_of_results_limit_warning: {} } }, results(one))));
    expect(await archive().search(search, never)).toMatchObject({ cut: true, lines: [{}] });
  });

  test('is looked for in the archive when the fast tier has nothing', async () => {
    stub.on(call, stream(events(results())));
    expect(await archive().search(search, never)).toEqual({ cut: false, lines: [] });
    expect(stub.requests.map(({ body }) => JSON.parse(body).metadata.tier)).toEqual([
      'frequent_search',
      'archive',
    ]);
  });

  test('is asked for once in ten minutes, also when nothing was found', async () => {
    let now = question.to;
    const patient = createCloudLogs({
      ...options,
      clock: { ...options.clock, now: () => now },
      endpoints: new Map([['eu-de', [stub.url]]]),
    });
    stub.on(call, stream(events(results())));
    await patient.search(search, never);
    now += 300_000;
    await patient.search({ ...search, to: search.to + 300_000 }, never);
    expect(stub.requestsFor(call)).toHaveLength(2);
    now += 301_000;
    await patient.search(search, never);
    expect(stub.requestsFor(call)).toHaveLength(4);
  });

  test('leaves five of the ten queries a minute for logs', async () => {
    let now = question.to;
    const busy = createCloudLogs({
      ...options,
      clock: { ...options.clock, now: () => now },
      endpoints: new Map([['eu-de', [stub.url]]]),
    });
    const found = stream(events(results(of('2026-11-22T09:00:00Z', 'shop-api-run-2', 'x'))));
    stub.on(call, found);
    for (let run = 1; run <= 5; run += 1) {
      await busy.lines({ ...question, of: { kind: 'build_run', name: `run-${run}` } }, never);
    }
    const asked = stub.requestsFor(call).length;
    expect(await refusal(busy.search(search, never))).toMatchObject({
      reason: 'rate-limited',
      cure: expect.stringContaining('ten queries a minute'),
    });
    expect(stub.requestsFor(call)).toHaveLength(asked);
    now += 61_000;
    expect(await busy.search(search, never)).toMatchObject({ lines: [{}] });
  });
});

test('one of two instances that is gone does not hide the lines of the other', async () => {
  stub.on(call, stream(events(results(line('2026-11-22T10:00:00Z', 'kept')))));
  stub.on('POST /gone/v1/query', { status: 404, json: {} });
  const both = createCloudLogs({
    ...options,
    endpoints: new Map([['eu-de', [`${stub.url}/gone`, stub.url]]]),
  });
  expect(await both.lines(question, never)).toMatchObject([{ text: 'kept' }]);
  stub.on(call, stream(events(results())));
  expect(await refusal(both.lines(question, never))).toMatchObject({ reason: 'not-found' });
});

test('the same lines are asked for once in two minutes, and what was not kept is asked for again', async () => {
  let now = question.to;
  const patient = createCloudLogs({
    ...options,
    clock: { ...options.clock, now: () => now },
    endpoints: new Map([['eu-de', [stub.url]]]),
  });
  stub.on(
    call,
    stream(events(results())),
    stream(events(results())),
    stream(events(results(line('2026-11-22T10:00:00Z', 'late')))),
  );
  expect(await patient.lines(question, never)).toEqual([]);
  for (const to of [now, now + 5_000])
    expect(await patient.lines({ ...question, to }, never)).toMatchObject([{ text: 'late' }]);
  expect(stub.requestsFor(call)).toHaveLength(3);
  now += 121_000;
  await patient.lines(question, never);
  expect(stub.requestsFor(call)).toHaveLength(4);
});

test('an instance without an archive has nothing there, and that is no failure', async () => {
  stub.on(call, stream(events({ warning: { archive_warning: { no_metastore_data: {} } } }, results())));
  expect(await archive().lines(question, never)).toEqual([]);
});

test('lines beside a bucket that is read only in part are cut', async () => {
  const warning = { archive_warning: { missing_data: {} } };
  stub.on(call, stream(events({ warning }, results(line('2026-11-22T10:00:00Z', 'a')))));
  expect(await archive().lines(question, never)).toMatchObject([{ truncated: true }]);
});

test('a warning about the wording of the query does not make lines look cut', async () => {
  const warning = { compile_warning: { warning_message: 'keypath does not exist' } };
  stub.on(call, stream(events({ warning }, results(line('2026-11-22T10:00:00Z', 'a')))));
  expect(await archive().lines(question, never)).toMatchObject([{ truncated: false }]);
});

describe('a refusal says what to do', () => {
  test.each<[string, StubReply, Partial<SourceError>]>([
    [
      'without the role',
      { status: 403, json: {} },
      { reason: 'forbidden', cure: expect.stringContaining('Reader') },
    ],
    [
      'too often',
      { status: 429, json: {} },
      { reason: 'rate-limited', cure: expect.stringContaining('ten queries a minute') },
    ],
    [
      'an instance that is gone',
      { status: 404, json: {} },
      { reason: 'not-found', cure: expect.stringContaining('CLOUD_LOGS') },
    ],
    ['a fault of its own', { status: 503, json: {} }, { reason: 'server-error' }],
    [
      'an error in the stream',
      stream(events({ error: { rate_limit_reached: {} } })),
      { reason: 'rate-limited' },
    ],
    [
      'an error in the stream, with the words of the service around it',
      stream(events({ error: { message: 'Failed to run the query', code: { rate_limit_reached: {} } } })),
      { reason: 'rate-limited' },
    ],
    ['a query that does not compile', stream(events({ error: { compile_error: {} } })), { reason: 'failed' }],
    [
      'an error in the stream that is told in words alone',
      stream(events({ error: { message: 'Rate limit of queries reached' } })),
      { reason: 'rate-limited' },
    ],
    [
      'an error of the API in the stream',
      stream(events({ errors: [{ code: 'too_many_requests', message: 'no' }], status_code: 429 })),
      { reason: 'rate-limited' },
    ],
    [
      'an archive whose bucket is closed to the instance',
      stream(events({ warning: { archive_warning: { bucket_access_denied: {} } } }, results())),
      {
        reason: 'failed',
        message: expect.stringContaining('bucket'),
        cure: expect.stringContaining('Data storage'),
      },
    ],
    ['a connection that breaks', 'reset', { reason: 'unreachable' }],
  ])('%s', async (_what, reply, expected) => {
    stub.on(call, reply);
    expect(await refusal(archive().lines(question, never))).toMatchObject(expected);
  });

  test('a region without an instance', async () => {
    expect(archive(['us-south']).keeps('eu-de')).toBe(false);
    expect(await refusal(archive(['us-south']).lines(question, never))).toMatchObject({
      reason: 'not-configured',
      cure: expect.stringContaining('CLOUD_LOGS'),
    });
  });
});
