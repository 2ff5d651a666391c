import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-lockfile-mismatch',
  title: 'Manifest and lock file disagree',
  stage: 'build',
  meaning:
    'The lock file is missing or does not belong to the manifest, and the installer was told not to change it.',
  shows:
    '`npm ci` can only install packages when your package.json and package-lock.json are in sync, `missing go.sum entry`.',
  patterns: words(
    91,
    /\bcan only install (?:packages )?(?:when|with an existing)\b/i,
    /\b(?:npm ci|clean-install).{0,200}(?:in sync|package-lock|shrinkwrap)/i,
    /\bpackage-lock\.json.{0,120}(?:not in sync|out of (?:sync|date)|are not in sync)|\bare in sync\. Please update your lock file\b/i,
    /\bERR_PNPM_(?:OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH|NO_LOCKFILE|LOCKFILE_BREAKING_CHANGE|LOCKFILE_MISSING_DEPENDENCY|BROKEN_LOCKFILE|FROZEN_LOCKFILE)\b/i,
    /\b(?:lock ?file|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|Gemfile\.lock|composer\.lock|Pipfile\.lock|uv\.lock|packages\.lock\.json|go\.sum|lockfile)\b.{0,160}(?:needs to be updated|would have been (?:modified|created)|not up[- ]to[- ]date|is not up to date|out of date|outdated|had changes, but|is frozen|does not match|changed significantly|incompatible|mismatch|is (?:corrupt|missing|absent|not compatible))/i,
    /\bfrozen-lockfile\b.{0,160}(?:fail|cannot|error|needs|out of|update|because)/i,
    /\bYN0028\b|\bThe lockfile would have been\b/i,
    /\bCould not find 'bundler' \(.{1,40}\) required by your .{0,80}Gemfile\.lock\b/i,
    /\bmissing go\.sum entry\b|\bupdates to go\.(?:mod|sum) needed\b|\bgo: inconsistent vendoring\b|\bverifying .{1,200}: checksum mismatch\b|\bgo\.mod file indicates go .{0,40}but maximum\b/i,
    /\bthe lock file .{0,200}needs to be updated but --locked\b|\bcannot update the lock file\b/i,
    /\bpyproject\.toml changed significantly since poetry\.lock\b|\bpoetry\.lock is not (?:up to date|consistent)\b/i,
    /\bPipfile\.lock \(.{1,60}\) out of date\b/i,
    /\b(?:The )?gemspecs? for path gems changed\b|\bYour bundle (?:is frozen|only supports platforms)\b|\bIn frozen mode\b|\bthe dependencies in your gemfile changed\b|\bGemfile\.lock.{0,80}(?:frozen|deployment)/i,
    /\bYour lock file does not contain a compatible set of packages\b|\block file is not up to date with the latest changes in composer\.json\b/i,
    /\bNU1004\b|\bNU1403\b|\blockfile (?:had|has) changes\b/i,
    /\bMissing: \S{1,160} from lock file\b|\bInvalid: lock file's \S{1,160} does not satisfy\b/i,
    /\bThe lockfile at .{1,200} needs to be updated\b/i,
  ),
  proof: 'Installing without the freeze changes the lock file.',
  fix: (facts) => [
    step(
      'Run the package manager’s plain install locally (npm install, go mod tidy, poetry lock), and commit the lock file.',
    ),
    step('Use the same version of the package manager locally and in the build.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
