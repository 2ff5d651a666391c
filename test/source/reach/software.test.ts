/** What a git host runs, told by what it sends. */
import { softwareOf } from '../../../src/source/reach/software';

test.each([
  ['github', { 'x-github-request-id': 'C0DE:1' }, undefined],
  ['github', { 'www-authenticate': 'Basic realm="GitHub"' }, undefined],
  ['github', {}, 'git/github-8e6a4d0'],
  ['gitlab', { 'x-gitlab-meta': '{"correlation_id":"01J"}' }, 'git/2.47.2'],
  ['gitlab', { 'www-authenticate': 'Basic realm="GitLab"' }, undefined],
  ['gitea', { 'www-authenticate': 'Basic realm="Gitea"' }, undefined],
  ['gitea', { 'set-cookie': ['i_like_gitea=1a2b; Path=/'] }, undefined],
  ['bitbucket-server', { 'x-arequestid': '@1A2B' }, undefined],
  ['bitbucket-server', { 'www-authenticate': 'Basic realm="Atlassian Bitbucket"' }, undefined],
  [undefined, { server: 'nginx', 'www-authenticate': 'Basic realm="git"' }, 'git/2.47.2'],
])('%s: %j %s', (software, headers, agent) => {
  expect(softwareOf(headers, agent)).toBe(software);
});
