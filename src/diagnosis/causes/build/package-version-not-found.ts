import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-version-not-found',
  title: 'A package or version is not in the index',
  stage: 'build',
  meaning:
    'The index answers and does not have it: a typing error, a version that was never published or was withdrawn, or a distribution that is past its end of life.',
  shows:
    '`No matching distribution found for …`, `E: Unable to locate package …`, `404 Not Found - GET https://registry.npmjs.org/…`.',
  patterns: [
    ...words(
      92,
      /\bno versions? of \S{1,120} match(?:es|ed)?\b|\bnot found in the package registry\b|\bbreaks: world\[/i,
      /\bNo URLs in mirrorlist\b|\bis locked to .{1,160} could not be found in any of the sources\b/i,
    ),
    ...words(
      78,
      /\bCould not find a version that satisfies the requirement\b/i,
      /\bNo matching distribution found for\b/i,
      /\b(?:does not have a|no longer has a|doesn't have a) Release file\b/i,
      /\bVersion '?.{1,100}'? for '?.{1,100}'? was not found\b/i,
      /\bnpm (?:ERR!|error) (?:code )?(?:E404|ETARGET|ENOVERSIONS|404)\b|\bnpm (?:ERR!|error) (?:notarget|404)\b/i,
      /\bnotarget No matching version found for\b|\bNo matching version found for\b/i,
      /\bCouldn't find (?:any versions for|package|any match)\b|\berror Couldn't find\b/i,
      /\bERR_PNPM_(?:NO_MATCHING_VERSION|FETCH_404|NO_VERSIONS|PACKAGE_NOT_FOUND)\b/i,
      /\bCould not find (?:artifact|metadata) \S{3,300}/i,
      /\bFailure to find \S{3,300} in https?:/i,
      /\bCould not find \S{1,120}:\S{1,120}:\S{1,80}\.?$/,
      /\bPlugin \[id: .{1,200} was not found in any of the following sources\b/i,
      /\b(?:no matching package named|failed to select a version for the requirement|no matching package found|candidate versions found which didn't match)\b/i,
      /\bRoot composer\.json requires .{1,300}(?:could not be found|found \S.{0,200}but|it could not be found)/i,
      /\bCould not find (?:a (?:matching )?version of package|package \S{1,120})\b.{0,160}/i,
      /\bCould not find gem '|\bCould not find .{1,120} in (?:any of the sources|rubygems repository|locally installed gems)\b/i,
      /\b(?:NU1101|NU1102|NU1103|NU1100)\b|\bUnable to find package \S{1,160}/i,
      /\bNo package .{1,120} available\b|\bNo match for argument\b|\bUnable to find a match\b|\bnothing provides\b/i,
      /\bunable to select packages:|\berror: target not found:|\bNo provider of '.{1,120}' found\b|\bnot found in package names\b/i,
      /\b(?:go: |: )?(?:module )?\S{1,200}@(?:v?[\w.+-]{1,120}): (?:invalid version|reading .{1,300}: (?:404|410|unknown revision)|unknown revision|no matching versions|not found)/i,
      /\binvalid version: (?:unknown revision|git (?:ls-remote|fetch))\b|\bmodule lookup disabled\b|\bno matching versions for query\b|\bmodule .{1,200} found .{0,80}but does not contain package\b/i,
      /\b(?:PackagesNotFoundError|ResolvePackageNotFound)\b|\bThe following packages are not available from current channels\b/i,
      /\bPackage '?\S{1,100}'? has no installation candidate\b/i,
      /\bno such package\b|\bPackage not found: |\bFailed to find package\b/i,
      /\bBecause .{1,200} (?:was|were) not found in the package registry\b|\bno versions? of \S{1,120} match(?:es|ed)?\b|\bwhich doesn't match any versions\b|\bthere (?:is|are) no versions? of\b/i,
      /\bRequires-Python\b.{0,200}|\brequires a different Python\b|\brequires Python '[^']{1,60}' but the running Python\b/i,
      /\bUnable to find a (?:suitable )?(?:release|version) (?:of|for)\b|\bNo matching manifest in (?:nuget|index)\b/i,
      /\bis not (?:in the npm registry|in this registry)\b|\bis not available, but is referred to by another package\b/i,
      /\berror: (?:404|package .{1,80} not found)\b.{0,120}|\bGET https?:\/\/registry\.(?:npmjs|yarnpkg)\S{1,200} - (?:404|Not found)/i,
      /\bRequest failed "404 Not Found"/i,
    ),
    // All that is left of an apt failure when its own lines were cut off.
    ...words(32, /\bapt(?:-get|itude)?\b.{0,900}\b(?:exit code|non-zero code|exit status):? 100\b/i),
    ...words(
      70,
      /\bUnable to locate package\b/i,
      /\b(?:W|E|Err): ?.{0,200}\b404 {1,4}Not Found\b/i,
      /\bFailed to fetch https?:\S{1,300}.{0,40}404\b/i,
      /\b404 {1,4}Not Found \[IP:/i,
      /\bStatus code: 404 for https?:|\[Errno 14\] (?:HTTP|HTTPS) Error 404\b|\b(?:The requested URL returned error: 404)\b.{0,160}/i,
      /\b(?:no such package|required by: world\[)/i,
      /\bERROR 404: Not Found\b|\bserver returned error: HTTP\/1\.\d 404\b|\bcurl: \(22\) The requested URL returned error: 404/i,
    ),
  ],
  proof: 'The index answers 404, or lists other versions.',
  ruleOut: [
    'an index that could not be fetched in the first place',
    'a private package that hides behind “not found”',
  ],
  fix: (facts) => [
    step('Correct name and version; look up which versions exist.'),
    step('For a distribution past its end of life take a newer base image, or its archive repositories.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
