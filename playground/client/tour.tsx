/** The main job in six steps. Each step can be done by hand, or by its button. */
import { useState } from 'preact/hooks';
import { change, current, go, perform, propose, say, useStore } from './store';

interface Step {
  readonly title: string;
  readonly text: string;
  /** What the button does, and says; absent: nothing is to be done. */
  readonly button?: string;
  readonly act?: () => unknown;
}

/** Presses the newest button with this action id. */
function press(action: string): unknown {
  const { snapshot, me, channel } = current();
  const message = snapshot?.messages.findLast(
    (each) =>
      each.channel === channel &&
      !each.deleted &&
      JSON.stringify(each.blocks).includes(`"action_id":"${action}"`),
  );
  if (message) return perform({ do: 'press', as: me, on: { channel, ts: message.ts }, action });
  return undefined;
}

const steps: readonly Step[] = [
  {
    title: 'A build failed. Why?',
    text: 'This is a chat workspace with the real bot in it. The company’s build shop-api failed a few minutes ago. Ask in the channel where everybody sees the answer.',
    button: 'Type the command',
    act: () => {
      go('C0SHOP');
      propose('/ce-image build shop-api');
    },
  },
  {
    title: 'Ask',
    text: 'Press Enter. The bot asks Code Engine, Kubernetes and the registry at once, with the secret that the build itself uses.',
    button: 'Ask',
    act: () => {
      propose('');
      return say('/ce-image build shop-api');
    },
  },
  {
    title: 'Read the card',
    text: 'Cause first, with its proof. Then the commands that fix it, with your names in them. Then what was ruled out, so that nobody looks there.',
  },
  {
    title: 'Look at the log',
    text: 'Show log opens the log of the run in a window. Close it with Escape.',
    button: 'Show log',
    act: () => press('show_log'),
  },
  {
    title: 'What else is failing?',
    text: '/ce-image alone lists everything in the project that needs attention. Press Why? on any row.',
    button: 'List what fails',
    act: () => {
      const { views } = current().snapshot ?? { views: [] };
      for (const view of views.filter(({ open, user }) => open && user === current().me))
        void perform({ do: 'dismiss', as: view.user, view: view.id });
      return say('/ce-image');
    },
  },
  {
    title: 'Paste what you see',
    text: 'No name at hand? Paste an error to the bot directly. The cases on the right have more to try.',
    button: 'Paste an error',
    act: () => {
      const { snapshot, me } = current();
      const direct = snapshot?.channels.find(({ kind, user }) => kind === 'im' && user === me);
      if (!direct) return undefined;
      go(direct.id);
      return say(
        'Failed to pull image "private.de.icr.io/shop/web:2": rpc error: code = NotFound desc = failed to resolve reference: not found',
      );
    },
  },
];

export function Tour() {
  const { tour: at } = useStore();
  const [busy, setBusy] = useState(false);
  const step = at === undefined ? undefined : steps[at];
  if (at === undefined || !step) return null;
  const next = () => change({ tour: at + 1 < steps.length ? at + 1 : undefined });
  return (
    <section class="tour" aria-label="Tour">
      <div class="muted">{`Step ${at + 1} of ${steps.length}`}</div>
      <h2>{step.title}</h2>
      <p aria-live="polite">{step.text}</p>
      <div class="block-actions">
        {step.act && (
          <button
            type="button"
            class="button primary"
            aria-disabled={busy}
            onClick={async () => {
              if (busy) return;
              setBusy(true);
              await step.act?.();
              setBusy(false);
              next();
            }}
          >
            {step.button}
          </button>
        )}
        <button type="button" class={step.act ? 'button' : 'button primary'} onClick={next}>
          {at + 1 === steps.length ? 'Finish' : step.act ? 'Skip' : 'Next'}
        </button>
        <button type="button" class="button quiet" onClick={() => change({ tour: undefined })}>
          End tour
        </button>
      </div>
    </section>
  );
}
