/** The registry part of a report's card: the ladder, the credential, and what the registry said. */
import type { KnownBlock } from '@slack/types';
import type {
  IcrFacts,
  RegistryCheck,
  RegistryStepName,
  UsedCredential,
} from '../../diagnosis/registry-check';
import { bold, bullets, coded, plain, rich, run } from './blocks';
import type { Part } from './budget';
import { bytes, count, line } from './text';
import { capitalised, registryMarks, registryStepNames } from './wording';

/** Whether the image can be reached, as far as it was checked. */
export function registryPart(check: RegistryCheck | undefined): Part | undefined {
  if (!check) return undefined;
  const notes = notesOf(check);
  const version = (mostNotes: number, max: number): KnownBlock[] => {
    const shown = notes.slice(0, mostNotes).map((note) => run(plain(line(note, max))));
    return [
      rich(
        run(
          bold('Registry access '),
          coded(line(check.image?.canonical ?? check.reference, 200)),
          plain(`  ${outcome(check)}, ${credential(check.credential)}\n${ladder(check)}`),
        ),
        ...(shown.length > 0 ? [bullets(shown)] : []),
      ),
    ];
  };
  return { importance: 57, versions: [version(8, 300), version(3, 200), version(1, 160), []] };
}

function outcome({ outcome, steps }: RegistryCheck): string {
  const status = (name: RegistryStepName) => steps.find(({ step }) => step === name)?.status;
  if (outcome === 'not-checked') return 'was not checked';
  if (status('push') === 'failed') return 'cannot be pushed to';
  if (outcome === 'failed') return 'cannot be read';
  if (status('push') !== 'passed') return 'can be read';
  return status('manifest') === 'passed' ? 'can be read and pushed to' : 'can be pushed to';
}

function credential(used: UsedCredential): string {
  if (used.kind === 'anonymous')
    return `asked without credentials${used.note ? ` (${line(used.note, 120)})` : ''}`;
  const user = used.username ? ` as ${line(used.username, 60)}` : '';
  return `asked with secret ${line(used.secretName ?? 'without a name', 80)}${user}`;
}

function ladder(check: RegistryCheck): string {
  return check.steps
    .flatMap(({ step, status }) => {
      const mark = registryMarks[status];
      return mark ? [`${mark} ${registryStepNames[step]}`] : [];
    })
    .join('   ');
}

/** What is worth a line, the failing step first. */
function notesOf(check: RegistryCheck): string[] {
  const failed = check.steps.find((step) => step.status === 'failed');
  return [
    ...(failed
      ? [`${capitalised(registryStepNames[failed.step])} failed: ${failed.proof ?? 'no detail'}`]
      : []),
    ...check.findings.map((finding) => finding.detail),
    ...driftNotes(check),
    ...icrNotes(check.icr),
    ...askedThrough(check),
    ...imageNotes(check),
    ...check.notes,
  ].filter((note) => note.trim());
}

/** Unless a note says it already. */
function askedThrough({ askedHost, notes }: RegistryCheck): string[] {
  if (!askedHost || notes.some((note) => note.includes(askedHost))) return [];
  return [`Asked through ${askedHost}.`];
}

function driftNotes({ drift }: RegistryCheck): string[] {
  if (!drift || drift.tagDigest === drift.pinnedDigest) return [];
  const pinned = short(drift.pinnedDigest);
  const still =
    drift.pinnedExists === undefined
      ? ''
      : drift.pinnedExists
        ? ' The pinned image can still be pulled.'
        : ' The pinned image is gone.';
  if (!drift.tagDigest) return [`The tag is gone; the revision is pinned to ${pinned}.${still}`];
  return [`The tag has moved to ${short(drift.tagDigest)}; the revision is pinned to ${pinned}.${still}`];
}

/** Only what tells: a quota nearly used up, images in the trash, a private-only account. */
function icrNotes(icr: IcrFacts | undefined): string[] {
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
  const trash = icr.trash?.[0];
  if (trash && icr.trash) {
    const tags = trash.tags.length > 0 ? ` (${trash.tags.slice(0, 3).join(', ')})` : '';
    notes.push(
      `${count(icr.trash.length, 'deleted image')} in the trash${tags}; restorable for ${count(trash.daysUntilExpiry, 'more day')}.`,
    );
  }
  if (icr.privateOnly) notes.push('The account allows the private registry endpoints only.');
  if (icr.retention) {
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
    ...(facts.digest ? [short(facts.digest)] : []),
  ];
  return words.length > 0 ? [`Image: ${words.join(', ')}.`] : [];
}

function short(digest: string): string {
  return digest.length > 25 ? `${digest.slice(0, 19)}…` : digest;
}
