/** Build: Cloud Native Buildpacks. */

import { codeEngineDoc } from '../remedy/doc-pages';
import { buildAndDeploy, rerun, setBuild, step } from '../remedy/steps';
import { defineCause } from './cause';
import { words } from './wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');
const planPage = codeEngineDoc('plan-build');

export const buildpacksCauses = [
  defineCause({
    id: 'buildpack-none-detected',
    title: 'No buildpack recognises the source',
    stage: 'build',
    meaning:
      'Every group of buildpacks looked at the context directory, and none found what it needs: the source is in a child directory, or its language is not supported.',
    shows: '`ERROR: No buildpack groups passed detection.`',
    patterns: words(
      92,
      /\bNo buildpack groups passed detection\b/i,
      /\bPlease check that you are running against the correct path\b/i,
      /\bfailed to detect: (?:no buildpacks participating|buildpack\(s\) failed)/i,
      /\bno buildpacks participating\b|\bNo buildpack (?:was )?(?:detected|found) (?:for|to build)\b/i,
      /\bNo default language could be detected\b|\bUnable to (?:detect|determine) (?:a )?(?:buildpack|application type|set of buildpacks)\b/i,
      /\bCould not detect (?:app|application|project|a (?:supported )?(?:language|buildpack))\b|\bNo buildpack detected\b/i,
      /\b(?:executing lifecycle|lifecycle).{0,120}status code: 2[01]\b/i,
      /\bApp not compatible with buildpack\b|\bNone of the buildpacks detected a compatible application\b|\bnone of the buildpacks detected\b/i,
    ),
    proof: 'The lifecycle’s own statement in the detect phase.',
    fix: (facts) => [
      step(
        `See in a clone which directory holds the application; the build looks in ${facts.contextDir || 'the root of the repository'}.`,
        "git ls-files '*package.json' '*go.mod' '*requirements.txt' '*pom.xml' '*.csproj' '*composer.json' '*Gemfile'",
      ),
      setBuild(facts, 'Name that directory.', { 'context-dir': 'DIRECTORY' }),
      setBuild(facts, 'Or add a Dockerfile, and build with it.', { strategy: 'dockerfile' }),
      rerun(facts),
    ],
    doc: buildPage,
    cases: ['B-6'],
  }),
  defineCause({
    id: 'buildpack-runtime-version-unsupported',
    title: 'The buildpack does not offer this runtime version',
    stage: 'build',
    meaning:
      'The source asks for a version of its runtime that the builder does not hold, or that cannot be read.',
    shows: '`failed to satisfy "node" dependency version constraint …: no compatible versions`.',
    patterns: words(
      93,
      /\bdependency version constraint\b.{0,200}/i,
      /\bno compatible versions(?: on .{1,80} stack)?\b/i,
      /\bfailed to satisfy\b.{0,200}\b(?:version|constraint)\b/i,
      /\bno valid dependencies for\b|\bunable to find (?:a )?dependency\b.{0,200}|\bunable to determine .{0,60}version\b/i,
      /\b[Rr]equested runtime '.{1,60}' (?:for .{1,60} )?is not (?:available|supported)\b|\bThe requested (?:Python|Ruby|Node|PHP|runtime) .{0,60}(?:isn't|is not) (?:available|recognized|supported)/i,
      /\bCould not (?:find|get|parse|resolve) (?:\w{1,20} ){0,3}(?:Node|Node\.js|Python|Ruby|Go|Java|PHP|JDK|Yarn|npm) (?:version|release)\b/i,
      /\b(?:Invalid|Unsupported|Unknown) (?:Node|Node\.js|Python|Ruby|Go|Java|JDK|PHP|\.NET|runtime|engine) version\b/i,
      /\b(?:Node|Node\.js|Python|Ruby|Go|Java|PHP) version .{0,60}(?:is )?not (?:available|supported|found)\b.{0,60}(?:stack|builder|buildpack|Heroku|heroku)?/i,
      /\b(?:invalid|improper|could not parse|unable to parse) (?:semver|semantic version|version constraint|constraint)\b.{0,120}/i,
      /\bAn Error Occurred while Installing Ruby\b|\bThe Ruby version you are trying to install does not exist\b/i,
      /\bRuntime version .{1,60} (?:does not exist|not found)|\bwe don't currently support .{0,60}version\b|\binvalid (?:Python|Node|Go|Ruby|Java) version specified\b/i,
      /\bUnable to resolve ['"]?(?:jdk|jre|node|node\.js|python|ruby|go|php|\.net)['"]? version\b|\bRequested runtime \(|\bCould not find \.NET SDK version\b/i,
      /\bFailed to (?:download|install|fetch) (?:the )?(?:Node(?:\.js)?|Python|Ruby|Go|Java|JDK|PHP|\.NET(?: SDK)?) (?:version )?v?\d/i,
      /\bno version (?:of \S{1,60} )?satisf(?:ies|y)\b|\bfailed to resolve version matching\b|\bSupported versions are: ?\[/i,
    ),
    proof: 'The buildpack’s own list of supported versions.',
    fix: (facts) => [
      step(
        'Ask for a version that the buildpack offers: engines in package.json, go in go.mod, .python-version, BP_…_VERSION.',
      ),
      setBuild(facts, 'Or add a Dockerfile, which takes any version, and build with it.', {
        strategy: 'dockerfile',
      }),
      rerun(facts),
    ],
    doc: planPage,
    cases: ['B-6'],
  }),
  defineCause({
    id: 'buildpack-builder-incompatible',
    title: 'Builder, lifecycle and buildpack do not fit together',
    stage: 'build',
    meaning: 'The buildpack API, the platform API or the stack of the parts differ: one of them is too old.',
    shows: '`buildpack API version … is incompatible with the lifecycle`.',
    patterns: words(
      93,
      /\b(?:buildpack|platform) API version (?:is )?['"]?[\d.]{1,8}['"]? (?:which )?is (?:incompatible|not (?:supported|compatible))/i,
      /\bincompatible with the lifecycle\b|\bset API for (?:B|b)uildpack\b|\bfailed to set (?:platform )?API\b/i,
      /\b(?:unable to find|no) (?:a )?supported (?:Platform|Buildpack) API\b|\bunsupported (?:platform|buildpack) API\b/i,
      /\b(?:buildpack|builder) .{0,200}(?:does not support|is not compatible with|incompatible with) (?:the )?(?:stack|builder|lifecycle|target|build image|image os|platform)\b/i,
      /\b(?:stack|run image stack|stacks?)(?: id)? ['"]?[\w.*-]{1,100}['"]? .{0,100}(?:incompatible|does not match|not supported|is not compatible|don't match)/i,
      /\bincompatible with (?:this|the|your) (?:version of (?:pack|the lifecycle)|pack(?: CLI)?(?: version)?)\b|\bis incompatible with Platform API version\b/i,
      /\bincompatible (?:stack|lifecycle|builder|platform api)\b|\binvalid stack\b.{0,80}|\bmissing required label .{0,40}(?:stack|buildpacks)/i,
      /\bbuilder .{1,200} (?:is not a valid|missing label|does not appear to be|is missing)\b|\binvalid builder\b/i,
      /\bmixins? .{0,120}(?:missing|required|not (?:on|supported))/i,
      /\bheroku(?:\/buildpacks)?:\d\d .{0,100}(?:end-of-life|deprecat|no longer supported).{0,40}error|\bThis builder .{0,60}(?:no longer|is end-of-life)/i,
    ),
    proof: 'The lifecycle’s own statement.',
    fix: (facts) => [
      step('Take a current builder and current buildpacks; do not pin an old buildpack in project.toml.'),
      rerun(facts),
    ],
    doc: planPage,
    cases: ['B-6'],
  }),
  defineCause({
    id: 'buildpack-no-start-command',
    title: 'The image has no start command',
    stage: 'run',
    meaning:
      'The buildpack built the image and found nothing to start by default. For Python it falls back to the interpreter, which ends at once.',
    shows: '`when there is no default process a command is required`.',
    patterns: [
      ...words(
        94,
        /\bwhen there is no default process\b/i,
        /\bno default process\b(?! type\b)|\bdetermine start command\b/i,
        /\bfailed to launch: .{0,200}/i,
        /\bprocess type .{0,60}(?:was not found|not found|does not exist)\b/i,
        /\bdefault process type '?.{0,40}'? not present in list\b/i,
        /\bno (?:start|launch) (?:command|process|script)\b(?!.{0,40}warn)|\bmissing start (?:command|script)\b|\bunable to find (?:a )?start (?:command|script)\b/i,
      ),
      // The exporter's remark in a build that goes well: the image cannot be started as it is.
      ...words(56, /\bno default process type\b/i),
    ],
    proof: 'The image has the launcher as its entry point and no default process.',
    fix: (facts) => [
      step('Add a Procfile to the root of the context directory, for example: web: python main.py'),
      ...buildAndDeploy(facts),
    ],
    doc: codeEngineDoc('ts-build-python'),
    cases: ['B-21'],
  }),
];
