/** Question in, card out: the one path that every surface of Slack shares. */
import { correlationId } from '../../correlation';
import type { Piece } from '../../diagnosis/model/follow';
import { maskDeep } from '../../diagnosis/model/secrets';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { AccessDenied } from '../access';
import { aboutOf } from '../audit';
import { type Card, present } from '../cards/blocks';
import { foundByLikeName, foundElsewhere } from '../cards/located';
import { askedBy, mistakeCard, progressCard } from '../cards/notices';
import { talkCard } from '../cards/talk';
import { offerUse } from '../cards/use';
import { severalNamedCard } from '../cards/which';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import type { Command, CommandOf, Mistake } from '../question/command';
import type { Reading } from '../question/reading';
import type { Talk } from '../question/small-talk';
import type { Reply } from '../sending/reply';
import { access, wantsRules } from './access';
import { type Answer, type Answerer, aside, type Need, type Settled } from './answerer';
import type { Asker, OpenForm } from './asker';
import { audit } from './audit';
import { diagnose } from './diagnose';
import { explain } from './explain';
import { help } from './help';
import { history } from './history';
import { image } from './image';
import { mute } from './mute';
import { overview } from './overview';
import { projects } from './projects';
import { settle } from './settle';
import { source } from './source';
import { topicOf } from './topic';
import { events, logs } from './transcript';
import { isNamed } from './understand';
import { unmute } from './unmute';
import { unwatch } from './unwatch';
import { use } from './use';
import { wantsForm, watch } from './watch';
import { watches } from './watches';
import { which } from './which';

const answerers: { readonly [D in Command['do']]: Answerer<CommandOf<D>> } = {
  overview,
  diagnose,
  logs,
  events,
  image,
  source,
  explain,
  projects,
  help,
  watch,
  unwatch,
  watches,
  mute,
  unmute,
  history,
  audit,
  access,
  which,
  use,
};

/** A card each, up to so many; a menu from there on. */
const MOST_AT_ONCE = 3;

/**
 * Answers what was written: one question or several. Never rejects.
 * @param understand what it asks; rejects with what people are told
 * @param replyTo makes the reply of one answer
 */
export function answerText(
  understand: (asker: Asker) => Promise<Reading>,
  replyTo: () => Reply,
  asker: Asker,
  deps: Dependencies,
): Promise<void> {
  return deps.work.track(async () => {
    const first = replyTo();
    // The time that it takes to understand a question is taken from its first answer.
    const begun = deps.diagnosis.begin();
    const show = (card: Card) =>
      deps.persistence
        .show(() => first.aside(card))
        .catch((error: unknown) => deps.logger.error('could not show an answer:', error));
    let reading: Reading;
    try {
      reading = await understand({ ...asker, begun });
    } catch (error) {
      return show(errorCard(error, deps));
    }
    if ('do' in reading) return answer(reading, first, { ...asker, begun }, deps);
    const [only, ...more] = reading;
    if (!only) return;
    if (reading.length > MOST_AT_ONCE) return show(severalNamedCard(reading));
    await answer(only, first, { ...asker, begun, isTyped: true }, deps);
    for (const each of more) await answer(each, replyTo(), asker, deps);
  });
}

/** Answers `asked` through `reply`. Never rejects: every failure ends in a card, or at least in the log. */
export function answer(
  asked: Command | Mistake | Talk,
  reply: Reply,
  asker: Asker,
  deps: Dependencies,
): Promise<void> {
  const command = maskDeep(asked, deps.masker);
  const startedAt = performance.now();
  let noted: string | undefined;
  const note = (outcome: Pick<Outcome, 'result' | 'project'>) => {
    // An answer that could not be shown was given all the same.
    if (noted !== undefined) return;
    noted = outcome.result;
    deps.metrics?.answered(command.do, outcome.result, performance.now() - startedAt);
    const kind = command.do === 'logs' || command.do === 'events' ? 'read' : 'asked';
    deps.audit.note({ who: asker, kind, action: command.do, about: aboutOf(command), ...outcome });
  };
  const answering = async ({ tell }: Piece): Promise<void> => {
    try {
      const form = formFor(command, asker);
      if (form) return note({ result: (await form(reply)) ? 'form' : 'form refused' });
      const { result, project, topic, ...found } = await answerTo(command, reply, asker, deps);
      note({ result, project });
      const { card, onlyAsker } = signed(found, asker);
      await deps.persistence.show(() => (onlyAsker ? reply.aside(card) : reply.answer(card)));
      if (topic) await remember(topic, reply, asker, deps);
    } catch (error) {
      const failed = errorCard(
        error,
        deps,
        command.do === 'mistake' || command.do === 'talk' ? undefined : command,
      );
      const mark = askedBy(undefined, correlationId());
      const card = mark ? { ...failed, blocks: [...failed.blocks, mark] } : failed;
      const denied = error instanceof AccessDenied;
      note({ result: denied ? 'refused' : 'failed' });
      const shown = deps.persistence.show(() => (denied ? reply.aside(card) : reply.answer(card)));
      await shown.catch((second) => deps.logger.error('could not show the failure:', second));
    } finally {
      tell({ kind: command.do, result: noted ?? 'none' });
    }
  };
  return deps.work.track(() => deps.follow('question', answering));
}

/** The form that is wanted; undefined: none is, or none can be opened here. */
function formFor(asked: Command | Mistake | Talk, asker: Asker): OpenForm | undefined {
  if (asked.do === 'talk') return asked.topic === 'form' ? asker.openImageForm : undefined;
  if (wantsRules(asked)) return asker.openAccessForm;
  return wantsForm(asked) ? asker.openWatchForm : undefined;
}

async function answerTo(
  asked: Command | Mistake | Talk,
  reply: Reply,
  asker: Asker,
  deps: Dependencies,
): Promise<Outcome> {
  if (asked.do === 'mistake') return { ...aside(mistakeCard(asked)), result: 'not understood' };
  if (asked.do === 'talk') return { ...aside(talkCard(asked)), result: 'answered' };
  return answered(asked, reply, asker, deps);
}

/** An answer that everybody sees says who asked, without calling them. Its id stands in the log as well. */
function signed({ card, onlyAsker }: Answer, { name }: Asker): Answer {
  if (onlyAsker) return { card, onlyAsker };
  const mark = askedBy(name, correlationId());
  return { card: mark ? { ...card, blocks: [...card.blocks, mark] } : card };
}

/** An answer, and what the audit keeps of it. */
interface Outcome extends Answer {
  readonly result: string;
  readonly project?: ProjectRef | undefined;
  /** What its thread is about from now on; absent: what it was about. */
  readonly topic?: Command | undefined;
}

async function answered(command: Command, reply: Reply, asker: Asker, deps: Dependencies): Promise<Outcome> {
  const answerer: Answerer<Command> = answerers[command.do];
  const waiting = new WaitingNote(() => reply.progress(progressCard(command)), deps.patienceMs);
  try {
    const settled = await settle(answerer.needs, command, asker, deps);
    if ('unsettled' in settled) {
      return {
        ...aside(settled.unsettled),
        result: settled.refused ? 'refused' : 'not found',
        project: settled.refused,
        ...(settled.several && isNamed(command) ? { topic: command } : {}),
      };
    }
    if (answerer.slow) waiting.show();
    const found = await answerer.answer(command, settled, deps);
    await waiting.end();
    const noted = await withNotes(found, command, settled, asker, deps);
    return { ...noted, result: 'answered', project: projectOf(settled), topic: topicOf(command, settled) };
  } finally {
    await waiting.end();
  }
}

/** The project that was asked about. */
function projectOf(settled: Settled<Need>): ProjectRef | undefined {
  const { subject, project } = settled as Partial<Settled<'resource'> & Settled<'project'>>;
  return subject?.project ?? project;
}

/** What is asked next in the thread may leave out what was asked now. Never rejects. */
async function remember(
  topic: Command,
  reply: Reply,
  { place, thread }: Asker,
  { conversations }: Dependencies,
): Promise<void> {
  const below = reply.posted?.();
  const threads = [...(thread ? [thread] : []), ...(below ? [{ place, ts: below }] : [])];
  if (threads.length > 0) await conversations.remember(threads, topic);
}

/** Where it was found when it was not found where it was looked for; and, once, the offer to use this project from now on. */
async function withNotes(
  found: Answer,
  command: Command,
  settled: Settled<Need>,
  asker: Asker,
  deps: Dependencies,
): Promise<Answer> {
  const { card } = found;
  const { subject, insteadOf, insteadOfName } = settled as Partial<Settled<'resource'>>;
  const above = present(
    subject && insteadOfName !== undefined ? foundByLikeName(subject, insteadOfName) : undefined,
    subject && insteadOf && foundElsewhere(subject, insteadOf),
  );
  const below = found.onlyAsker ? [] : await offer(command, settled, asker, deps);
  if (above.length + below.length === 0) return found;
  return { ...found, card: { ...card, blocks: [...above, ...card.blocks, ...below] } };
}

async function offer(command: Command, settled: Settled<Need>, asker: Asker, deps: Dependencies) {
  const meant = projectOf(settled);
  const named = (command as { project?: string }).project !== undefined || 'insteadOf' in settled;
  if (!asker.isTyped || !meant || !named || command.do === 'use') return [];
  if (!asker.isDirect && !settled.permission.acts(meant)) return [];
  if (await asker.usualProject()) return [];
  const usual = await settled.inquiry.project({});
  if (!('found' in usual) && usual.id === meant.id) return [];
  if (!(await deps.conversations.mayOffer(asker.place))) return [];
  return offerUse(meant, asker.isDirect ? 'person' : 'channel');
}

/** Says that a question is being looked at, once: at the latest when it takes longer than people like to look at nothing. */
class WaitingNote {
  #shown?: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly say: () => Promise<void>,
    patienceMs: number,
  ) {
    this.#timer = setTimeout(() => this.show(), patienceMs);
  }

  show(): void {
    clearTimeout(this.#timer);
    this.#shown ??= this.say();
  }

  /** Resolves when nothing of it is under way any more. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#shown;
  }
}
