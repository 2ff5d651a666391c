import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-registry-auth',
  title: 'The package registry refuses the credentials',
  stage: 'build',
  meaning:
    'A private package index (npm, GitHub Packages, a company’s Nexus or Artifactory) wants a login: the token is missing in the build, wrong, or without the right to read.',
  shows: '`npm error code E401`, `Unable to authenticate, need: Basic realm="GitHub Package Registry"`.',
  patterns: words(
    92,
    /\bnpm (?:ERR!|error) (?:code )?E40[13]\b|\bnpm (?:ERR!|error) 40[13]\b/i,
    /\bUnable to authenticate, (?:need|your authentication token)\b|\bneed: (?:Basic|Bearer) realm\b/i,
    /\bENEEDAUTH\b|\bE(?:OTP|NEEDAUTH)\b|\bIncorrect or missing password\b|\bThis command requires you to be logged in\b/i,
    /\bERR_PNPM_FETCH_40[13]\b|\bYN0041\b|\bYN0035\b.{0,200}40[13]/i,
    /\b(?:npm\.pkg\.github\.com|maven\.pkg\.github\.com|nuget\.pkg\.github\.com|pkgs\.dev\.azure\.com|registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org|artifactory|nexus)\b.{0,300}\b(?:401|403|Unauthorized|Forbidden|authentication)/i,
    /\b(?:request|An unexpected error occurred:).{0,200}(?:yarnpkg|npmjs|npm\.)\S{0,200}.{0,80}\b40[13]\b/i,
    /\b(?:Could not (?:transfer|find|resolve)|Failed to (?:transfer|read (?:artifact|metadata))|Could not GET).{0,500}\b(?:401|403|Unauthorized|Not authorized|authentication failed|Forbidden)\b/i,
    /\b(?:Not authorized|authentication failed for https?:|status:? 40[13]).{0,200}(?:\bmaven|artifactory|nexus)/i,
    /\bReceived status code 40[13] from server\b/i,
    /\bResponse status code does not indicate success: 40[13]\b/i,
    /\bBad username or password for\b|\bAuthentication is required for\b.{0,80}(?:gem|source|index)|\bPlease supply credentials for this source\b/i,
    /\b(?:401|403) (?:Client )?Error: ?.{0,60}for url\b|\bHTTP error 40[13] while getting\b|\bUser for \S{1,200}:.{0,40}EOF/i,
    /\bInvalid credentials for 'https?:|\bCould not authenticate against\b|\bthe token is (?:not valid|required) .{0,80}(?:composer|packag)/i,
    /\b(?:cargo|crates?)\b.{0,160}(?:no token found|failed to get 40[13]|authentication required)|\bno token found for `/i,
    /\breading https?:\/\/\S{1,300}: 40[13]\b/i,
    /\b40[13] Unauthorized\b.{0,120}(?:PyPI|index|package|npm)|\bfailed with .{0,60}\b401\b.{0,80}(?:index|package)/i,
    /\b(?:npm|yarn|pnpm|bun|pip|poetry|uv|composer)\b.{0,200}\b(?:401 Unauthorized|403 Forbidden)\b/i,
  ),
  proof: 'The index answers 401 or 403 to the package’s address.',
  fix: (facts) => [
    step(
      'Give the build a token that may read the packages: as a build argument that refers to a secret (run_build_params of the API), in a stage that is not the last, so that it does not stay in the image.',
    ),
    step('Check the scope and registry lines of .npmrc, settings.xml or pip.conf in the source.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
