/** One question answered: login chosen, ladder climbed, drift and the registry's own word beside it. */

import { SourceError } from '../diagnosis/evidence';
import { isIbmRegistry } from '../diagnosis/image-host';
import type { DigestDrift, IcrFacts, ImageReference, RegistryCheck } from '../diagnosis/registry-check';
import type { RegistryQuestion } from '../diagnosis/sources';
import { chooseLogin, type SecretSources } from './credentials';
import { hasDigest, type IamIdentity, icrFacts } from './icr';
import { Ladder } from './ladder';
import { Session, type SessionContext } from './session';

export interface CheckContext extends SessionContext, SecretSources {
  readonly iam?: (question: RegistryQuestion, signal: AbortSignal) => Promise<IamIdentity | undefined>;
}

/** Checks an image on a host that may be asked. */
export async function checkImage(
  question: RegistryQuestion,
  image: ImageReference,
  context: CheckContext,
  signal: AbortSignal,
): Promise<RegistryCheck> {
  const { hosts, clock, masker } = context;
  const authority = hosts.askedHost(image.registry);
  const own = isIbmRegistry(image.registry)
    ? ownWord(question, image, authority, context, signal)
    : undefined;
  const login = await chooseLogin(question, image, context, signal);
  const session = new Session(context, authority, login.credential, signal);
  const ladder = new Ladder(session, image, { clock, masker, hiddenLogin: login.hidden });
  const findings = [...login.findings];
  const notes = [...login.notes];

  const { purpose } = question;
  const wantsPush = purpose !== 'pull';
  let drift: DigestDrift | undefined;
  if (purpose === 'push') {
    ladder.notAsked('manifest', 'platform', 'config', 'blobs');
    await ladder.push();
  } else {
    if (!wantsPush) ladder.notAsked('push');
    await ladder.pull(async () => {
      const [, drifted] = await Promise.all([
        wantsPush ? ladder.push() : undefined,
        driftOf(question, image, ladder, own, context, signal),
      ]);
      drift = drifted;
    });
  }

  const { firstFailed } = ladder.steps;
  if (wantsPush && firstFailed && firstFailed.step !== 'push' && ladder.pushed) {
    // The ladder ended below, and the right to write was proven all the same.
    if (ladder.pushed.failure) {
      const { cause, proof } = ladder.pushed.failure;
      findings.push({ cause, detail: `Writing was tried as well: ${proof}.` });
    } else
      notes.push('Writing was tried as well and is allowed: an upload could be opened and was cancelled.');
  }
  if (
    drift?.tagDigest !== undefined &&
    drift.tagDigest !== drift.pinnedDigest &&
    drift.pinnedExists !== false
  ) {
    const detail = `The tag ${image.tag} names ${short(drift.tagDigest)} now, and the revision is pinned to ${short(drift.pinnedDigest)}.`;
    findings.push({ cause: 'tag-moved', detail });
  }
  const icr = (await own)?.facts;
  const { storage } = icr ?? {};
  if (wantsPush && !firstFailed && storage && storage.limit >= 0 && storage.used >= storage.limit) {
    const detail = `The storage quota of ${image.registry} is used up: ${storage.used} of ${storage.limit} bytes.`;
    findings.push({ cause: 'registry-quota-storage', detail });
  }
  const privateHost = image.registry.startsWith('private.') && authority !== image.registry;
  return {
    reference: question.reference,
    image,
    ...(privateHost && { askedHost: authority }),
    credential: login.used,
    steps: ladder.steps.list(),
    outcome: firstFailed ? 'failed' : ladder.notChecked === undefined ? 'accessible' : 'not-checked',
    findings,
    ...(ladder.facts && { facts: ladder.facts }),
    ...(drift && { drift }),
    ...(icr && { icr }),
    notes: [
      ...(ladder.notChecked === undefined ? [] : [ladder.notChecked]),
      ...(privateHost
        ? [
            `${image.registry} is reached from within IBM Cloud only, so the same registry was asked through ${authority}.`,
          ]
        : []),
      ...notes,
      ...ladder.notes,
    ],
  };
}

interface OwnWord {
  readonly identity?: IamIdentity;
  readonly facts: IcrFacts;
}

/** The registry's own word. Never rejects, unless the question is given up. */
async function ownWord(
  question: RegistryQuestion,
  image: ImageReference,
  authority: string,
  { iam, hosts, transport, masker }: CheckContext,
  signal: AbortSignal,
): Promise<OwnWord | undefined> {
  if (!iam) return undefined;
  try {
    const identity = await iam(question, signal);
    if (!identity) return undefined;
    const facts = await icrFacts(image, identity, hosts.target(authority), transport, masker, signal);
    return { identity, facts };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const cure = error.cure === undefined ? {} : { cure: error.cure };
    return { facts: { missing: [{ what: 'quota, plan and retention', why: error.message, ...cure }] } };
  }
}

/** Where the pinned digest and the tag point; undefined when nothing is pinned or the tag could not be read. */
async function driftOf(
  { pinnedDigest }: RegistryQuestion,
  image: ImageReference,
  ladder: Ladder,
  own: Promise<OwnWord | undefined> | undefined,
  { hosts, transport }: CheckContext,
  signal: AbortSignal,
): Promise<DigestDrift | undefined> {
  if (pinnedDigest === undefined || image.tag === undefined || image.digest !== undefined) return undefined;
  const tagDigest = ladder.facts?.digest;
  const gone = ladder.steps.firstFailed?.cause === 'image-tag-not-found';
  if (tagDigest === undefined && !gone) return undefined;
  const drift = { pinnedDigest, ...(tagDigest !== undefined && { tagDigest }) };
  if (tagDigest === pinnedDigest) return { ...drift, pinnedExists: true };
  const found = await ladder.digestOf(pinnedDigest);
  if (found !== undefined) return { ...drift, pinnedExists: found !== false };
  const identity = (await own)?.identity;
  const target = hosts.target(hosts.askedHost(image.registry));
  const listed = identity && (await hasDigest(image, pinnedDigest, identity, target, transport, signal));
  return { ...drift, ...(listed !== undefined && { pinnedExists: listed }) };
}

/** First twelve hex digits of a digest, as tools show it. */
function short(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}
