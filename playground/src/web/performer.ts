/** Does what a person did on the page: through the stand-in's people, who reach the bot over signed HTTP. */
import { resetWorld } from '../scenarios';
import type { Channel, Message, SlackStandIn, View } from '../slack';
import { newFile } from '../slack/files';
import type { World } from '../world';
import type { FaultSwitches } from './faults';
import { happen, mendCase } from './happenings';
import { BadRequest } from './request';
import type { Action, Outcome, Spot } from './wire';

const command = '/ce-image';
const done: Outcome = { ok: true };

/** It was there: a message that was deleted since, a view that was closed. */
class Gone extends Error {}

export class Performer {
  constructor(
    private readonly slack: SlackStandIn,
    private readonly world: World,
    private readonly faults: FaultSwitches,
    private readonly restartBot?: () => Promise<void>,
  ) {}

  /** @throws BadRequest when it speaks of something that is not there, or that this person does not see */
  async perform(action: Action): Promise<Outcome> {
    const { people } = this.slack;
    switch (action.do) {
      case 'say':
        return this.#say(action);
      case 'shortcut':
        return this.#shortcut(action);
      case 'press':
        this.#human(action.as);
        return this.#asked(() =>
          people.clickButton(this.#at(action), action.action, {
            user: action.as,
            ...(action.value !== undefined && { value: action.value }),
          }),
        );
      case 'choose':
        this.#human(action.as);
        return this.#asked(() =>
          people.selectOption(this.#at(action), action.option, { user: action.as, menu: action.menu }),
        );
      case 'options':
        this.#human(action.as);
        return this.#options(action);
      case 'submit':
        return this.#asked(() => people.submitView(this.#view(action.view, action.as), action.values));
      case 'dismiss': {
        const outcome = await this.#asked(async () => {
          await people.closeView(this.#view(action.view, action.as));
          return undefined;
        });
        return outcome.error === 'gone' ? done : outcome;
      }
      case 'fault':
        if (!this.faults.set(action.name, action.on)) throw new BadRequest('There is no such fault.');
        return done;
      case 'speed':
        this.world.clock.speed = action.speed;
        return done;
      case 'happen':
        return this.#change(() => happen(this.world, action.name));
      case 'mend':
        return this.#change(() => mendCase(this.world, action.name));
      case 'reset':
        this.faults.clear();
        this.world.clock.speed = 1;
        resetWorld(this.world);
        this.slack.state.reset();
        // It may have said something of the world that was, and it watches projects for channels that were.
        await this.restartBot?.();
        this.slack.state.reset();
        return done;
    }
  }

  async #shortcut({ as, id, on }: Extract<Action, { do: 'shortcut' }>): Promise<Outcome> {
    this.#human(as);
    const { people } = this.slack;
    if (!on) return this.#asked(() => people.useGlobalShortcut(id, { user: as }));
    const at = this.#at({ as, on });
    if (!('message' in at)) throw new BadRequest('A view has no such menu.');
    return this.#asked(() => people.useMessageShortcut(at.message, id, { user: as }));
  }

  async #say({
    as,
    channel: id,
    text,
    thread,
    files: given,
  }: Extract<Action, { do: 'say' }>): Promise<Outcome> {
    this.#human(as);
    const { people, state } = this.slack;
    const channel = this.#channel(id, as);
    if (thread !== undefined && !state.message(id, thread)) throw new BadRequest('There is no such thread.');
    const files = given?.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') }));
    const slash = /^\/(\S+)\s*([\s\S]*)$/.exec(text);
    if (slash) {
      const [, name = '', rest = ''] = slash;
      if (name === 'invite') return this.#invite(channel, as);
      if (`/${name}` !== command)
        return { ok: false, error: 'no-such-command', message: `/${name} is not a valid command.` };
      if (thread !== undefined)
        return {
          ok: false,
          error: 'not-in-threads',
          message: `${command} is not supported in threads. Mention @ce-image here instead.`,
        };
      return this.#asked(() => people.sendSlashCommand(rest, { user: as, channel: id }));
    }
    const place = {
      user: as,
      channel: id,
      ...(thread === undefined ? {} : { threadTs: thread }),
      ...(files ? { files } : {}),
    };
    if (channel.kind === 'im')
      return this.#asked(async () => (await people.sendDirectMessage(text, place)).acknowledged);
    if (!/@ce-image\b/.test(text)) {
      state.say({
        channel: id,
        user: as,
        byBot: false,
        text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
        blocks: [],
        ...(thread === undefined ? {} : { threadTs: thread }),
        ...(files ? { files: files.map((each) => newFile(state, as, each)) } : {}),
      });
      return done;
    }
    const outcome = await this.#asked(
      async () => (await people.sendMention(text.replace(/@ce-image\b/, '').trim(), place)).acknowledged,
    );
    if (!outcome.ok || channel.members.has(state.app.userId)) return outcome;
    return {
      ok: false,
      error: 'not-in-channel',
      message: 'ce-image is not in this channel and does not see this. Type /invite @ce-image.',
    };
  }

  #invite(channel: Channel, as: string): Outcome {
    const { state } = this.slack;
    if (channel.kind === 'im') throw new BadRequest('Nobody can be invited to a direct message.');
    if (channel.members.has(state.app.userId)) return done;
    channel.members.add(state.app.userId);
    state.announce({ type: 'channel', channel });
    const text = `added <@${state.app.userId}> to the channel`;
    state.say({ channel: channel.id, user: as, byBot: false, text, blocks: [] });
    return done;
  }

  #change(what: () => string | undefined): Outcome {
    try {
      const message = what();
      if (message === undefined) throw new BadRequest('There is no such case.');
      return { ok: true, message };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { ok: false, error: 'so-already', message: `Nothing changed: ${error.message}.` };
    }
  }

  /** What the app offers for what was typed so far. */
  async #options(action: Extract<Action, { do: 'options' }>): Promise<Outcome> {
    let offered: unknown;
    const outcome = await this.#asked(async () => {
      const answer = await this.slack.people.suggestOptions(this.#at(action), action.typed, {
        user: action.as,
        menu: action.menu,
      });
      offered = answer.body;
      return answer;
    });
    if (!outcome.ok) return outcome;
    return { ok: true, options: typeof offered === 'object' && offered !== null ? { ...offered } : {} };
  }

  /** What Slack shows when the app does not acknowledge. */
  async #asked(ask: () => Promise<{ readonly status: number } | undefined>): Promise<Outcome> {
    let status: number | undefined;
    try {
      status = (await ask())?.status;
    } catch (error) {
      if (error instanceof BadRequest) throw error;
      // No mistake of the page: the app changed the message while the person pressed.
      if (
        error instanceof Gone ||
        (error instanceof Error && /^(?:there is no|the menu has no) /.test(error.message))
      )
        return { ok: false, error: 'gone', message: 'What was pressed is not there any more.' };
      return { ok: false, error: 'bot-unreachable', message: 'ce-image does not answer. Is it running?' };
    }
    if (status === undefined || (status >= 200 && status < 300)) return done;
    return {
      ok: false,
      error: 'dispatch-failed',
      message: `ce-image did not accept this (HTTP ${status}). Please try again.`,
    };
  }

  #human(id: string): void {
    const user = this.slack.state.users.get(id);
    if (!user || user.isBot) throw new BadRequest('There is no such person.');
  }

  #channel(id: string, as: string): Channel {
    const channel = this.slack.state.channels.get(id);
    if (!channel?.members.has(as)) throw new BadRequest('This person is not in such a channel.');
    return channel;
  }

  #at(action: { readonly as: string; readonly on: Spot }): { message: Message } | { view: View } {
    if ('view' in action.on) return { view: this.#view(action.on.view, action.as) };
    const channel = this.#channel(action.on.channel, action.as);
    const message = this.slack.state.message(channel.id, action.on.ts);
    if (!message || (message.onlyFor !== undefined && message.onlyFor !== action.as))
      throw new BadRequest('There is no such message.');
    if (message.deleted) throw new Gone();
    return { message };
  }

  #view(id: string, as: string): View {
    const view = this.slack.state.views.get(id);
    if (view?.user !== as) throw new BadRequest('There is no such view.');
    if (!view.open) throw new Gone();
    return view;
  }
}
