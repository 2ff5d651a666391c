import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-dependency-conflict',
  title: 'The dependencies contradict each other',
  stage: 'build',
  meaning: 'No set of versions satisfies all constraints at once.',
  shows: '`npm error code ERESOLVE`, `ResolutionImpossible`, “version solving failed”.',
  patterns: words(
    88,
    /\bERESOLVE\b(?!.{0,40}overriding)/,
    /\bunable to resolve dependency tree\b|\bCould not resolve dependency: ?.{0,60}peer\b/i,
    /\bResolutionImpossible\b|\bconflicting dependencies\b|\bpackage versions have conflicting\b/i,
    /\bversion solving failed\b|\bSolverProblemError\b|\bNo solution found when resolving\b/i,
    /\bfailed to select a version for (?!the requirement)/i,
    /\bYour requirements could not be resolved to an installable set\b/i,
    /\bBundler (?:could not find compatible versions|found conflicting requirements)\b|\bCould not find compatible versions\b/i,
    /\bYour dependencies could not be resolved\b|\bmismatch in your sub-dependencies\b/i,
    /\bYour Ruby version is [\d.]{1,12}, but your Gemfile specified\b/i,
    /\brequires (?:ruby|rubygems|bundler) version .{1,60}(?:incompatible with the current version|$)/i,
    /\bUnsatisfiableError\b|\bLibMambaUnsatisfiableError\b|\bThe following (?:specifications|packages are incompatible)\b/i,
    /\b(?:NU1605|NU1107|NU1608)\b.{0,100}|\bDetected package downgrade\b|\bVersion conflict detected\b/i,
    /\bERR_PNPM_PEER_DEP_ISSUES\b|\bUnmet peer dependenc(?:y|ies)\b.{0,60}error/i,
    /\bYou have (?:held broken packages|unmet dependencies)\b|\bhave unmet dependencies\b|\bbreaks: |\bunmet dependencies:/i,
    /\bproblem: (?:conflicting requests|cannot install|package .{1,200} requires)|\bconflicts with (?:file from )?package\b/i,
    /\bDependencyResolutionException\b.{0,200}conflict|\bCannot choose between the following\b|\bVersion conflict\b.{0,120}/i,
    /\bThe engine "\w{1,20}" is incompatible with this module\b|\bEBADENGINE\b(?!.{0,10}$).{0,100}Not compatible|\bERR_PNPM_UNSUPPORTED_ENGINE\b|\brequires rustc [\d.]{1,8} or newer\b/i,
  ),
  proof: 'The resolver’s own statement names the two constraints.',
  fix: (facts) => [
    step('Bring the two named constraints together: update the package that asks for the old one.'),
    step('For npm peer dependencies --legacy-peer-deps is a way round, not a cure.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
