/** Links to files and commits, at public git hosts and at hosts of one's own. */
import { type Linked, linkTo, linkToCommit } from '../../../src/diagnosis/model/git-links';

const own = 'https://code.shop.example';
const server = `${own}/projects/SHOP/repos/api`;

test.each<[Linked, string, string]>([
  [
    { url: 'git@github.com:shop/api.git' },
    'https://github.com/shop/api/blob/abc/web/a%20b#L7',
    '/commit/abc',
  ],
  [
    { url: 'https://gitlab.com/shop/team/api' },
    'https://gitlab.com/shop/team/api/-/blob/abc/web/a%20b#L7',
    '/-/commit/abc',
  ],
  [
    { url: 'https://bitbucket.org/shop/api.git' },
    'https://bitbucket.org/shop/api/src/abc/web/a%20b#lines-7',
    '/commits/abc',
  ],
  [{ url: `${own}/shop/api`, software: 'github' }, `${own}/shop/api/blob/abc/web/a%20b#L7`, '/commit/abc'],
  [
    { url: `${own}:8443/git/ops/team/api.git`, software: 'gitlab' },
    `${own}:8443/git/ops/team/api/-/blob/abc/web/a%20b#L7`,
    '/-/commit/abc',
  ],
  [
    { url: 'ssh://git@code.shop.example:2222/shop/api', software: 'github' },
    `${own}/shop/api/blob/abc/web/a%20b#L7`,
    '/commit/abc',
  ],
  [
    { url: `${own}/shop/api`, software: 'gitea' },
    `${own}/shop/api/src/commit/abc/web/a%20b#L7`,
    '/commit/abc',
  ],
  [{ url: `${own}/scm/SHOP/api.git` }, `${server}/browse/web/a%20b?at=abc#7`, '/commits/abc'],
  [
    { url: `${own}/scm/~ada/api.git`, software: 'bitbucket-server' },
    `${own}/users/ada/repos/api/browse/web/a%20b?at=abc#7`,
    '/commits/abc',
  ],
  [
    { url: `${own}/bitbucket/scm/SHOP/api.git` },
    `${own}/bitbucket/projects/SHOP/repos/api/browse/web/a%20b?at=abc#7`,
    '/commits/abc',
  ],
  [
    { url: 'ssh://git@code.shop.example:7999/SHOP/api.git' },
    `${server}/browse/web/a%20b?at=abc#7`,
    '/commits/abc',
  ],
  // What the host shows goes before what its address looks like.
  [
    { url: `${own}/scm/SHOP/api`, software: 'gitlab' },
    `${own}/scm/SHOP/api/-/blob/abc/web/a%20b#L7`,
    '/-/commit/abc',
  ],
])('of %j', (repository, file, commit) => {
  expect(linkTo(repository, 'abc', 'web/a b', 7)).toBe(file);
  const [base] = file.split(/\/(?:-\/)?(?:blob|src|browse)\//);
  expect(linkToCommit(repository, 'abc')).toBe(base + commit);
});

test.each<[string, Linked]>([
  ['a host of one’s own that shows nothing', { url: `${own}/shop/api` }],
  ['Bitbucket Server behind another address', { url: `${own}/x/y`, software: 'bitbucket-server' }],
  ['no address', {}],
])('there is none of %s', (_what, repository) => {
  expect(linkTo(repository, 'abc', 'a')).toBeUndefined();
  expect(linkToCommit(repository, 'abc')).toBeUndefined();
});
