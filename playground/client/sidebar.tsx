/** Channels, direct message, who this window is, and the theme. */
import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons';
import { Avatar } from './messages';
import { change, channelName, go, useStore } from './store';

const signs = { public: 'hash', private: 'lock', mpim: 'thread', im: undefined } as const;

export function Sidebar({ close }: { readonly close: () => void }) {
  const { snapshot, channel, me, unread } = useStore();
  const mine = snapshot?.channels.filter(({ members }) => members.includes(me)) ?? [];
  const open = (id: string) => {
    go(id);
    close();
  };
  const entry = (id: string, label: string, sign: IconName | undefined) => {
    const count = unread[id] ?? 0;
    return (
      <li>
        <button
          type="button"
          class={`entry${id === channel ? ' here' : ''}${count > 0 ? ' unread' : ''}`}
          aria-current={id === channel ? 'page' : undefined}
          onClick={() => open(id)}
        >
          {sign ? <Icon name={sign} /> : <img src="icon.svg" alt="" width="20" height="20" />}
          <span>{label}</span>
          {count > 0 && (
            <span class="count">
              {count}
              <span class="visually-hidden"> new</span>
            </span>
          )}
        </button>
      </li>
    );
  };
  return (
    <nav class="sidebar" aria-label="Channels">
      <div class="workspace-name">{snapshot?.team ?? 'Playground'}</div>
      <h2>Channels</h2>
      <ul>
        {mine
          .filter(({ kind }) => kind !== 'im')
          .map((each) =>
            entry(each.id, snapshot ? channelName(each, snapshot, me) : each.id, signs[each.kind]),
          )}
      </ul>
      <h2>Apps</h2>
      <ul>{mine.filter(({ kind }) => kind === 'im').map(({ id }) => entry(id, 'ce-image', undefined))}</ul>
      <div class="spacer" />
      <button
        type="button"
        class="entry"
        onClick={() => {
          change({ tour: 0 });
          close();
        }}
      >
        <Icon name="sparkle" />
        <span>Tour</span>
      </button>
      <ThemeButton />
      <Person />
    </nav>
  );
}

function Person() {
  const { snapshot, me, channel } = useStore();
  const people = snapshot?.users.filter(({ isBot }) => !isBot) ?? [];
  const self = people.find(({ id }) => id === me);
  return (
    <label class="person">
      <Avatar id={me} isBot={false} name={self?.realName ?? '?'} />
      <span>You are</span>
      <select
        value={me}
        onChange={(event) => {
          const next = event.currentTarget.value;
          const stays = snapshot?.channels.some(
            ({ id, members }) => id === channel && members.includes(next),
          );
          change({ me: next, thread: undefined, ...(stays ? {} : { channel: 'C0SHOP' }) });
        }}
      >
        {people.map(({ id, realName, isAdmin }) => (
          <option value={id}>{isAdmin ? `${realName} (admin)` : realName}</option>
        ))}
      </select>
    </label>
  );
}

function ThemeButton() {
  const root = document.documentElement;
  const [theme, setTheme] = useState(root.dataset.theme ?? 'light');
  const next = theme === 'dark' ? 'light' : 'dark';
  // theme.ts, which was there first, has followed the system already.
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(root.dataset.theme ?? 'light');
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);
  return (
    <button
      type="button"
      class="entry"
      onClick={() => {
        root.dataset.theme = next;
        localStorage.setItem('theme', next);
        setTheme(next);
      }}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      <span>{next === 'dark' ? 'Dark' : 'Light'}</span>
    </button>
  );
}
