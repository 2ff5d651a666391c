import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const planPage = codeEngineDoc('plan-build');

export default defineCause({
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
});
