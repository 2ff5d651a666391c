import { type Exchange, listExchanges, pathShape } from '../../../src/diagnosis/model/exchange';

const exchange = (startedAt: number, ms: number): Exchange => ({
  system: 'code-engine',
  method: 'GET',
  path: '/v2/projects',
  startedAt,
  ms,
  status: 200,
  tries: 1,
});

describe('the exchanges of an inquiry', () => {
  test('stand in the order in which they began, counted from the first', () => {
    const { all } = listExchanges([exchange(1050, 10), exchange(1000, 20)]);
    expect(all.map(({ start, ms }) => [start, ms])).toEqual([
      [0, 20],
      [50, 10],
    ]);
  });

  test('each name the last one that had ended before', () => {
    const { all } = listExchanges([exchange(0, 10), exchange(0, 30), exchange(10, 5), exchange(40, 5)]);
    expect(all.map(({ after }) => after)).toEqual([undefined, undefined, 0, 1]);
  });

  test('have a longest chain, which counts those that waited for each other', () => {
    const side = [exchange(0, 100), exchange(0, 90)];
    const row = [exchange(0, 10), exchange(10, 10), exchange(25, 10)];
    const { all, chain } = listExchanges([...side, ...row]);
    expect(chain.map((at) => all[at]?.start)).toEqual([0, 10, 25]);
  });

  test('are none where nothing was asked', () => {
    expect(listExchanges([])).toEqual({ all: [], chain: [] });
  });
});

test.each([
  ['/v2/projects/4c1d/builds/shop-api', '/v2/projects/*/builds/*'],
  ['/api/v1/namespaces/abc/pods/shop-1/log?container=user', '/api/v1/namespaces/*/pods/*/log'],
  ['/v2/team/web/api/manifests/sha256:00', '/v2/*/api/manifests/*'],
  ['/v2/team/web/blobs/uploads/token-of-an-upload', '/v2/*/blobs/uploads/*'],
  ['/identity/token', '/identity/token'],
])('the path %s is told as %s', (path, shape) => {
  expect(pathShape(path)).toBe(shape);
});
