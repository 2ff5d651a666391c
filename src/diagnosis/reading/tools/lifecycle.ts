/** The lifecycle of Cloud Native Buildpacks, pack, and the buildpacks of Paketo, Heroku and Google. */
import { says, type Tool } from './tool';

export const lifecycle: Tool = {
  name: 'lifecycle',
  starts: /\bpack build\b/,
  speaks:
    /^===> (?:DETECTING|ANALYZING|ANALYSING|RESTORING|BUILDING|EXPORTING|CREATING)|\bPaketo\b|\bexecuting lifecycle\b|^(?:remote: )?-----> |^=== .{1,60} \(\w[\w.]{2,60}@|\bbuildpacks?\b.{0,40}(?:participat|detect)|^======== (?:Output|Results|Error)/,
  reaches: 'download',
  handles: 'buildpack',
  phase: 'build',
  says: [
    ...says('version-unsupported', 'builder', /\bfailed to read buildpack order file\b/),
    ...says('value-missing', 'start-command', /\bno start command specified\b/),
    ...says(
      'version-unsupported',
      'runtime',
      /\bis not available for this stack\b/,
      /\bimproper constraint: /,
      /\binvalid (?:version )?constraint\b/,
    ),
    ...says(
      'version-unsupported',
      'runtime',
      /\bDEPENDENCY MISSING IN MANIFEST\b/,
      /\brequested version or version range is not supported\b/,
    ),
    ...says(
      'not-found',
      'buildpack',
      /\bNo buildpack groups passed detection\b|\bno buildpacks participating\b|\bbuildpack\(s\) failed with err\b|\bfailed with status code: (?:6|20|21|22|100|101)\b|\bunable to (?:auto-?)?detect\b.{0,40}(?:buildpack|app)|\bNo default language could be detected\b|\bNone of the buildpacks\b|\bApp not compatible with buildpack\b|\bfailed to detect: /i,
    ),
    ...says(
      'version-unsupported',
      'runtime',
      /\bfailed to satisfy "?(?<package>[\w.-]{1,60})"? dependency\b|\bno compatible versions on\b|\bRequested runtime\b.{0,60}\bnot available\b|\bCould not find \w{1,20} version matching range\b|\b(?:node|python|ruby|java|go|php|dotnet)\b.{0,60}\bversion\b.{0,80}(?:not (?:found|available|supported(?! by the project))|no matching|invalid)|\bFailed to download \w{1,20} version\b|\bruntime\.txt\b.{0,80}(?:not|invalid|format)|\bdl\.google\.com\/runtimes\/\S{1,160} returned HTTP status: 404\b|\bno (?:matching )?(?:version|release) (?:found )?for\b.{0,60}(?:node|python|java|ruby|go|php)/i,
    ),
    ...says(
      'version-unsupported',
      'builder',
      /\b(?:buildpack|platform) API version\b.{0,80}\bincompatible\b|\bdoes not support stack\b|\bincompatible with (?:this version of pack|Platform API version|the lifecycle)\b|\bbuildpack API\b.{0,60}(?:deprecated and|not supported|incompatible)|\bset API for Buildpack\b|\bis not compatible with stack\b|\bmissing required mixins\b|\bfailed to (?:set|find) platform API\b|\bstack ID\b.{0,80}(?:mismatch|not|missing)|\brun image\b.{0,60}\bstack\b.{0,60}(?:mismatch|does not)/i,
    ),
    ...says(
      'value-missing',
      'start-command',
      /\bno default process(?: type)?\b|\bdetermine start command\b|\bprocess type \w{1,40} was not found\b|\bwhen there is no default process a command is required\b/,
    ),
  ],
};
