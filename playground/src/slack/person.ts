/** What a person does in Slack's client, and the requests that Slack makes of it. */
import { interactiveElements } from './block-kit';
import type { Acknowledgement, Delivery } from './delivery';
import { buttons, labelOf, menus, optionsOf } from './elements';
import { common, interaction, type Sent } from './envelope';
import { type GivenFile, newFile } from './files';
import type { ResponseUrls, Triggers } from './handles';
import { isObject } from './schema';
import { assertDeclared } from './scopes';
import { errorsOf, nextView, offeredOptions } from './taken';
import { escaped, typedText } from './typed';
import { messageJson, newMessage, viewJson } from './web-api';
import type { Channel, Message, User, View, Workspace } from './workspace';

export interface Place {
  /** User id; Ada when absent. */
  readonly user?: string;
  /** Channel id or name; `shop` when absent. */
  readonly channel?: string;
}

/** Where something was pressed. */
export type Surface = { readonly message: Message } | { readonly view: View };

export class People {
  /** What the app offered last, by external menu. */
  readonly #offered = new WeakMap<object, readonly Record<string, unknown>[]>();

  constructor(
    private readonly workspace: Workspace,
    private readonly triggers: Triggers,
    private readonly responseUrls: ResponseUrls,
    private readonly delivery: Delivery,
    /** Base URL of the stand-in, for response URLs. */
    private readonly baseUrl: () => string,
  ) {}

  /** Types a slash command. Slack shows what the app answers at once to this person only. */
  async sendSlashCommand(
    text: string,
    place: Place & { readonly command?: string } = {},
  ): Promise<Acknowledgement> {
    const { user, channel } = this.#at(place);
    const names = { public: channel.name, private: 'privategroup', im: 'directmessage', mpim: channel.name };
    const acknowledged = await this.delivery.deliver('slash_commands', {
      ...common(this.workspace),
      channel_id: channel.id,
      channel_name: names[channel.kind] ?? '',
      user_id: user.id,
      user_name: user.name,
      command: place.command ?? '/ce-image',
      text: escaped(text),
      is_enterprise_install: String(this.workspace.organisation !== undefined),
      response_url: this.baseUrl() + this.responseUrls.issue({ user: user.id, channel: channel.id }),
      trigger_id: this.triggers.issue(user.id),
    });
    const answer = typeof acknowledged.body === 'string' ? { text: acknowledged.body } : acknowledged.body;
    if (acknowledged.status === 200 && isObject(answer)) {
      const shown = answer.response_type !== 'in_channel' ? { onlyFor: user.id } : {};
      this.workspace.say({
        channel: channel.id,
        user: this.workspace.app.userId,
        byBot: true,
        ...newMessage(answer),
        ...shown,
      });
    }
    return acknowledged;
  }

  /** Mentions the bot in a channel; `threadTs` replies in a thread. */
  async sendMention(
    text: string,
    place: Place & { readonly threadTs?: string; readonly files?: readonly GivenFile[] } = {},
  ): Promise<Sent> {
    return this.#speak(`<@${this.workspace.app.userId}> ${typedText(text)}`, 'app_mention', place);
  }

  /** Writes to the bot directly. */
  async sendDirectMessage(
    text: string,
    place: {
      readonly user?: string;
      readonly threadTs?: string;
      readonly files?: readonly GivenFile[];
    } = {},
  ): Promise<Sent> {
    const user = this.#user(place.user);
    const channel = this.workspace.directMessage(user.id).id;
    return this.#speak(typedText(text), 'message', { ...place, channel });
  }

  /**
   * Uses a shortcut in the menu of a message. Source: docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload.
   * @throws Error when manifest.yml declares none of this id
   */
  async useMessageShortcut(
    message: Message,
    callbackId: string,
    place: { readonly user?: string } = {},
  ): Promise<Acknowledgement> {
    assertDeclared(callbackId, 'message');
    const user = this.#user(place.user);
    const from = this.#fromMessage(message, user);
    return this.delivery.deliver('interactive', {
      ...this.#interaction('message_action', user),
      callback_id: callbackId,
      channel: from.channel,
      message_ts: message.ts,
      message: messageJson(message, this.workspace),
      response_url: from.response_url,
      action_ts: (this.workspace.clock.now() / 1000).toFixed(6),
    });
  }

  /**
   * Uses a shortcut from the composer or the search, which belongs to no channel.
   * @throws Error when manifest.yml declares none of this id
   */
  async useGlobalShortcut(
    callbackId: string,
    place: { readonly user?: string } = {},
  ): Promise<Acknowledgement> {
    assertDeclared(callbackId, 'global');
    return this.delivery.deliver('interactive', {
      ...this.#interaction('shortcut', this.#user(place.user)),
      callback_id: callbackId,
      action_ts: (this.workspace.clock.now() / 1000).toFixed(6),
    });
  }

  /** Delivers an event that happened already, as Slack does when it doubts that it arrived. */
  async redeliver(
    event: Record<string, unknown>,
    num = 1,
    reason = 'http_timeout',
  ): Promise<Acknowledgement> {
    return this.delivery.deliver('events_api', event, { num, reason });
  }

  /** Wraps an event as the Events API does and delivers it. */
  async sendEvent(
    event: Record<string, unknown>,
  ): Promise<{ event: Record<string, unknown>; acknowledged: Acknowledgement }> {
    const { team, app } = this.workspace;
    const envelope = {
      ...common(this.workspace),
      type: 'event_callback',
      event: { event_ts: event.ts, ...event },
      event_id: this.workspace.id('Ev'),
      event_time: Math.floor(this.workspace.clock.now() / 1000),
      authorizations: [
        {
          enterprise_id: this.workspace.organisation?.id ?? null,
          team_id: team.id,
          user_id: app.userId,
          is_bot: true,
          is_enterprise_install: this.workspace.organisation !== undefined,
        },
      ],
      is_ext_shared_channel: false,
    };
    return { event: envelope, acknowledged: await this.delivery.deliver('events_api', envelope) };
  }

  /**
   * Presses the button with this action id, or with this label. `value`: of the one that is meant among feedback
   * buttons, which share an action id.
   */
  async clickButton(
    on: Surface,
    button: string,
    place: { readonly user?: string; readonly value?: string } = {},
  ): Promise<Acknowledgement> {
    const { block, element } = this.#find(
      on,
      (each) => buttons.has(each.type) && (each.action_id === button || labelOf(each) === button),
      `button ${button}`,
    );
    const pressed = [element.positive_button, element.negative_button]
      .filter(isObject)
      .find(({ value }) => value === place.value);
    const { text, value } = pressed ?? element;
    return this.#act(on, place.user, {
      type: element.type,
      action_id: element.action_id,
      block_id: block.block_id,
      text,
      ...(value === undefined ? {} : { value }),
    });
  }

  /** Types into an external menu: the app is asked what it offers. */
  async suggestOptions(
    on: Surface,
    typed: string,
    place: { readonly user?: string; readonly menu: string },
  ): Promise<Acknowledgement> {
    const { block, element } = this.#external(on, place.menu);
    const { user, surface } = this.#where(on, place.user);
    const acknowledged = await this.delivery.deliver('interactive', {
      ...this.#interaction('block_suggestion', user),
      ...surface,
      action_id: element.action_id,
      block_id: block.block_id,
      value: typed,
    });
    this.#offered.set(element, offeredOptions(acknowledged.body));
    return acknowledged;
  }

  /** Chooses an option of a menu by its value or label. `menu`: its action id; the first menu when absent. */
  async selectOption(
    on: Surface,
    option: string,
    place: { readonly user?: string; readonly menu?: string } = {},
  ): Promise<Acknowledgement> {
    const { block, element } = this.#find(
      on,
      (each) => menus.has(each.type) && (place.menu === undefined || each.action_id === place.menu),
      'menu',
    );
    const options = this.#offered.get(element) ?? optionsOf(element);
    const selected = options.find((each) => each.value === option || labelOf(each) === option);
    if (!selected) throw new Error(`the menu has no option ${option}`);
    return this.#act(on, place.user, {
      type: element.type,
      action_id: element.action_id,
      block_id: block.block_id,
      selected_option: selected,
    });
  }

  /** Submits a modal. `values`: by block id and action id, as Slack's `state.values`. */
  async submitView(
    view: View,
    values: Readonly<Record<string, Record<string, unknown>>> = {},
  ): Promise<Acknowledgement> {
    const user = this.#user(view.user);
    const acknowledged = await this.delivery.deliver('interactive', {
      ...this.#interaction('view_submission', user),
      view: { ...viewJson(view, this.workspace), state: { values } },
      response_urls: [],
    });
    if (acknowledged.status === 200) this.#afterSubmit(view, acknowledged.body);
    return acknowledged;
  }

  /** Closes a modal; the app hears of it when it asked to. */
  async closeView(view: View): Promise<void> {
    this.workspace.closeView(view);
    if (!view.payload.notify_on_close) return;
    await this.delivery.deliver('interactive', {
      ...this.#interaction('view_closed', this.#user(view.user)),
      view: viewJson(view, this.workspace),
      is_cleared: false,
    });
  }

  async #speak(
    text: string,
    type: 'app_mention' | 'message',
    place: Place & { readonly threadTs?: string; readonly files?: readonly GivenFile[] },
  ): Promise<Sent> {
    const { user, channel } = this.#at(place);
    const thread = place.threadTs ? { threadTs: place.threadTs } : {};
    const files = place.files?.map((file) => newFile(this.workspace, user.id, file));
    const message = this.workspace.say({
      channel: channel.id,
      user: user.id,
      byBot: false,
      text,
      blocks: [],
      ...thread,
      ...(files ? { files } : {}),
    });
    const said = messageJson(message, this.workspace);
    const heard = channel.members.has(this.workspace.app.userId);
    if (!heard) return { message };
    const sent = await this.sendEvent({
      ...said,
      type,
      channel: channel.id,
      ...(type === 'message' ? { channel_type: 'im', ...(files ? { subtype: 'file_share' } : {}) } : {}),
    });
    return { message, ...sent };
  }

  async #act(
    on: Surface,
    userId: string | undefined,
    action: Record<string, unknown>,
  ): Promise<Acknowledgement> {
    const { user, surface } = this.#where(on, userId);
    const action_ts = (this.workspace.clock.now() / 1000).toFixed(6);
    return this.delivery.deliver('interactive', {
      ...this.#interaction('block_actions', user),
      ...surface,
      state: { values: {} },
      actions: [{ ...action, action_ts }],
    });
  }

  /** Who acts, and the part of the payload that tells where. */
  #where(on: Surface, userId: string | undefined): { user: User; surface: Record<string, unknown> } {
    const at = 'message' in on ? on.message : on.view;
    const user = this.#user(
      userId ?? ('onlyFor' in at ? at.onlyFor : undefined) ?? ('message' in on ? undefined : on.view.user),
    );
    return {
      user,
      surface: 'message' in on ? this.#fromMessage(on.message, user) : this.#fromView(on.view),
    };
  }

  #external(on: Surface, menu: string) {
    return this.#find(
      on,
      (each) => /^(?:multi_)?external_select$/.test(String(each.type)) && each.action_id === menu,
      `menu ${menu}`,
    );
  }

  #fromMessage(message: Message, user: User): Record<string, unknown> {
    const channel = this.workspace.channels.get(message.channel);
    const path = this.responseUrls.issue({ user: user.id, channel: message.channel, original: message });
    const names = {
      public: channel?.name,
      private: 'privategroup',
      im: 'directmessage',
      mpim: channel?.name,
    };
    const ephemeral = message.onlyFor !== undefined;
    return {
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: message.channel,
        is_ephemeral: ephemeral,
        ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
      },
      channel: { id: message.channel, name: names[channel?.kind ?? 'public'] ?? '' },
      ...(ephemeral ? {} : { message: messageJson(message, this.workspace) }),
      response_url: this.baseUrl() + path,
    };
  }

  #fromView(view: View): Record<string, unknown> {
    return { container: { type: 'view', view_id: view.id }, view: viewJson(view, this.workspace) };
  }

  #find(on: Surface, fits: (element: Record<string, unknown>) => boolean, what: string) {
    const blocks = 'message' in on ? on.message.blocks : on.view.payload.blocks;
    for (const block of Array.isArray(blocks) ? blocks : []) {
      const element = interactiveElements(block).find(fits);
      if (element) return { block: block as Record<string, unknown>, element };
    }
    throw new Error(`there is no ${what}`);
  }

  #afterSubmit(view: View, body: unknown): void {
    const answer = isObject(body) ? body : {};
    switch (answer.response_action) {
      case 'errors':
        view.errors = errorsOf(view, answer.errors);
        this.workspace.announce({ type: 'view_updated', view });
        break;
      case 'update':
        this.workspace.updateView(view, nextView(answer.view));
        break;
      case 'push':
        this.workspace.openView(view.user, nextView(answer.view), view);
        break;
      case 'clear': {
        const root = this.workspace.views.get(view.rootId);
        if (root) this.workspace.closeView(root);
        break;
      }
      default:
        this.workspace.closeView(view);
    }
  }

  #interaction(type: string, user: User): Record<string, unknown> {
    return interaction(type, user, this.workspace, this.triggers.issue(user.id));
  }

  #at(place: Place): { user: User; channel: Channel } {
    const channel = this.workspace.channel(place.channel ?? 'shop');
    if (!channel) throw new Error(`there is no channel ${place.channel}`);
    return { user: this.#user(place.user), channel };
  }

  #user(id = 'U0ADA'): User {
    const user = this.workspace.users.get(id);
    if (!user) throw new Error(`there is no user ${id}`);
    return user;
  }
}
