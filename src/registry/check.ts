/** One question answered: login chosen, ladder climbed, drift and the registry's own word beside it. */
import { setMaxListeners } from 'node:events';
import { traitsOf } from '../diagnosis/causes/index';
import type { Explain } from '../diagnosis/model/cause-id';
import { shortDigest } from '../diagnosis/model/digest';
import { SourceError } from '../diagnosis/model/evidence';
import { isIbmRegistry } from '../diagnosis/model/image-host';
import { bytes } from '../diagnosis/model/quantity';
import type { DigestDrift, IcrFacts, ImageReference, RegistryCheck } from '../diagnosis/model/registry-check';
import type { RegistryQuestion } from '../diagnosis/model/sources';
import { Approach } from './approach';
import { chooseLogin, type SecretSources } from './credentials';
import { hasDigest, type IamIdentity, type IcrAccess, icrFacts, repositoriesNear } from './icr';
import { Ladder } from './ladder';
import { type Pushed, tryPush } from './push';
import { firstContact, Session, type SessionContext } from './session';

export interface CheckContext extends SessionContext, SecretSources {
  readonly iam?: (question: RegistryQuestion, signal: AbortSignal) => Promise<IamIdentity | undefined>;
  readonly explain?: Explain;
}

type Finding = RegistryCheck['findings'][number];

/** Checks an image on a host that may be asked. */
export async function checkImage(
  question: RegistryQuestion,
  image: ImageReference,
  context: CheckContext,
  signal: AbortSignal,
): Promise<RegistryCheck> {
  // Layers are asked for at once, more than the ten that Node takes for a leak.
  setMaxListeners(0, signal);
  const { hosts, clock, masker, explain } = context;
  const { purpose, pinnedDigest } = question;
  const authority = hosts.askedHost(image.registry);
  const own = isIbmRegistry(image.registry)
    ? ownWord(question, image, authority, context, signal)
    : undefined;
  // While the login is read, the registry tells how it wants to be asked.
  const contact =
    question.secret !== undefined && question.project ? firstContact(context, authority, signal) : undefined;
  const login = await chooseLogin(question, image, context, signal);
  const session = new Session(context, authority, login.credential, signal, contact);
  const approach = new Approach(session, image, { clock, masker, explain, hiddenLogin: login.hidden });
  const ladder = new Ladder(approach);
  let drift: DigestDrift | undefined;
  let pushed: Pushed | undefined;
  if (purpose === 'push') {
    for (const step of ['manifest', 'platform', 'config', 'blobs'] as const) {
      approach.steps.skipped(step, 'not-asked');
    }
    pushed = await tryPush(approach);
  } else {
    if (purpose === 'pull') approach.steps.skipped('push', 'not-asked');
    await ladder.climb(async () => {
      [pushed, drift] = await Promise.all([
        purpose === 'both' ? tryPush(approach) : undefined,
        pinnedDigest === undefined ? undefined : driftOf(pinnedDigest, ladder.facts?.digest, approach, own),
      ]);
    });
  }

  const ownWords = await own;
  const icr = ownWords?.facts;
  // A refusal in a namespace that the account does not show leaves open whether there is such an image at all.
  if (icr?.namespace === 'unseen') {
    approach.steps.changeCause('permission-denied-pull', 'access-denied-or-not-found');
  }
  const { firstFailed } = approach.steps;
  const repositories =
    firstFailed?.cause === 'repository-not-found' && ownWords?.access && icr?.namespace === 'seen'
      ? await repositoriesNear(image, ownWords.access)
      : undefined;
  const written = pushed && writingTried(approach, pushed);
  const isAbsent = firstFailed?.cause !== undefined && traitsOf(firstFailed.cause).isGone === true;
  const firstPush = purpose === 'both' && isAbsent && pushed !== undefined && !pushed.failure;
  const isPrivate = image.registry.startsWith('private.') && authority !== image.registry;
  return {
    reference: question.reference,
    image,
    ...(isPrivate && { askedHost: authority }),
    credential: login.used,
    steps: approach.steps.list(),
    outcome: firstFailed ? 'failed' : approach.notChecked === undefined ? 'accessible' : 'not-checked',
    findings: [
      ...login.findings,
      ...(written?.findings ?? []),
      ...tagMoved(image, drift),
      ...(pushed && !firstFailed ? storageFull(image, icr) : []),
    ],
    ...(firstPush && { firstPush }),
    ...(ladder.facts && { facts: ladder.facts }),
    ...(drift && { drift }),
    ...(ladder.tags && { tags: ladder.tags }),
    ...(repositories && { repositories }),
    ...(icr && { icr }),
    notes: [
      ...(approach.notChecked === undefined ? [] : [approach.notChecked]),
      ...(isPrivate
        ? [
            `${image.registry} is reached from within IBM Cloud only, so the same registry was asked through ${authority}.`,
          ]
        : []),
      ...login.notes,
      ...ladder.notes,
      ...(firstPush ? [] : (written?.notes ?? [])),
    ],
  };
}

/** What the attempt to write adds when the ladder ended below it. */
function writingTried(
  { steps }: Approach,
  { failure }: Pushed,
): { readonly findings: readonly Finding[]; readonly notes: readonly string[] } {
  const endedBelow = steps.firstFailed !== undefined && steps.firstFailed.step !== 'push';
  if (!endedBelow) return { findings: [], notes: [] };
  if (!failure) return { findings: [], notes: ['Writing was tried as well, and is allowed.'] };
  return {
    findings: [
      { cause: failure.cause, detail: `Writing was tried as well: ${failure.proof.replace(/\.$/, '')}.` },
    ],
    notes: [],
  };
}

function tagMoved(image: ImageReference, drift: DigestDrift | undefined): readonly Finding[] {
  if (drift?.tagDigest === undefined || drift.tagDigest === drift.pinnedDigest) return [];
  // What is worse is found by the core: the pinned image is gone.
  if (drift.pinnedExists === false) return [];
  const detail = `The tag ${image.tag} names ${shortDigest(drift.tagDigest)} now, and the revision is pinned to ${shortDigest(drift.pinnedDigest)}.`;
  return [{ cause: 'tag-moved', detail }];
}

/** An upload can be opened and still not be finished when the account's storage is full. */
function storageFull(image: ImageReference, icr: IcrFacts | undefined): readonly Finding[] {
  const { storage } = icr ?? {};
  if (!storage || storage.limit < 0 || storage.used < storage.limit) return [];
  const detail = `The storage quota of ${image.registry} is used up: ${bytes(storage.used)} of ${bytes(storage.limit)}.`;
  return [{ cause: 'registry-quota-storage', detail }];
}

interface OwnWord {
  /** Where more can be asked. */
  readonly access?: IcrAccess;
  readonly facts: IcrFacts;
}

/** The registry's own word, as far as the identity of ce-image may hear it. Never rejects. */
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
    masker.learn(identity.bearer);
    const access = { identity, target: hosts.target(authority), transport, signal };
    const others = { hosts: hosts.ibmHosts(), targetOf: (host: string) => hosts.target(host) };
    return { access, facts: await icrFacts(image, access, others) };
  } catch (error) {
    const known = error instanceof SourceError ? error : undefined;
    const why = known?.message ?? 'the identity of ce-image could not be proven to the registry';
    const cure = known?.cure === undefined ? {} : { cure: known.cure };
    return { facts: { missing: [{ what: 'quota, plan and retention', why, ...cure }] } };
  }
}

/** Where the pinned digest and the tag point; undefined when the tag could not be read. */
async function driftOf(
  pinnedDigest: string,
  tagDigest: string | undefined,
  { session, steps, image }: Approach,
  own: Promise<OwnWord | undefined> | undefined,
): Promise<DigestDrift | undefined> {
  if (image.tag === undefined || image.digest !== undefined) return undefined;
  const cause = steps.firstFailed?.cause;
  // A refusal leaves open what there is.
  if (tagDigest === undefined && !(cause && traitsOf(cause).isGone)) return undefined;
  const drift = { pinnedDigest, ...(tagDigest !== undefined && { tagDigest }) };
  if (tagDigest === pinnedDigest) return { ...drift, pinnedExists: true };
  const found = await session.has(image.repository, pinnedDigest);
  if (found !== undefined) return { ...drift, pinnedExists: found };
  const access = (await own)?.access;
  const listed = access && (await hasDigest(image, pinnedDigest, access));
  return { ...drift, ...(listed !== undefined && { pinnedExists: listed }) };
}
