/** The modal that the app has opened for this person: the topmost one. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WireView } from '../src/web/wire';
import { Blocks } from './blocks';
import { Dialog } from './dialog';
import { inputErrors, type Values } from './inputs';
import { asList, plainText } from './json';
import { perform, useStore } from './store';

export function Modals() {
  const { snapshot, me } = useStore();
  const open = snapshot?.views.filter((view) => view.open && view.kind === 'modal' && view.user === me) ?? [];
  const top = open.at(-1);
  return top ? <Modal key={top.id} view={top} /> : null;
}

function Modal({ view }: { readonly view: WireView }) {
  const values = useRef<Values>({});
  const [busy, setBusy] = useState(false);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const errors = Object.keys(own).length > 0 ? own : view.errors;
  const body = useRef<HTMLFormElement>(null);
  const { payload } = view;
  const blocks = asList(payload.blocks);
  const submit = plainText(payload.submit) || (blocks.some(({ type }) => type === 'input') ? 'Submit' : '');
  const close = () => void perform({ do: 'dismiss', as: view.user, view: view.id });
  useEffect(() => {
    // The first input that is wrong is where the person goes on.
    body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  const send = async () => {
    if (busy) return;
    const wrong = inputErrors(blocks, values.current);
    setOwn(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    await perform({ do: 'submit', as: view.user, view: view.id, values: values.current });
    setBusy(false);
  };
  return (
    <Dialog
      title={plainText(payload.title) || 'ce-image'}
      close={close}
      wide
      footer={
        <>
          <button type="button" class="button" onClick={close}>
            {plainText(payload.close) || 'Close'}
          </button>
          {submit && (
            <button type="submit" form="modal-form" class="button primary" aria-disabled={busy}>
              {submit}
            </button>
          )}
        </>
      }
    >
      <form
        id="modal-form"
        ref={body}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Blocks
          blocks={blocks}
          surface={{ on: { view: view.id }, inputs: { view: view.id, values: values.current, errors } }}
        />
      </form>
    </Dialog>
  );
}
