/** The JSON of a message, with its size against Slack's limits. */
import { useState } from 'preact/hooks';
import type { WireMessage } from '../src/web/wire';
import { Dialog } from './dialog';
import { useStore } from './store';

export function JsonView({ message, close }: { readonly message: WireMessage; readonly close: () => void }) {
  const { snapshot } = useStore();
  const [copied, setCopied] = useState(false);
  const text = JSON.stringify({ text: message.text, blocks: message.blocks }, undefined, 2);
  const limits = snapshot?.limits ?? { blocks: 50, characters: 12_000 };
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Dialog
      title="JSON of this message"
      close={close}
      wide
      footer={
        <button type="button" class="button primary" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </button>
      }
    >
      <Size name="Blocks" value={message.blocks.length} most={limits.blocks} />
      <Size name="Characters" value={JSON.stringify(message.blocks).length} most={limits.characters} />
      <pre class="json">{text}</pre>
    </Dialog>
  );
}

function Size({
  name,
  value,
  most,
}: {
  readonly name: string;
  readonly value: number;
  readonly most: number;
}) {
  return (
    <div class="size">
      <span>{`${name}: ${value.toLocaleString('en')} of ${most.toLocaleString('en')}`}</span>
      <meter min={0} max={most} high={most * 0.9} value={value} aria-label={name} />
    </div>
  );
}
