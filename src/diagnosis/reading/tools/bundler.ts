/** Bundler and RubyGems. */
import { says, type Tool } from './tool';

export const bundler: Tool = {
  name: 'bundler',
  starts: /\bbundle (?:install|exec|config|check|update)\b|\bgem install\b/,
  speaks:
    /^(?:Fetching gem metadata|Bundle complete!|Installing [\w-]{1,60} \d|Using [\w-]{1,60} \d)|^Could not reach host \S{1,200}\. Check your network connection|\bGemfile\b|\brubygems\.org\b|\bGem::(?!GemNotFoundException|LoadError|MissingSpec)\w|\bBundler::\w/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'mismatch',
      'lock-file',
      /\b(?:deployment|frozen) setting requires a (?:Gemfile\.lock|lockfile)\b/,
    ),
    ...says('command-missing', 'command', /\bbundler: command not found: (?<command>\S{1,80})/),
    ...says('timeout', 'package-index', /\bCould not reach host\b/),
    ...says(
      'unauthorized',
      'package-index',
      /\bAuthentication is required for https?:/,
      /\bBad username or password for https?:/,
    ),
    ...says(
      'not-found',
      'package',
      /\bCould not find gem '(?<package>(?!bundler\b)[^']{1,80})'/,
      /\bCould not find a valid gem '(?<package>[^']{1,80})'|\bCould not find [\w.-]{1,80}-\d[\w.]{0,20} in any of the sources\b|\byanked\b/,
    ),
    ...says(
      'mismatch',
      'lock-file',
      /\bYou are trying to install in deployment mode after changing your Gemfile\b|\bThe gemspecs? for .{1,120} changed\b|\bfrozen mode\b.{0,120}|\bYour bundle only supports platforms\b|\bthe dependencies in your gemfile changed\b/i,
    ),
    ...says(
      'conflict',
      'package',
      /\b[Cc]ould not find compatible versions\b(?! for gem "bundler")|\bVersion solving has failed\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bYour bundler version\b.{0,120}|\bconflicting requirements for the Ruby\b|\bYour Ruby version is .{1,40}, but your Gemfile specified\b|\brequires [Rr]uby version\b|\bYou must use Bundler\b|\bCould not find 'bundler' \(|\bcan't find gem bundler\b|\bwas resolved to .{0,40}, which depends on bundler\b|\bcould not find compatible versions for gem "bundler"|\bCould not find gem 'bundler\b/,
    ),

    ...says('no-such-file', 'project-file', /\bCould not locate Gemfile\b|\bNo Gemfile found\b/),
    ...says(
      'exited',
      'package',
      /\bAn error occurred while installing\b|\bFailed to build gem native extension\b/,
    ),
    ...says(
      'command-missing',
      'compiler',
      /\bYou have to install development tools first\b|\bcan't find header files for ruby\b/,
    ),
  ],
};
