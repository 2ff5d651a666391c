/** Command in, card out: the one path that every surface of Slack shares. */
import { maskDeep } from '../../diagnosis/model/secrets';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { AccessDenied } from '../access';
import { aboutOf } from '../audit';
import { askedBy, mistakeCard, progressCard } from '../cards/notices';
import { typedWatchCard } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import type { Command, CommandOf, Mistake } from '../question/command';
import type { Reply } from '../sending/reply';
import { access, wantsRules } from './access';
import { type Answer, type Answerer, aside, type Settlements } from './answerer';
import type { Asker } from './asker';
import { audit } from './audit';
import { diagnose } from './diagnose';
import { explain } from './explain';
import { help } from './help';
import { history } from './history';
import { image } from './image';
import { overview } from './overview';
import { projects } from './projects';
import { settle } from './settle';
import { source } from './source';
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
  source,
  explain,
  projects,
  help,
  watch,
  unwatch,
  watches,
  unmute,
  history,
  audit,
  access,
};

/** Answers `asked` through `reply`. Never rejects: every failure ends in a card, or at least in the log. */
export function answer(
  asked: Command | Mistake,
  reply: Reply,
  asker: Asker,
  deps: Dependencies,
): Promise<void> {
  const command = maskDeep(asked, deps.masker);
  let noted = false;
  const note = (outcome: Pick<Outcome, 'result' | 'project'>) => {
    // An answer that could not be shown was given all the same.
    if (noted) return;
    noted = true;
    const kind = command.do === 'logs' || command.do === 'events' ? 'read' : 'asked';
    deps.audit.note({ who: asker, kind, action: command.do, about: aboutOf(command), ...outcome });
  };
  return deps.work.track(async () => {
    try {
      if (wantsRules(command) && (await asker.openAccessForm?.())) return note({ result: 'form' });
      const form = wantsForm(command) ? asker.openWatchForm : undefined;
      if (form && (await form())) return note({ result: 'form' });
      const { result, project, ...answer } = form
        ? { ...aside(typedWatchCard()), result: 'form refused' }
        : command.do === 'mistake'
          ? { ...aside(mistakeCard(command)), result: 'not understood' }
          : await answered(command, reply, asker, deps);
      note({ result, project });
      const { card, onlyAsker } = signed(answer, asker);
      await deps.persistence.show(() => (onlyAsker ? reply.aside(card) : reply.answer(card)));
    } catch (error) {
      const card = errorCard(error, deps, command.do === 'mistake' ? undefined : command);
      const denied = error instanceof AccessDenied;
      note({ result: denied ? 'refused' : 'failed' });
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

/** An answer, and what the audit keeps of it. */
interface Outcome extends Answer {
  readonly result: string;
  readonly project?: ProjectRef | undefined;
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
      };
    }
    if (answerer.slow) waiting.show();
    const project = projectOf(settled);
    return { ...(await answerer.answer(command, settled, deps)), result: 'answered', project };
  } finally {
    await waiting.end();
  }
}

function projectOf(settled: object): ProjectRef | undefined {
  const { subject, project } = settled as Partial<Settlements['resource'] & Settlements['project']>;
  return subject?.project ?? project;
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
