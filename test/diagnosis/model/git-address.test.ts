import {
  gitAddress,
  gitHost,
  gitOrigin,
  httpsAddress,
  sshAddress,
} from '../../../src/diagnosis/model/git-address';
import { parseAddress } from '../../../src/source/reach/address';

describe('an address of a repository', () => {
  test.each([
    ['git@github.com:shop/api.git', 'https://github.com/shop/api', 'git@github.com:shop/api.git'],
    ['https://github.com/shop/api', 'https://github.com/shop/api', 'git@github.com:shop/api.git'],
    [
      'https://user:word@git.shop.example/a/b/c.git',
      'https://git.shop.example/a/b/c',
      'git@git.shop.example:a/b/c.git',
    ],
    [
      'ssh://git@git.shop.example:2222/shop/api.git',
      'https://git.shop.example/shop/api',
      'ssh://git@git.shop.example:2222/shop/api.git',
    ],
  ])('%s', (url, https, ssh) => {
    expect([httpsAddress(url), sshAddress(url)]).toEqual([https, ssh]);
  });

  test.each([undefined, '', '.', 'not an address', '/home/shop/api'])('%s is none', (url) => {
    expect(gitAddress(url)).toBeUndefined();
  });
});

test.each([
  'https://Git.Example/shop/api',
  'https://git.example:443/shop/api',
  'https://git.example:08443/shop/api',
  'https://ada:secret@git.example:8443/shop/api',
  'https://a@b@git.example/shop/api',
  'http://git.example:443/shop/api',
  'HTTPS://git.example/shop/api',
  'https://[2001:DB8::1]:8443/shop/api',
  'git@Git.Example:shop/api.git',
  'git@git.example:2222/api.git',
  'ssh://git@git.example:22/shop/api',
  'ssh://git@git.example:2222/shop/api',
  'git+ssh://git@git.example/shop/api',
])('the origin of %s is the one that is asked', (url) => {
  const parsed = parseAddress(url);
  if (!parsed.ok) throw new Error(parsed.problem);
  expect(gitOrigin(url)).toBe(`${parsed.address.scheme}://${parsed.address.authority}`);
});

test.each([undefined, '', 'git://git.example/shop', 'file:///etc/x', 'shop/api'])('%s has none', (url) => {
  expect(gitOrigin(url)).toBeUndefined();
});

test.each([
  ['https://github.com/a/b', 'github.com'],
  ['https://ada:pw@git.example:8443/a', 'git.example'],
  ['git@gitlab.example:a/b.git', 'gitlab.example'],
  ['ssh://git@gitea/a/b', 'gitea'],
  ['github.com/a/b', 'github.com'],
  ['https://github.com', 'github.com'],
])('%s is at %s', (url, host) => expect(gitHost(url)).toBe(host));

test.each([undefined, '', 'nonsense', '/srv/git', './api'])('%s is at no host', (url) => {
  expect(gitHost(url)).toBeUndefined();
});
