import { gitAddress, httpsAddress, sshAddress } from '../../../src/diagnosis/model/git-address';

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
