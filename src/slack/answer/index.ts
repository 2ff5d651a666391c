/** Command in, card out: the one path that every surface of Slack shares. */
import { maskDeep } from '../../diagnosis/model/secrets';
import { AccessDenied } from '../access';
import { askedBy, mistakeCard, progressCard } from '../cards/notices';
import { typedWatchCard } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import type { Command, CommandOf, Mistake } from '../question/command';
import type { Reply } from '../sending/reply';
import { type Answer, type Answerer, aside } from './answerer';
import type { Asker } from './asker';
import { diagnose } from './diagnose';
import { explain } from './explain';
import { help } from './help';
import { history } from './history';
import { image } from './image';
import { overview } from './overview';
import { projects } from './projects';
import { settle } from './settle';
import { events, logs } from './transcript';
import { unmute } from './unmute';
import { unwatch } from './unwatch';
import { wantsForm, watch } from './watch';
import { watches } from './watches';

const answerers: { readonly [D in Command['do']]: Answerer<CommandOf<D>> } = {
  overview,
  diagnose,
  logs,
  events,
  image,
  explain,
  projects,
  help,
  watch,
  unwatch,
  watches,
  unmute,
  history,
};

/** Answers `asked` through `reply`. Never rejects: every failure ends in a card, or at least in the log. */
export function answer(
  asked: Command | Mistake,
  reply: Reply,
  asker: Asker,
  deps: Dependencies,
): Promise<void> {
  const command = maskDeep(asked, deps.masker);
  return deps.work.track(async () => {
    try {
      const form = wantsForm(command) ? asker.openWatchForm : undefined;
      if (form && (await form())) return;
      const { card, onlyAsker } = form
        ? aside(typedWatchCard())
        : signed(
            command.do === 'mistake'
              ? aside(mistakeCard(command))
              : await answered(command, reply, asker, deps),
            asker,
          );
      await deps.persistence.show(() => (onlyAsker ? reply.aside(card) : reply.answer(card)));
    } catch (error) {
      const card = errorCard(error, deps, command.do === 'mistake' ? undefined : command);
      const denied = error instanceof AccessDenied;
      const shown = deps.persistence.show(() => (denied ? reply.aside(card) : reply.answer(card)));
      await shown.catch((second) => deps.logger.error('could not show the failure:', second));
    }
  });
}

/** An answer that everybody sees says who asked, without calling them. */
function signed({ card, onlyAsker }: Answer, { name }: Asker): Answer {
  if (onlyAsker) return { card, onlyAsker };
  return { card: name === undefined ? card : { ...card, blocks: [...card.blocks, askedBy(name)] } };
}

async function answered(command: Command, reply: Reply, asker: Asker, deps: Dependencies): Promise<Answer> {
  const answerer: Answerer<Command> = answerers[command.do];
  const waiting = new WaitingNote(() => reply.progress(progressCard(command)), deps.patienceMs);
  try {
    const settled = await settle(answerer.needs, command, asker, deps);
    if ('unsettled' in settled) return aside(settled.unsettled);
    if (answerer.slow) waiting.show();
    return await answerer.answer(command, settled, deps);
  } finally {
    await waiting.end();
  }
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
