import type { LabCase, Tool } from '../case';

const gemfile = (more: string, host = 'rubygems.org') => ({
  Gemfile: `source "https://${host}"\n\n${more}\n`,
});
const bundler: readonly LabCase[] = [
  {
    name: 'no-gemfile',
    cause: 'project-files-missing-in-build',
    shows: /Could not locate Gemfile/,
    run: 'bundle install',
  },
  {
    name: 'source-does-not-resolve',
    cause: 'package-install-network',
    shows: /Could not (reach|fetch|connect)|getaddrinfo/i,
    files: gemfile('gem "sinatra"', 'registyr.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-refuses-connection',
    cause: 'package-install-network',
    shows: /refused|Could not (reach|fetch|connect)/i,
    files: gemfile('gem "sinatra"', 'closed.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-wants-login',
    cause: 'package-registry-auth',
    shows: /[Aa]uthentication|401/,
    files: gemfile('gem "sinatra"', 'packages.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-forbids',
    cause: 'package-registry-auth',
    shows: /403|forbidden|Bad username/i,
    files: gemfile('gem "sinatra"', 'forbidden.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-certificate',
    cause: 'tls-unknown-authority',
    shows: /SSL|certificate/i,
    files: gemfile('gem "sinatra"', 'corporate.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'ruby-version-differs',
    cause: 'build-tool-version-mismatch',
    shows: /Your Ruby version is/,
    files: gemfile('ruby "2.1.0"'),
    run: 'bundle install',
  },
  {
    name: 'gem-not-installed',
    cause: 'build-dependency-not-installed',
    also: ['package-version-not-found'],
    shows: /Could not find/,
    files: gemfile('gem "sinatra", "4.0.0"'),
    run: 'bundle exec rackup',
  },
  {
    name: 'local-gem-missing',
    cause: 'package-version-not-found',
    also: ['build-dependency-not-installed'],
    shows: /Could not find gem/,
    files: gemfile('gem "sinatra", "4.0.0"'),
    run: 'bundle install --local',
  },
  {
    name: 'command-missing',
    cause: 'command-not-found-in-build',
    shows: /command not found/,
    files: { Gemfile: '' },
    run: 'bundle exec pumma',
  },
  {
    name: 'gemfile-broken',
    cause: 'compile-error',
    also: ['unknown'],
    shows: /error parsing|syntax/i,
    files: gemfile('gem "sinatra'),
    run: 'bundle install',
  },
  {
    name: 'frozen-lock-missing',
    cause: 'package-lockfile-mismatch',
    shows: /lockfile|Gemfile\.lock/,
    files: gemfile('gem "json"'),
    env: { BUNDLE_FROZEN: 'true' },
    run: 'bundle install',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /Bundle complete/,
    files: { Gemfile: '' },
    run: 'bundle install',
  },
];

export const bundlerTool: Tool = {
  name: 'bundler',
  needs: 'bundle',
  version: 'bundle --version',
  env: { BUNDLE_SILENCE_ROOT_WARNING: '1' },
  cases: bundler,
};
