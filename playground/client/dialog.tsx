/** A modal dialog: the browser's own, so that focus stays in it and Escape closes it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icons';

export function Dialog(props: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly wide?: boolean;
  readonly label?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    element.querySelector<HTMLElement>('.dialog-body')?.focus();
    // Gives the focus back to where it was.
    return () => element.close();
  }, []);
  useEffect(() => {
    const body = dialog.current?.querySelector<HTMLElement>('.dialog-body');
    // Nobody has moved yet, and the content may have come later: the first input is where the person goes on. Where
    // there is none, the arrow keys scroll the content.
    if (body && document.activeElement === body)
      body.querySelector<HTMLElement>('input, textarea, .select')?.focus();
  }, [props.children]);
  return (
    <dialog
      ref={dialog}
      class={props.wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
    >
      <header>
        <h2 id={id}>{props.title}</h2>
        <button type="button" class="icon" aria-label="Close" onClick={props.close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="dialog-body" tabIndex={0} role="region" aria-label={props.label ?? 'Content'}>
        {props.children}
      </div>
      {props.footer && <footer>{props.footer}</footer>}
    </dialog>
  );
}
