/** Addresses of pages: what a person pastes is looked at, what a build names is told to be none. */
import { repositoryPage } from '../../src/diagnosis/model/git-pages';
import { missingGit, startHttpGitHost } from '../support/git-host';
import { repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter, failedAt, proofAt } from '../support/source-adapter';

describe('what a page shows', () => {
  const at = (url: string, revision?: string, contextDir?: string, dockerfile?: string) => ({
    url,
    ...(revision !== undefined && { revision }),
    ...(contextDir !== undefined && { contextDir }),
    ...(dockerfile !== undefined && { dockerfile }),
  });
  const github = 'https://github.com/shop/api';
  const gitlab = 'https://gitlab.com/shop/team/api';
  const bitbucket = 'https://bitbucket.org/shop/api';
  const gitea = 'https://codeberg.org/shop/api';
  // Nothing in its name tells what it runs.
  const own = 'https://code.shop.example';
  const server = `${own}/scm/SHOP/api.git`;

  test.each([
    [`${github}/tree/main/services/api`, at(github, 'main', 'services/api')],
    [`${github}/tree/feature/x`, at(github, 'feature', 'x')],
    [`${github}/blob/main/docker/Dockerfile.prod`, at(github, 'main', 'docker', 'Dockerfile.prod')],
    [`${github}/blob/main/README.md?plain=1#L3`, at(github, 'main')],
    [`${github}/commit/0123456`, at(github, '0123456')],
    [`${gitlab}/-/tree/main/web?ref_type=heads`, at(gitlab, 'main', 'web')],
    [`${gitlab}/-/blob/v1/Dockerfile`, at(gitlab, 'v1', undefined, 'Dockerfile')],
    [`${bitbucket}/src/main/web/`, at(bitbucket, 'main', 'web')],
    [`${bitbucket}/src/main/web/Dockerfile`, at(bitbucket, 'main', 'web', 'Dockerfile')],
    [`${bitbucket}/branch/feature/x`, at(bitbucket, 'feature', 'x')],
    [`${gitea}/src/branch/main/web`, at(gitea, 'main', 'web')],
    [`${gitea}/src/tag/v1/Dockerfile`, at(gitea, 'v1', undefined, 'Dockerfile')],
    [`${gitea}/src/commit/0123456/web`, at(gitea, '0123456', 'web')],
    [`${own}/ops/team/api/-/blob/v1/web/Dockerfile`, at(`${own}/ops/team/api`, 'v1', 'web', 'Dockerfile')],
    [`${own}/git/ops/team/api/-/tree/main`, at(`${own}/git/ops/team/api`, 'main')],
    [`${own}/shop/api/blob/main/web/Dockerfile#L3`, at(`${own}/shop/api`, 'main', 'web', 'Dockerfile')],
    [`${own}/shop/api/tree/main`, at(`${own}/shop/api`, 'main')],
    [`${own}/shop/api/src/branch/main/web`, at(`${own}/shop/api`, 'main', 'web')],
    [`${own}:8443/shop/api/src/tag/v1/Dockerfile`, at(`${own}:8443/shop/api`, 'v1', undefined, 'Dockerfile')],
    [`${own}/projects/SHOP/repos/api/browse`, at(server)],
    [`${own}/projects/SHOP/repos/api`, at(server)],
    [
      `${own}/projects/SHOP/repos/api/browse/web?at=refs%2Fheads%2Ffeature%2Fx`,
      at(server, 'feature/x', 'web'),
    ],
    [
      `${own}/projects/SHOP/repos/api/browse/web/Dockerfile?at=main#3`,
      at(server, 'main', 'web', 'Dockerfile'),
    ],
    [`${own}/projects/SHOP/repos/api/commits/0123456`, at(server, '0123456')],
    [`${own}/users/ada/repos/api/browse`, at(`${own}/scm/~ada/api.git`)],
    [`${own}/bitbucket/projects/SHOP/repos/api/browse`, at(`${own}/bitbucket/scm/SHOP/api.git`)],
    [github, at(github)],
    [`${github}.git`, at(`${github}.git`)],
  ])('%s', (address, page) => {
    expect(repositoryPage(address)).toEqual(page);
  });

  test.each([
    `${own}/wiki/projects`,
    `${own}/shop/api`,
    `${own}/a/b/c/tree/main`,
    `${own}/-/blob/main/x`,
    `${own}/projects/SHOP/boards/7`,
    `${own}/src/branch`,
  ])('%s is no page of a repository', (address) => {
    expect(repositoryPage(address)).toBeUndefined();
  });
});

const suite = missingGit('git').length > 0 ? describe.skip : describe;

suite('a page, asked of a real git host', () => {
  const folder = repositoriesFolder();
  let host: Awaited<ReturnType<typeof startHttpGitHost>>;
  let adapter: ReturnType<typeof createSourceAdapter>;
  const files = { 'services/api/Dockerfile': 'FROM scratch\n' };

  beforeAll(async () => {
    folder.make('shop/api', {
      commits: [
        { files, tag: 'release/1.0' },
        { files: { 'x.txt': 'x\n' }, branch: 'feature/new/checkout', from: 'main', subject: 'Checkout' },
      ],
    });
    folder.make('group/team/api', files);
    folder.make('platform/backend/src/api', files);
    folder.make('shop/linked', {
      '.gitmodules': '[submodule "ui"]\n\tpath = ui\n\turl = /etc\n',
      ui: { commit: '1'.repeat(40) },
    });
    const access = { 'shop/linked': { login: 'ada:right', realm: 'GitLab' } };
    host = await startHttpGitHost(folder.root, { access });
    adapter = createSourceAdapter({
      endpoints: new Map([
        ['github.com', host.url],
        ['git.shop.example', host.url],
      ]),
    });
  });
  afterAll(async () => {
    adapter.close();
    await host.close();
    folder.remove();
  });

  test.each([
    ['feature', 'new/checkout', 'feature/new/checkout', ''],
    ['feature', 'new/checkout/services/api', 'feature/new/checkout', 'services/api'],
    ['release', '1.0/services', 'release/1.0', 'services'],
  ])('%s and %s are parted where the branch ends', async (revision, contextDir, branch, directory) => {
    const url = 'https://github.com/shop/api';
    const check = await adapter.check(url, { revision, contextDir });
    expect([check.outcome, check.revision, check.contextDir]).toEqual(['readable', branch, directory]);
    expect(proofAt(check, 'revision')).toContain(branch);
  });

  test('a branch that is there is not looked for among directories, and one that is not there is not made up', async () => {
    const url = 'https://github.com/shop/api';
    const there = await adapter.check(url, { revision: 'main', contextDir: 'services/api' });
    expect([there.revision, there.contextDir]).toEqual(['main', undefined]);
    const gone = await adapter.check(url, { revision: 'fixes', contextDir: 'new/checkout' });
    expect(failedAt(gone)).toBe('revision git-revision-not-found');
  });

  test('a build that names a page is told so, with address, branch and directory', async () => {
    const url = 'https://github.com/shop/api/tree/feature/new/checkout/services/api';
    const check = await adapter.check(url, { revision: 'main' });
    expect(failedAt(check)).toBe('address git-address-invalid');
    expect(proofAt(check, 'address')).toContain('https://github.com/shop/api');
    expect(check.facts).toEqual({
      sourceUrl: 'https://github.com/shop/api',
      revision: 'feature/new/checkout',
      contextDir: 'services/api',
    });
  });

  test('on a host of one’s own, a repository whose path looks like a page is read as it stands', async () => {
    const check = await adapter.check('https://git.shop.example/platform/backend/src/api');
    expect([failedAt(check), check.outcome]).toEqual([undefined, 'readable']);
    const gone = await adapter.check('https://git.shop.example/platform/backend/src/gone');
    expect(failedAt(gone)).toMatch(/^(?:auth|repository) /);
  });

  test('on a host of one’s own, a page of a repository that is there is told as one', async () => {
    const check = await adapter.check('https://git.shop.example/shop/api/src/branch/main/services');
    expect(failedAt(check)).toBe('address git-address-invalid');
    expect(check.facts?.sourceUrl).toBe('https://git.shop.example/shop/api');
  });

  test('a finding links to the pages of a host of one’s own that shows what it runs', async () => {
    const own = createSourceAdapter({
      endpoints: new Map([['git.shop.example', host.url]]),
      secrets: { token: { username: 'ada', password: 'right' } },
    });
    const url = 'https://git.shop.example/shop/linked';
    const { findings, software, commit } = await own.check(url, { secret: 'token' });
    own.close();
    expect(software).toBe('gitlab');
    expect(findings.map((finding) => finding.url)).toEqual([`${url}/-/blob/${commit?.id}/.gitmodules#L3`]);
  });

  test('a repository deep in groups is no page', async () => {
    const check = await adapter.check('https://git.shop.example/group/team/api');
    expect(check.outcome).toBe('readable');
  });
});
