/** The playground's page. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Composer } from './composer';
import { Home } from './home';
import { Icon } from './icons';
import { Messages } from './messages';
import { Modals } from './modal';
import { Panel } from './panel';
import { Sidebar } from './sidebar';
import { change, channelName, current, follow, go, useStore } from './store';
import { Tour } from './tour';

function Page() {
  const { snapshot, connection, channel, me, thread, unread, notices } = useStore();
  /** On narrow screens one of these lies over the messages. */
  const [drawer, setDrawer] = useState<'none' | 'sidebar' | 'panel'>('none');
  const closeDrawer = () => setDrawer('none');
  const [tab, setTab] = useState<'messages' | 'home'>('messages');
  useTitle(unread);
  useShortcuts();
  const here = snapshot?.channels.find(({ id }) => id === channel);
  const direct = here?.kind === 'im';
  const sign = direct || here?.kind === 'mpim' ? '' : '# ';
  const trouble =
    connection === 'lost'
      ? 'The playground does not answer. Start it again with npm start; this page comes back by itself.'
      : snapshot && !snapshot.botUp
        ? 'ce-image is not running. What you ask is not answered until it is back.'
        : undefined;
  return (
    <div class={`page drawer-${drawer}`}>
      <Sidebar close={closeDrawer} />
      {drawer !== 'none' && (
        <button type="button" class="backdrop" aria-label="Close" tabIndex={-1} onClick={closeDrawer} />
      )}
      <main>
        <header class="channel-header">
          <button
            type="button"
            class="icon narrow"
            aria-label="Channels"
            aria-expanded={drawer === 'sidebar'}
            onClick={() => setDrawer(drawer === 'sidebar' ? 'none' : 'sidebar')}
          >
            <Icon name="menu" />
          </button>
          <h1>{here && snapshot ? `${sign}${channelName(here, snapshot, me)}` : '# '}</h1>
          {here && here.kind !== 'im' && (
            <span class="muted members">{`${here.members.length} members`}</span>
          )}
          <button
            type="button"
            class="icon medium"
            aria-label="Cases and simulation"
            aria-expanded={drawer === 'panel'}
            onClick={() => setDrawer(drawer === 'panel' ? 'none' : 'panel')}
          >
            <span aria-hidden="true">Cases</span>
            <Icon name="panel" />
          </button>
        </header>
        {direct && (
          <div role="tablist" aria-label="ce-image" class="tabs">
            {(['messages', 'home'] as const).map((each) => (
              <button
                type="button"
                role="tab"
                id={`tab-${each}`}
                aria-selected={tab === each}
                onClick={() => setTab(each)}
              >
                {each === 'home' ? 'Home' : 'Messages'}
              </button>
            ))}
          </div>
        )}
        <div class="trouble" role="status">
          {trouble && <p>{trouble}</p>}
        </div>
        {direct && tab === 'home' ? (
          <Home />
        ) : (
          <>
            <Messages key={channel} />
            <Composer key={`to ${channel}`} />
          </>
        )}
      </main>
      {thread !== undefined && (
        <aside class="thread" aria-label="Thread">
          <header>
            <h2>Thread</h2>
            <button
              type="button"
              class="icon"
              aria-label="Close thread"
              onClick={() => change({ thread: undefined })}
            >
              <Icon name="close" />
            </button>
          </header>
          <Messages key={thread} thread={thread} />
          <Composer key={`in ${thread}`} thread={thread} />
        </aside>
      )}
      <Panel close={closeDrawer} />
      <Modals />
      <Tour />
      <div class="notices" role="status">
        {notices.map(({ id, text, channel: to, news }) =>
          to === undefined ? (
            <p key={id} class={news ? 'news' : undefined}>
              {text}
            </p>
          ) : (
            <button
              type="button"
              key={id}
              class={news ? 'news' : undefined}
              onClick={() => {
                go(to);
                change({ notices: notices.filter((each) => each.id !== id) });
              }}
            >
              <span class="clipped">{text}</span>
            </button>
          ),
        )}
      </div>
    </div>
  );
}

/** The count of what is new stands in the window's title. */
function useTitle(unread: Readonly<Record<string, number>>): void {
  const count = Object.values(unread).reduce((sum, each) => sum + each, 0);
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}ce-image playground`;
  }, [count]);
  useEffect(() => {
    const seen = () => {
      const { channel, unread: now } = current();
      if (now[channel]) change({ unread: { ...now, [channel]: 0 } });
    };
    window.addEventListener('focus', seen);
    return () => window.removeEventListener('focus', seen);
  }, []);
}

/** `/` goes to the composer; Alt with an arrow goes to the next channel, as in Slack; Escape closes a thread. */
function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { snapshot, channel, me, thread } = current();
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
      if (event.key === '/' && !typing) {
        document.querySelector<HTMLTextAreaElement>('main .composer textarea')?.focus();
      } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        const mine = snapshot?.channels.filter(({ members }) => members.includes(me)) ?? [];
        const at = mine.findIndex(({ id }) => id === channel);
        const next = mine[(at + (event.key === 'ArrowDown' ? 1 : -1) + mine.length) % mine.length];
        if (next) go(next.id);
        event.preventDefault();
      } else if (event.key === 'Escape' && thread !== undefined && !document.querySelector('dialog[open]')) {
        change({ thread: undefined });
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

follow();
const root = document.getElementById('page');
if (root) render(<Page />, root);
