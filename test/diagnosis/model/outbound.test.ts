import { isAlwaysOpen, isInRange, isRestricted, privatePathTo } from '../../../src/diagnosis/model/outbound';

const range = (cidr: string) => ({ name: cidr, type: 'cidr_block', cidr, hosts: [], addresses: [] });

test.each<[string, readonly string[], boolean | undefined]>([
  ['192.0.2.7', ['192.0.2.0/24'], true],
  ['192.0.3.7', ['192.0.2.0/24'], false],
  ['192.0.2.7', ['10.0.0.0/8', '192.0.2.7/32'], true],
  ['192.0.2.7', ['192.0.2.7'], true],
  ['255.255.255.255', ['128.0.0.0/1'], true],
  ['1.1.1.1', ['0.0.0.0/0'], true],
  ['1.1.1.1', [], false],
  ['1.1.1.1', ['nonsense/8'], undefined],
  ['1.1.1.1', ['2001:db8::/32'], undefined],
  ['1.1.1.256', ['1.1.1.0/24'], undefined],
])('%s in %j is %s', (address, ranges, inside) => {
  expect(isInRange(address, ranges)).toBe(inside);
});

test('a project is restricted without a range for everything', () => {
  expect(isRestricted([])).toBe(true);
  expect(isRestricted([range('10.0.0.0/8')])).toBe(true);
  expect(isRestricted([range('10.0.0.0/8'), range('0.0.0.0/0')])).toBe(false);
});

test.each([
  ['private.de.icr.io', true],
  ['private.icr.io', true],
  ['s3.private.eu-de.cloud-object-storage.appdomain.cloud', true],
  ['private.iam.cloud.ibm.com', true],
  ['web.abc.svc.cluster.local', true],
  ['localhost', true],
  ['de.icr.io', false],
  ['private.example.com', false],
  ['docker.io', false],
])('%s is open whatever the ranges say: %s', (host, open) => {
  expect(isAlwaysOpen({ host })).toBe(open);
});

test('a private path is found by a host or an address that goes through it', () => {
  const path = {
    name: 'db',
    type: 'private_path_service_gateway',
    hosts: ['db.example.com'],
    addresses: ['10.1.2.3'],
  };
  expect(privatePathTo([path], { host: 'DB.example.com' })).toBe(path);
  expect(privatePathTo([path], { address: '10.1.2.3' })).toBe(path);
  expect(privatePathTo([path], { host: 'other.example.com' })).toBeUndefined();
});
