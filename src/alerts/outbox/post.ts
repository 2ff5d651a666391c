/** Writes down what a channel is to be told, under the rules of storms and quiet hours. */
import { randomUUID } from 'node:crypto';
import type { Incident, Note, Notice } from '../../store/port';
import { quietUntil } from '../calendar';
import type { AlertRules } from '../rules';
import { tellWebhook } from './news';
import type { Records } from './records';
import type { Step } from './step';

/** Thread lines that are joined into one message. */
const MOST_NOTES = 30;
/** A storm's digest takes incidents for no longer than this, milliseconds. */
const LONGEST_STORM = 30 * 60_000;

/**
 * Stores a step's incident and what is to be said of it. Inside a transaction that holds the channel.
 * @param seenAt when it was observed: what was seen in one look is one storm, however long the investigations take
 * @returns the incident as stored
 */
export async function record(
  tx: Records,
  step: Step,
  now: number,
  rules: AlertRules,
  seenAt = now,
): Promise<Incident> {
  let { incident } = step;
  if (step.card === 'open') {
    await tx.saveIncident(incident);
    incident = { ...incident, noticeId: await openCard(tx, incident, now, rules, seenAt) };
  }
  await tx.saveIncident(incident);
  if (step.affected) await tx.saveAffected(incident.id, step.affected);
  if (step.card === 'touch' && incident.noticeId) await tx.touchNotice(incident.noticeId);
  await tell(tx, incident, step.notes, now);
  await tellWebhook(tx, incident, step, now, rules);
  return incident;
}

/** The id of the message that shows the incident: a card of its own, or a digest. */
async function openCard(
  tx: Records,
  incident: Incident,
  now: number,
  rules: AlertRules,
  seenAt: number,
): Promise<string> {
  const { channel } = incident;
  const preferences = await tx.channel(channel);
  const quietEnd = quietUntil(now, preferences?.quiet, preferences?.timeZone ?? 'UTC');
  const reason = quietEnd === undefined ? 'storm' : 'quiet';
  const digest = await tx.growingDigest(channel, reason, quietEnd === undefined ? seenAt : now);
  if (digest?.content.type === 'digest') {
    const until = quietEnd ?? Math.min(seenAt + rules.stormWindow, digest.content.from + LONGEST_STORM);
    await tx.replaceContent(digest.id, { ...digest.content, until });
    return digest.id;
  }
  const crowded =
    quietEnd === undefined
      ? (await tx.cardsSince(channel, seenAt - rules.stormWindow)) >= rules.stormCards
      : (await tx.heldCards(channel, now)) > 0;
  const id = randomUUID();
  const notBefore = quietEnd ?? now;
  if (!crowded) {
    await tx.addNotice({
      id,
      channel,
      content: { type: 'incident', incidentId: incident.id },
      notBefore,
      held: quietEnd !== undefined,
      createdAt: now,
    });
    return id;
  }
  await tx.addNotice({
    id,
    channel,
    content: { type: 'digest', reason, from: seenAt, until: quietEnd ?? seenAt + rules.stormWindow },
    notBefore,
    held: quietEnd !== undefined,
    createdAt: now,
  });
  await tx.absorbCards(channel, id);
  return id;
}

/** Adds lines to the incident's thread; those that wait for one channel go as one message. */
export async function tell(
  tx: Records,
  incident: Incident,
  notes: readonly Note[],
  now: number,
): Promise<void> {
  if (notes.length === 0 || !incident.noticeId) return;
  const card = await tx.notice(incident.noticeId);
  // A digest's thread would be flooded; the digest itself shows how its incidents fare. Only that nobody has taken
  // them on is said, of all at once.
  if (card?.content.type === 'digest') {
    const reminder = notes.find((note) => note.what === 'reminder');
    return reminder && remindOfDigest(tx, incident, card, reminder, now);
  }
  if (card?.content.type !== 'incident') return;
  // A card that is still to be posted will show by itself what it breaks.
  const news = card.state === 'pending' ? notes.filter(({ what }) => what !== 'joined') : notes;
  if (news.length === 0) return;
  const waiting = await tx.pendingNote(incident.id);
  if (waiting?.content.type === 'note' && waiting.content.notes.length < MOST_NOTES) {
    const all = joined([...waiting.content.notes, ...news]);
    await tx.replaceContent(waiting.id, { ...waiting.content, notes: all });
    return;
  }
  const preferences = await tx.channel(incident.channel);
  const quietEnd = quietUntil(now, preferences?.quiet, preferences?.timeZone ?? 'UTC');
  await tx.addNotice({
    id: randomUUID(),
    channel: incident.channel,
    content: { type: 'note', incidentId: incident.id, notes: joined(news) },
    parentId: incident.noticeId,
    notBefore: quietEnd ?? now,
    held: quietEnd !== undefined,
    createdAt: now,
  });
}

/** Once in the time after which is reminded, for all of them: what is open and not taken on is counted when it is sent. */
async function remindOfDigest(
  tx: Records,
  incident: Incident,
  { id: digestId, channel }: Pick<Notice, 'id' | 'channel'>,
  { after }: Extract<Note, { what: 'reminder' }>,
  now: number,
): Promise<void> {
  for (let round = 1; ; round += 1) {
    const id = `${digestId}-reminder-${round}`;
    const before = await tx.notice(id);
    if (before === undefined) {
      await tx.addNotice({
        id,
        channel,
        content: { type: 'digest-reminder', digestId, after },
        parentId: digestId,
        notBefore: now,
        createdAt: now,
      });
      return;
    }
    if (before.state === 'pending' || before.createdAt > now - (incident.remindAfter ?? after)) return;
  }
}

/** Names that joined one after the other become one line. */
function joined(notes: readonly Note[]): readonly Note[] {
  const result: Note[] = [];
  for (const note of notes) {
    const last = result.at(-1);
    if (note.what === 'joined' && last?.what === 'joined') {
      const names = [...last.names, ...note.names];
      result[result.length - 1] = {
        ...last,
        at: note.at,
        names: names.slice(0, 10),
        more: last.more + note.more + Math.max(0, names.length - 10),
      };
    } else result.push(note);
  }
  return result;
}
