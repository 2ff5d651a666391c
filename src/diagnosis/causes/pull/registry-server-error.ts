import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { except, words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-server-error',
  title: 'The registry fails with a server error',
  stage: 'pull',
  meaning:
    'The registry or its token service answered with a 5xx status. The request itself is fine; the service is overloaded, in maintenance or broken.',
  shows: '`500 Internal Server Error`, `502 Bad Gateway`, `503 Service Unavailable` from the registry.',
  patterns: except(
    /\b(?:npm|pip|yarn|pnpm|maven|gradle|gem|bundler|composer|cargo|nuget|apt|apk|probe|curl)\b|npm (?:ERR|error)|fatal: unable to access|requested URL returned error/i,
    [
      ...words(
        86,
        /\breceived unexpected HTTP status: 5\d\d\b/i,
        /\bunexpected (?:http )?status(?: code)?\b.{0,400}\b5\d\d\b(?: (?:Internal|Bad|Service|Gateway|status|Origin|Server|Web|Unknown)|:|$)/i,
        /\berror parsing HTTP 5\d\d response body/i,
        /\b(?:HTTP|http)(?: (?:status|code|error|response))?(?: code)?:? ?5\d\d (?:Internal|Bad|Service|Gateway|Server)/i,
        /\bStatusCode[:=] ?5\d\d\b/,
        /\b(?:regist|manifest|blob|\/v2\/|token|pull|push|image).{0,400}\b5(?:00 Internal Server Error|02 Bad Gateway|03 Service (?:Temporarily )?Unavailable|04 Gateway Time-?out|2\d\b.{0,40}(?:origin|unknown error))/i,
      ),
      ...words(
        55,
        /\b(?:500 Internal Server Error|502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out|52[0-9] Origin)/i,
        /\b(?:internal server error|UNAVAILABLE: |unknown: unknown error|INTERNAL_SERVER_ERROR)\b.{0,120}(?:regist|pull|push|manifest|blob|image)/i,
        /(?:regist|pull|push|manifest|blob|image).{0,200}\b(?:internal server error|UNKNOWN: unknown error|unknown: unknown error|unknown error)\b/i,
        /\bencountered unknown type text\/html|unexpected media type text\/html/i,
      ),
    ],
  ),
  proof: 'The registry answers 5xx to our own request as well.',
  ruleOut: ['a proxy in between that answers in the registry’s place'],
  fix: (facts) => [step('Look at the status page of the registry; wait a few minutes.'), ...again(facts)],
  doc: pullPage,
  cases: ['I-1'],
});
