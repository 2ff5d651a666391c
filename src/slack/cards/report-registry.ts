/** The registry part of a report's card: the ladder, the credential, and what the registry said. */

import type { KnownBlock, RichTextSection } from '@slack/types';
import { traitsOf } from '../../diagnosis/causes/index';
import { bytes } from '../../diagnosis/model/quantity';
import type { RegistryCheck, RegistryStepName } from '../../diagnosis/model/registry-check';
import type { Report } from '../../diagnosis/model/report';
import { capitalised } from '../../diagnosis/model/text';
import { bold, bullets, coded, plain, prose, rich, run } from './blocks';
import type { Part } from './budget';
import { saidIn } from './said';
import { count, excerpt, line, shortDigests } from './text';
import { registryMarks, registryStepNames } from './wording';

/** Whether the image can be reached, as far as it was checked. @param quoted what the card has said of it already */
export function registryPart(report: Report, quoted: readonly string[]): Part | undefined {
  const { registry: check, findings } = report;
  if (!check || !showsRegistry(report)) return undefined;
  const said = [report.headline, ...quoted, ...findings.map(({ explanation }) => explanation)];
  // Fine, and the trouble is another: that it was asked and with what is worth its line, no more.
  const notes = isAside(report) ? [] : [...tellingNotes(check, said), ...imageNotes(check)];
  // The build part names the image that it writes.
  const { build, run: buildRun } = report.build ?? {};
  const named = [build?.outputImage, buildRun?.outputImage].includes(check.reference);
  const version = (mostNotes: number, max: number): KnownBlock[] => {
    const shown = notes.slice(0, mostNotes).map((note) => run(...prose(excerpt(note, max))));
    return [
      rich(
        run(
          bold('Registry access '),
          ...(named ? [] : [coded(line(check.image?.canonical ?? check.reference, 200)), plain(': ')]),
          plain(outcome(check)),
          ...(isClimbed(check.steps) ? [plain(', '), ...credential(check), plain(`\n${ladder(check)}`)] : []),
        ),
        ...(shown.length > 0 ? [bullets(shown)] : []),
      ),
    ];
  };
  return { importance: 57, versions: [version(8, 300), version(3, 200), version(1, 160), []] };
}

/** Not where nothing was asked, nor where the image need not be there yet. */
export function showsRegistry({ registry, build, headline }: Report): boolean {
  if (!registry) return false;
  // Nothing was asked: only why is worth a word, unless it is the headline.
  if (!isClimbed(registry.steps)) {
    return registry.outcome === 'not-checked' && tellingNotes(registry, [headline]).length > 0;
  }
  const building = ['pending', 'running'].includes(build?.run?.status ?? '');
  return !(building && registry.outcome === 'failed');
}

/** Whether the access is fine, and the trouble is another. */
function isAside({ registry, subject, state, findings, cause }: Report): boolean {
  if (registry?.outcome !== 'accessible' || subject.kind === 'image') return false;
  if (registry.findings.length > 0 || driftNotes(registry).length > 0) return false;
  const stage = findings[0]?.stage;
  return state !== 'healthy' && cause !== 'unknown' && stage !== 'pull' && stage !== 'push';
}

function isClimbed(steps: RegistryCheck['steps']): boolean {
  return steps.some(({ status }) => status === 'passed' || status === 'failed');
}

/** What can be done with the image; it follows the words “Registry access”. */
function outcome({ outcome, steps, firstPush }: RegistryCheck): string {
  if (firstPush) return 'push works (nothing to pull yet)';
  const status = (name: RegistryStepName) => steps.find(({ step }) => step === name)?.status;
  if (outcome === 'not-checked' || !isClimbed(steps)) return 'was not checked';
  if (status('platform') === 'failed') return 'pull finds no image for linux/amd64';
  if (status('push') === 'failed') return 'push fails';
  if (outcome === 'failed') return status('manifest') === 'not-asked' ? 'push fails' : 'pull fails';
  if (status('push') !== 'passed') return 'pull works';
  return status('manifest') === 'passed' ? 'pull and push work' : 'push works';
}

/** What one line says of the access: how it ended, the secret that was used, and the steps. */
export function registryWords(check: RegistryCheck): {
  readonly outcome: string;
  readonly secret?: string;
  readonly ladder: string;
} {
  const { kind, secretName } = check.credential;
  const passed = check.steps.filter(({ status }) => status === 'passed').length;
  // Where every step was passed, their number tells as much as their names.
  const climbed = check.steps.some(({ status }) => status === 'failed')
    ? (ladder(check).split('\n', 1)[0] ?? '')
    : `✓ ${count(passed, 'check')} passed`;
  return {
    outcome: outcome(check),
    ...(kind !== 'anonymous' && { secret: line(secretName ?? 'a secret without a name', 80) }),
    ladder: climbed.replace(/ {3}/g, ' '),
  };
}

/** With which login it was asked, and through which host when it is not the image's own. */
function credential({ credential: used, askedHost }: RegistryCheck): RichTextSection['elements'] {
  const through = askedHost ? [plain(' through '), coded(line(askedHost, 80))] : [];
  if (used.kind === 'anonymous') {
    const note = used.note ? ` (${line(used.note, 120)})` : '';
    return [plain(`asked without a login${note}`), ...through];
  }
  const user = used.username ? [plain(' as '), coded(line(used.username, 60))] : [];
  return [
    plain('asked with secret '),
    coded(line(used.secretName ?? 'without a name', 80)),
    ...user,
    ...through,
  ];
}

/** The steps with their marks; those behind the failed one in a row of their own. */
function ladder({ steps }: RegistryCheck): string {
  const climbed = steps.flatMap(({ step, status }) => {
    const mark = registryMarks[status];
    // Mark and word stay on one line.
    return mark ? [`${mark}\u00a0${registryStepNames[step]}`] : [];
  });
  const failed = steps.findIndex(({ status }) => status === 'failed');
  const open = steps
    .slice(failed + 1)
    .flatMap(({ step, status }) => (status === 'not-reached' ? [registryStepNames[step]] : []));
  return [climbed.join('   '), ...(open.length > 0 ? [`not asked: ${open.join(', ')}`] : [])]
    .filter(Boolean)
    .join('\n');
}

/** What is worth a line, the failing step first, each thing once. */
function tellingNotes(check: RegistryCheck, said: readonly string[]): string[] {
  const failed = check.steps.find((step) => step.status === 'failed');
  const proof = failed?.proof ?? 'failed';
  const told: string[] = [...said];
  return [
    ...(failed && !saidIn(said, proof) ? [`${capitalised(registryStepNames[failed.step])}: ${proof}`] : []),
    ...check.notes.filter((note) => note.startsWith(CHOSEN)),
    ...driftNotes(check),
    ...check.findings.map((finding) => finding.detail),
    ...icrNotes(check),
    ...check.notes.filter((note) => !tellsHost(check, note)),
  ].filter((note) => {
    if (saidIn(told, note)) return false;
    told.push(note);
    return true;
  });
}

/** How the note on a login that nobody named begins. */
const CHOSEN = 'No secret was named';

/** A note that only says through which host was asked: the line above says it. */
function tellsHost({ askedHost, image }: RegistryCheck, note: string): boolean {
  // A login that nobody named is told, whatever hosts it names.
  if (note.startsWith(CHOSEN)) return false;
  return Boolean(askedHost && image && note.includes(askedHost) && note.includes(image.registry));
}

function driftNotes({ drift }: RegistryCheck): string[] {
  if (!drift || drift.tagDigest === drift.pinnedDigest) return [];
  const pinned = shortDigests(drift.pinnedDigest);
  const still =
    drift.pinnedExists === undefined
      ? ''
      : drift.pinnedExists
        ? ' The pinned image can still be pulled.'
        : ' The pinned image is gone.';
  if (!drift.tagDigest) return [`The tag is gone; the revision is pinned to ${pinned}.${still}`];
  return [
    `The tag has moved to ${shortDigests(drift.tagDigest)}; the revision is pinned to ${pinned}.${still}`,
  ];
}

/** Only what tells: a quota nearly used up, images in the trash, a private-only account. */
function icrNotes({ icr, steps, drift }: RegistryCheck): string[] {
  if (!icr) return [];
  const notes: string[] = [];
  for (const [what, quota] of [
    ['Storage', icr.storage],
    ['Pull traffic', icr.traffic],
  ] as const) {
    if (quota && quota.limit > 0 && quota.used >= quota.limit * 0.8) {
      const percent = Math.round((quota.used / quota.limit) * 100);
      const plan = icr.plan ? `, plan ${icr.plan}` : '';
      notes.push(`${what} quota: ${bytes(quota.used)} of ${bytes(quota.limit)} used (${percent} %${plan}).`);
    }
  }
  const gone =
    drift?.pinnedExists === false || steps.some(({ cause }) => cause !== undefined && traitsOf(cause).isGone);
  const trash = icr.trash?.[0];
  if (trash && icr.trash && gone) {
    const tags = trash.tags.length > 0 ? ` (${trash.tags.slice(0, 3).join(', ')})` : '';
    notes.push(
      `${count(icr.trash.length, 'deleted image')} in the trash${tags}; restorable for ${count(trash.daysUntilExpiry, 'more day')}.`,
    );
  }
  if (icr.privateOnly) notes.push('The account allows the private registry endpoints only.');
  // A retention policy is what takes images away; of an image that is there it tells nothing.
  if (icr.retention && gone) {
    notes.push(`A retention policy keeps ${count(icr.retention.imagesPerRepo, 'image')} a repository.`);
  }
  if (icr.vulnerabilities && icr.vulnerabilities.count > 0) {
    notes.push(
      `Vulnerability Advisor: ${icr.vulnerabilities.status}, ${count(icr.vulnerabilities.count, 'issue')}.`,
    );
  }
  return notes;
}

function imageNotes({ facts }: RegistryCheck): string[] {
  if (!facts) return [];
  const words = [
    ...(facts.platforms?.length ? [facts.platforms.slice(0, 6).join(', ')] : []),
    ...(facts.totalBytes ? [bytes(facts.totalBytes)] : []),
    ...(facts.layers ? [count(facts.layers, 'layer')] : []),
    ...(facts.created ? [`built ${facts.created.slice(0, 10)}`] : []),
    ...(facts.digest ? [shortDigests(facts.digest)] : []),
  ];
  return words.length > 0 ? [`Image: ${words.join(', ')}`] : [];
}
