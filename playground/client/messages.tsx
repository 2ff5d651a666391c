/** The messages of a channel, or of one thread. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WireMessage } from '../src/web/wire';
import { Blocks } from './blocks';
import { Icon } from './icons';
import { JsonView } from './json-view';
import { Mrkdwn } from './mrkdwn';
import { change, isFor, use, useStore } from './store';
import { Welcome } from './welcome';

/** Messages that this window's person sees in the channel, or in the thread, oldest first. */
function visible(messages: readonly WireMessage[], channel: string, me: string, thread?: string) {
  return messages.filter(
    (each) =>
      each.channel === channel &&
      !each.deleted &&
      isFor(each, me) &&
      (thread === undefined
        ? each.threadTs === undefined || each.threadTs === each.ts
        : each.threadTs === thread || each.ts === thread),
  );
}

/** Pixels above the newest message that stay in sight, where its tools reach. */
const ABOVE = 8;

export function Messages({ thread }: { readonly thread?: string }) {
  const { snapshot, channel, me, sent } = useStore();
  const list = useRef<HTMLDivElement>(null);
  /** Whether the newest is in sight: then it stays so. */
  const follows = useRef(true);
  const placedAt = useRef(0);
  const lastSent = useRef(sent);
  if (lastSent.current !== sent) {
    lastSent.current = sent;
    follows.current = true;
  }
  const shown = visible(snapshot?.messages ?? [], channel, me, thread);
  useLayoutEffect(() => {
    const box = list.current;
    if (!box || !follows.current) return;
    // A message that is longer than the window is read from its beginning.
    const newest = box.lastElementChild as HTMLElement | null;
    const beginning = newest ? newest.offsetTop - box.offsetTop - ABOVE : 0;
    box.scrollTop = Math.min(beginning, box.scrollHeight - box.clientHeight);
    placedAt.current = box.scrollTop;
  });
  return (
    <div
      class="messages"
      ref={list}
      role="log"
      aria-label={thread ? 'Thread' : 'Messages'}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        follows.current =
          Math.abs(scrollTop - placedAt.current) < 2 || scrollTop + clientHeight > scrollHeight - 60;
      }}
    >
      {shown.length === 0 && !thread ? <Welcome /> : <div class="filler" />}
      {shown.map((message) => (
        <MessageRow
          key={`${message.channel}:${message.ts}`}
          message={message}
          inThread={thread !== undefined}
        />
      ))}
    </div>
  );
}

function MessageRow({ message, inThread }: { readonly message: WireMessage; readonly inThread: boolean }) {
  const { snapshot, me } = useStore();
  const [json, setJson] = useState(false);
  const author = snapshot?.users.find(({ id }) => id === message.user);
  const replies =
    snapshot?.messages.filter(
      (each) =>
        each.channel === message.channel &&
        each.threadTs === message.ts &&
        each.ts !== message.ts &&
        !each.deleted &&
        isFor(each, me),
    ) ?? [];
  const open = () => change({ thread: message.ts });
  const at = new Date(Number(message.ts) * 1000);
  const name = author?.isBot ? author.name : (author?.realName ?? message.user);
  return (
    <article class={message.onlyFor ? 'message ephemeral' : 'message'} aria-label={`Message of ${name}`}>
      <Avatar id={message.user} isBot={message.byBot} name={name} />
      <div class="message-body">
        {message.onlyFor && (
          <div class="only-you">
            <Icon name="eye" /> Only visible to you
          </div>
        )}
        <div class="byline">
          <b>{name}</b>
          {message.byBot && <span class="badge">APP</span>}
          <time dateTime={at.toISOString()} title={at.toLocaleString('en')}>
            {at.toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' })}
          </time>
        </div>
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} surface={{ on: { channel: message.channel, ts: message.ts } }} />
        ) : (
          <p class="text">
            <Mrkdwn text={message.text} />
          </p>
        )}
        {message.files?.map(({ id, name: file, size }) => (
          <span class="file" key={id}>
            <Icon name="attach" />
            {`${file} · ${size < 1024 ? `${size} bytes` : `${Math.round(size / 1024)} KB`}`}
          </span>
        ))}
        {message.edits > 0 && <span class="edited">(edited)</span>}
        {message.reactions.length > 0 && (
          <div class="reactions">
            {message.reactions.map(({ name: emoji, users }) => (
              <span>{`:${emoji}: ${users.length}`}</span>
            ))}
          </div>
        )}
        {!inThread && replies.length > 0 && (
          <button type="button" class="replies" onClick={open}>
            {`${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`}
          </button>
        )}
      </div>
      <div class="tools">
        {!message.onlyFor &&
          snapshot?.shortcuts
            .filter((each) => each.of === 'message')
            .map((each) => (
              <button
                key={each.id}
                type="button"
                class="icon"
                onClick={() => use(each.id, { channel: message.channel, ts: message.ts })}
                title={each.name}
                aria-label={each.name}
              >
                <Icon name="bolt" />
              </button>
            ))}
        {!inThread && !message.onlyFor && (
          <button
            type="button"
            class="icon"
            onClick={open}
            title="Reply in thread"
            aria-label="Reply in thread"
          >
            <Icon name="thread" />
          </button>
        )}
        <button
          type="button"
          class="icon"
          onClick={() => setJson(true)}
          title="Show JSON"
          aria-label="Show JSON"
        >
          <Icon name="braces" />
        </button>
      </div>
      {json && <JsonView message={message} close={() => setJson(false)} />}
    </article>
  );
}

export function Avatar(props: { readonly id: string; readonly isBot: boolean; readonly name: string }) {
  if (props.isBot) return <img class="avatar" src="icon.svg" alt="" width="36" height="36" />;
  return (
    <span class={`avatar color-${(props.id.charCodeAt(2) + props.id.length) % 4}`} aria-hidden="true">
      {props.name
        .split(' ')
        .map((word) => word[0])
        .join('')}
    </span>
  );
}
