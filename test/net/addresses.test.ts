import { forbiddenAddress } from '../../src/net/addresses';

test.each([
  '::7f00:1',
  '::127.0.0.1',
  '::10.0.0.1',
  '::169.254.169.254',
  '161.26.0.10',
  '166.9.12.3',
  '::ffff:166.9.12.3',
])('trust 14: %s is no public address', (address) => {
  expect(forbiddenAddress(address)).toBeDefined();
});

test.each(['1.1.1.1', '162.26.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
  '%s is a public address',
  (address) => {
    expect(forbiddenAddress(address)).toBeUndefined();
  },
);
