/** Where a person types: hints for the slash command, and what was typed before. */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { Icon } from './icons';
import { say, use, useStore } from './store';

const forms: readonly (readonly [string, string])[] = [
  ['/ce-image', 'what is failing in the default project'],
  ['/ce-image build NAME', 'why a build fails'],
  ['/ce-image app NAME', 'why an app does not start'],
  ['/ce-image job NAME', 'why a job fails'],
  ['/ce-image function NAME', 'why a function does not start'],
  ['/ce-image image REFERENCE', 'can this image be pulled?'],
  ['/ce-image logs NAME', 'the end of its log'],
  ['/ce-image events NAME', 'its events'],
  ['/ce-image source https://HOST/OWNER/NAME', 'can a build fetch this repository?'],
  ['/ce-image use PROJECT', 'the usual project of this channel'],
  ['/ce-image history NAME', 'what happened, with the logs of then'],
  ['/ce-image explain TEXT', 'what an error means'],
  ['/ce-image projects', 'the projects that the bot sees'],
  ['/ce-image watch', 'tells this channel when something fails'],
  ['/ce-image help', 'all that can be asked'],
];
/** Slack offers shortcuts behind the same key. */
const SHORTCUT = '/ ';
const MOST_HINTS = forms.length + 1;

/** Earlier lines, oldest first; shared by all composers of the window. */
const history: string[] = [];

export function Composer({ thread }: { readonly thread?: string }) {
  const { snapshot, channel, draft } = useStore();
  const [text, setText] = useState('');
  /** How far back in history; 0 is what is being typed. */
  const [back, setBack] = useState(0);
  const [hintAt, setHintAt] = useState(-1);
  const [hidden, setHidden] = useState(false);
  const [busy, setBusy] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();

  const here = snapshot?.channels.find((each) => each.id === channel);
  const cases = snapshot?.cases;
  const shortcuts = useMemo(() => snapshot?.shortcuts.filter((each) => each.of === 'global'), [snapshot]);
  const hints = useMemo(() => {
    if (thread !== undefined || !/^\/\S*(?: |$)/.test(text) || text.includes('\n')) return [];
    const all: (readonly [string, string])[] = [
      ...(shortcuts ?? []).map(({ name }) => [`${SHORTCUT}${name}`, 'a shortcut: opens a form'] as const),
      ...forms,
      ...(cases ?? []).map(({ command, title }) => [`/ce-image ${command}`, title] as const),
    ];
    const typed = text.toLowerCase();
    return all.filter(([form]) => form.toLowerCase().startsWith(typed) && form !== text).slice(0, MOST_HINTS);
  }, [text, cases, shortcuts, thread]);
  const shown = hidden ? [] : hints;

  useEffect(() => {
    if (draft.at === 0 || thread !== undefined) return;
    setText(draft.text);
    setHidden(true);
    input.current?.focus();
  }, [draft, thread]);
  useEffect(() => {
    document.getElementById(`${id}-${hintAt}`)?.scrollIntoView({ block: 'nearest' });
  }, [hintAt, id]);
  useEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
  });

  const put = (value: string) => {
    setText(value);
    setHintAt(-1);
    setHidden(false);
  };
  const take = (form: string) => {
    const shortcut = shortcuts?.find(({ name }) => form === `${SHORTCUT}${name}`);
    if (shortcut) {
      put('');
      use(shortcut.id);
      return;
    }
    const bare = form.replace(/(?:NAME|REFERENCE|TEXT|PROJECT|HOST\/OWNER\/NAME)$/, '');
    put(bare);
    setHidden(bare === form);
    input.current?.focus();
  };
  const send = async () => {
    const line = text.trim();
    if ((!line && files.length === 0) || busy) return;
    if (line) history.push(line);
    const given = files;
    setFiles([]);
    setBack(0);
    put('');
    setBusy(true);
    if (!(await say(line, thread, given))) {
      setText((now) => now || line);
      setFiles(given);
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const up = event.key === 'ArrowUp';
    if (up || event.key === 'ArrowDown') {
      if (shown.length > 0 && back === 0) {
        setHintAt((was) => (was + (up ? -1 : 1) + shown.length + (was < 0 && up ? 1 : 0)) % shown.length);
      } else if (history.length > 0 && (text === '' || back > 0)) {
        const next = Math.min(history.length, Math.max(0, back + (up ? 1 : -1)));
        setBack(next);
        setText(next === 0 ? '' : (history[history.length - next] ?? ''));
        setHidden(true);
      } else return;
    } else if (event.key === 'Escape' && shown.length > 0) setHidden(true);
    else if (event.key === 'Tab' && shown.length > 0 && !event.shiftKey && hintAt >= 0)
      take(shown[hintAt]?.[0] ?? '');
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (hintAt >= 0 && shown[hintAt]) take(shown[hintAt][0]);
      else void send();
    } else return;
    event.preventDefault();
  };

  const place = thread ? 'Reply…' : here?.kind === 'im' ? 'Message ce-image' : 'Write, or try /ce-image';
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {shown.length > 0 && (
        <div class="hints" id={id} role="listbox" aria-label="Commands">
          {shown.map(([form, what], at) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the text field holds the focus
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the text field's
            <div
              role="option"
              id={`${id}-${at}`}
              aria-selected={at === hintAt}
              class={at === hintAt ? 'option active' : 'option'}
              onClick={() => take(form)}
            >
              <code>{form}</code>
              <small>{what}</small>
            </div>
          ))}
        </div>
      )}
      {thread === undefined && (
        <button
          type="button"
          class="icon"
          aria-label="Commands and shortcuts"
          title="Commands and shortcuts"
          onClick={() => {
            put('/');
            input.current?.focus();
          }}
        >
          <Icon name="slash" />
        </button>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        onChange={({ currentTarget }) => {
          setFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
          input.current?.focus();
        }}
      />
      <button
        type="button"
        class="icon"
        aria-label="Attach files"
        title="Attach files"
        onClick={() => picker.current?.click()}
      >
        <Icon name="attach" />
      </button>
      {files.map((file) => (
        <button
          key={file.name}
          type="button"
          class="file"
          title="Take it away"
          onClick={() => setFiles((now) => now.filter((each) => each !== file))}
        >
          {file.name} <Icon name="close" />
        </button>
      ))}
      <textarea
        ref={input}
        rows={1}
        value={text}
        placeholder={place}
        aria-label={thread ? 'Reply' : 'Message'}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={hintAt >= 0 ? `${id}-${hintAt}` : undefined}
        onInput={(event) => {
          setBack(0);
          put(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        class="send"
        aria-label="Send"
        aria-disabled={(text.trim() === '' && files.length === 0) || busy}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}
