/** What an empty channel shows: what this is, and what to do first. */
import { Icon } from './icons';
import { change, say, useStore } from './store';

interface Suggestion {
  readonly title: string;
  /** What is said, as it is typed. */
  readonly text: string;
}

const inChannel: readonly Suggestion[] = [
  { title: 'Why did this build fail?', text: '/ce-image build shop-api' },
  { title: 'Why does this app not start?', text: '/ce-image app newsletter --project content' },
  { title: 'What is failing right now?', text: '/ce-image' },
  { title: 'Tell this channel when something fails', text: '/ce-image watch shop' },
];

const directly: readonly Suggestion[] = [
  { title: 'A name is enough', text: 'shop-api' },
  {
    title: 'Or paste an error',
    text: 'Failed to pull image "private.de.icr.io/shop/web:2": not found',
  },
];

export function Welcome() {
  const { snapshot, channel } = useStore();
  const here = snapshot?.channels.find(({ id }) => id === channel);
  const direct = here?.kind === 'im';
  return (
    <div class="welcome">
      <img src="icon.svg" alt="" width="56" height="56" />
      <h2>Why did my image fail?</h2>
      <p>
        {direct
          ? 'Ask ce-image here, with nobody else in the room.'
          : 'ce-image tells why an image does not build, push, pull or start on IBM Cloud Code Engine, and how to fix it.'}
      </p>
      <ul class="suggestions">
        {(direct ? directly : inChannel).map(({ title, text }) => (
          <li>
            <button type="button" onClick={() => void say(text)}>
              <b>{title}</b>
              <code>{text}</code>
            </button>
          </li>
        ))}
      </ul>
      {!direct && (
        <button type="button" class="button primary" onClick={() => change({ tour: 0 })}>
          <Icon name="sparkle" /> Take the tour: six steps, one minute
        </button>
      )}
      <p class="muted">
        This Slack, this IBM Cloud and these registries are simulated on your machine; the bot is the real
        one. Nothing leaves your machine.
      </p>
    </div>
  );
}
