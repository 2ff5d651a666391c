import { codeEngineDoc } from '../../remedy/doc-pages';
import { newRegistrySecret } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { during, except, words } from '../shared/wordings';

const afterBuild = ['pull', 'run', 'push', 'source'] as const;

const reading = ['pull', 'run', 'source'] as const;

export default defineCause({
  id: 'auth-missing',
  title: 'The registry wants a login and got none',
  stage: 'pull',
  meaning:
    'The image is private, and the request came without credentials: no registry secret is set, or the client found none for this host.',
  shows: '`no basic auth credentials`, a failing anonymous token, `Authorization required`.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_missing_pull_credentials', strength: 'decisive' }],
  patterns: [
    ...during(
      afterBuild,
      words(80, /\bno basic auth credentials\b/i, /\bfailed to fetch anonymous token\b/i),
    ),
    ...words(
      80,
      /\bAuthorization required\b.{0,40}(?:See http|$)/,
      /\bStatus code 403 Forbidden\b/,
      /\bYou were not authorized to complete this operation\b/i,
      /\bUnauthenticated requests? do(?:es)? not have permission\b/i,
      /\bcredentials? (?:are|is)? ?(?:required|missing)\b.{0,80}regist|\bno (?:auth|credentials?) (?:found|provided|specified|available|configured)\b.{0,120}(?:regist|\.io|\.com)/i,
      /\bPlease (?:run ['"`]?docker login|log ?in (?:first|prior|to))/i,
      /\bCannot perform an interactive login from a non TTY device/i,
      /\btls: (?:client )?certificate required\b/i,
    ),
    ...except(
      /incorrect username|invalid username|expired|requested access to the resource is denied|\bgit\b|\bnpm\b|maven|pushed|\bpush/i,
      words(
        64,
        /\bunauthorized: ?(?:authentication required|unauthorized|not authenticated|.{0,60}needs? authentication)/i,
        /\bauthentication required\b/i,
        /\b(?:Head|Get) "?https?:.{1,400}: unauthorized$/i,
        /\bUNAUTHORIZED: ?(?:authentication required|unauthorized to access repository)?/,
        /\b(?:daemon|registry): unauthorized\b/i,
      ),
    ),
    ...during(reading, words(80, /\baccess to the requested resource is not authorized\b/i)),
    ...during(
      reading,
      words(
        52,
        /\b(?:unexpected status(?: code)?|status code|StatusCode|HTTP (?:Error|status)|failed with status).{0,400}\b401\b/i,
        /\b401 Unauthorized\b/i,
        /\bunauthorized$/i,
      ),
    ),
  ],
  proof: 'The registry answers 401 to an anonymous request, and no registry secret is configured.',
  ruleOut: ['the secret is set but belongs to another host'],
  fix: newRegistrySecret,
  doc: codeEngineDoc('add-registry'),
  cases: ['I-8', 'I-18'],
});
