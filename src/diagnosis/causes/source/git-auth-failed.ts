import { codeEngineDoc } from '../../remedy/doc-pages';
import { defineCause } from '../cause';
import { sshSecret } from '../shared/source';
import { words } from '../shared/wordings';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-auth-failed',
  title: 'The git host refuses the credentials',
  stage: 'source',
  meaning:
    'The repository exists or is private, and the key, password or token is missing, wrong or without the right to read it.',
  shows: '`Permission denied (publickey)`, `Authentication failed for …`, `HTTP Basic: Access denied`.',
  reasons: [
    { of: 'build-run', value: 'missing_code_repo_access', strength: 'symptom' },
    {
      of: 'shipwright-failure',
      value:
        /^(?:GitAuthInvalidUserOrPass|GitAuthInvalidKey|GitBasicAuthIncomplete|GitSSHAuthUnexpected|GitSSHAuthExpected|AuthUnexpectedHTTP)$/,
      strength: 'decisive',
    },
  ],
  patterns: [
    ...words(
      82,
      /\bPermission denied \((?:[\w-]{1,30},?){0,5}publickey/i,
      /\bAuthentication failed for\b/i,
      /\bSupport for password authentication was removed\b|\bPassword authentication is not (?:supported|available) for Git\b/i,
      /\bHTTP Basic: Access denied\b/i,
      /\bremote: Invalid (?:username or (?:password|token)|credentials)\b/i,
      /\bremote: (?:Permission to|Write access to repository not granted|Access denied|You are not allowed|Unauthorized|Your account has been|Forbidden)/i,
      /\bunable to access 'https?:.{1,300}requested URL returned error: 40[13]\b/i,
      /\bremote: .{0,120}(?:SAML SSO|organization has enabled or enforced SAML|SSO)/i,
      /\bTF40(?:0813|1019)\b(?!.{0,60}does not exist).{0,160}(?:not authorized|permission)/i,
      /\bremote: Bitbucket Cloud recently stopped supporting account passwords\b|\bApp passwords? .{0,80}(?:deprecated|invalid)/i,
      /\bAn error occurred accessing your Git credentials\b|\bThe requested URL returned error: 403\b.{0,60}git/i,
      /\bThis key is already in use\b|\bdeploy key .{0,80}(?:not|invalid|denied|disabled)/i,
      /\bToo many authentication failures\b|\bNo supported authentication methods available\b/i,
      /\b(?:Load|loading) key .{1,200}(?:invalid format|error in libcrypto|bad permissions|unsupported)/i,
      /\bssh: handshake failed: .{0,120}unable to authenticate\b/i,
      /\bauthentication required: Repository not found\b/i,
      /\bgit@.{1,200}: Permission denied\b/i,
    ),
    ...words(
      60,
      /\bgit ls-remote\b.{0,300}could not read Username\b/i,
      /\bcould not read Password for\b/i,
      /\bmarked as read only\b/i,
      /\bremote: .{0,160}(?:token|credential)s? .{0,60}(?:expired|revoked|invalid)/i,
    ),
    // What git says after the host has hung up; anything plainer beats it.
    ...words(36, /\bCould not read from remote repository\b/i),
  ],
  proof: 'The git host answers 401, or closes the SSH session after the key.',
  ruleOut: ['an expired key', 'a key with a passphrase', 'a repository that does not exist'],
  fix: (facts) => sshSecret(facts),
  doc: sourcePage,
  cases: ['B-12', 'B-15'],
});
