/** Projects that cannot be looked at: the channels are told once, and told again when it works. */
import { randomUUID } from 'node:crypto';
import type { SourceError } from '../../diagnosis/model/evidence';
import type { MissingReason } from '../../diagnosis/model/missing-reason';
import type { AlertStore, LookTrouble, WatchedProject } from '../../store/port';
import type { AlertRules } from '../rules';

/** What ends only when somebody does something. Everything else is waited for. */
const lasting: ReadonlySet<MissingReason> = new Set([
  'not-found',
  'gone',
  'forbidden',
  'unauthorized',
  'not-active',
  'not-configured',
]);

/** A look failed: how long to wait, and what is known of the trouble now. */
export async function lookFailed(
  store: AlertStore,
  { project, trouble: before }: WatchedProject,
  error: SourceError,
  owner: string,
  now: number,
  rules: AlertRules,
): Promise<{ readonly trouble: LookTrouble; readonly pause: number }> {
  const same = before?.reason === error.reason ? before : undefined;
  const attempts = (same?.attempts ?? 0) + 1;
  const trouble: LookTrouble = {
    reason: error.reason,
    message: error.message,
    ...(error.cure !== undefined && { cure: error.cure }),
    since: same?.since ?? now,
    attempts,
    told: same?.told ?? false,
  };
  const pause = Math.min(rules.interval * 2 ** (attempts - 1), rules.mostInterval);
  const late =
    attempts >= (lasting.has(error.reason) ? 2 : rules.failedLooks) || now - trouble.since >= rules.patience;
  if (trouble.told || !late) return { trouble, pause };
  await store.transaction(async (tx) => {
    if (!(await tx.holdProject(owner, project.id, now))) return;
    const channels = [...new Set((await tx.subscriptionsTo(project.id)).map(({ channel }) => channel))];
    await tx.lockChannels(channels);
    for (const channel of channels) {
      // One revoked key stops every project: that is one message.
      const open = (await tx.openTroubles(channel)).find(
        ({ content }) => content.type === 'watch-trouble' && content.trouble.reason === trouble.reason,
      );
      if (open?.content.type === 'watch-trouble') {
        const others = open.content.projects.filter(({ id }) => id !== project.id);
        await tx.replaceContent(open.id, { ...open.content, projects: [...others, project] });
      } else {
        await tx.addNotice({
          id: randomUUID(),
          channel,
          content: { type: 'watch-trouble', trouble, projects: [project] },
          notBefore: now,
          createdAt: now,
        });
      }
    }
  });
  return { trouble: { ...trouble, told: true }, pause };
}

/** A look worked again: the message says so. */
export async function lookWorked(
  store: AlertStore,
  { project }: WatchedProject,
  owner: string,
  now: number,
): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.holdProject(owner, project.id, now))) return;
    const channels = (await tx.subscriptionsTo(project.id)).map(({ channel }) => channel);
    await tx.lockChannels(channels);
    for (const channel of new Set(channels)) {
      for (const { id, content } of await tx.openTroubles(channel)) {
        if (content.type !== 'watch-trouble' || !content.projects.some((each) => each.id === project.id))
          continue;
        const projects = content.projects.filter((each) => each.id !== project.id);
        // The last one stays named when all is well.
        await tx.replaceContent(
          id,
          projects.length === 0 ? { ...content, endedAt: now } : { ...content, projects },
        );
      }
    }
  });
}
