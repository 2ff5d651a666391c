/** A menu of choices: a button that opens a list, with keys, a filter for long lists, and groups. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Spot } from '../src/web/wire';
import { asList, type Json, plainText } from './json';
import { current, request } from './store';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note: string;
  readonly group: string;
  /** The option as the app sent it. */
  readonly option?: Json;
}

/** The choices of a select, overflow, checkboxes or radio buttons. */
export function choicesOf(element: Json): readonly Choice[] {
  const choice = (option: Json, group = ''): Choice => ({
    value: String(option.value ?? ''),
    label: plainText(option.text),
    note: plainText(option.description),
    group,
    option,
  });
  return [
    ...asList(element.options).map((option) => choice(option)),
    ...asList(element.option_groups).flatMap((group) =>
      asList(group.options).map((option) => choice(option, plainText(group.label))),
    ),
  ];
}

/** Lists longer than this get a filter. */
const SHORT = 10;
/** An app is asked when the typing pauses. */
const PAUSE_MS = 200;

/** What the app offers for what was typed so far. */
export interface Offers {
  readonly load: (typed: string) => Promise<readonly Choice[]>;
  /** Characters before the app is asked. */
  readonly least: number;
}

export function Menu(props: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
  readonly choose: (choice: Choice) => void;
  /** Three dots in place of the label. */
  readonly overflow?: boolean;
  readonly invalid?: boolean;
  /** Asked for the choices, in place of `choices`. */
  readonly offers?: Offers | undefined;
}) {
  const [open, setOpen] = useState(false);
  const [filter, setFilter] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const { offers } = props;
  const offered = useOffers(open ? offers : undefined, filter);
  const shown = offers
    ? offered.choices
    : props.choices.filter(({ label, note }) =>
        `${label} ${note}`.toLowerCase().includes(filter.toLowerCase()),
      );
  const filtered = offers !== undefined || props.choices.length > SHORT;
  const chosen = props.choices.find(({ value }) => value === props.chosen);

  useEffect(() => {
    if (!open) return;
    list.current?.focus();
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at, id]);

  useLayoutEffect(() => {
    if (button.current && panel.current) place(panel.current, button.current);
  });

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    props.choose(choice);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) setAt((was) => (was + move + shown.length) % Math.max(1, shown.length));
    else if (event.key === 'Home') setAt(0);
    else if (event.key === 'End') setAt(shown.length - 1);
    else if (event.key === 'Enter' || (event.key === ' ' && !filtered)) take(shown[at]);
    else if (event.key === 'Escape') {
      // Not the modal around it.
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') return setOpen(false);
    else return;
    event.preventDefault();
  };
  const options = (
    <>
      {shown.map((choice, index) => (
        <>
          {choice.group && choice.group !== shown[index - 1]?.group && (
            <div class="menu-group" role="presentation">
              {choice.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus, aria-activedescendant names the option */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's */}
          <div
            id={`${id}-${index}`}
            role="option"
            class={index === at ? 'option active' : 'option'}
            aria-selected={choice.value === props.chosen}
            onClick={() => take(choice)}
            onPointerMove={() => setAt(index)}
          >
            <span>{choice.label}</span>
            {choice.note && <small>{choice.note}</small>}
          </div>
        </>
      ))}
    </>
  );
  /** In place of choices: beside the list, which holds nothing but choices. */
  const none = offers ? offered.says : 'Nothing has this in its name';
  const active = shown[at] ? `${id}-${at}` : undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of the button and list inside
    <div class="menu" ref={box} onKeyDown={open ? onKeyDown : undefined}>
      <button
        type="button"
        ref={button}
        class={props.overflow ? 'button overflow' : 'button select'}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-invalid={props.invalid}
        aria-label={props.overflow ? props.label : undefined}
        onClick={() => {
          setFilter('');
          setAt(Math.max(0, props.choices.indexOf(chosen as Choice)));
          setOpen(!open);
        }}
      >
        {props.overflow ? '⋯' : (chosen?.label ?? props.label)}
      </button>
      {open && (
        <div class="menu-list" ref={panel}>
          {filtered ? (
            <>
              <input
                type="text"
                ref={(element) => {
                  list.current = element;
                }}
                role="combobox"
                aria-expanded="true"
                aria-controls={`${id}-list`}
                aria-activedescendant={active}
                aria-label="Filter"
                placeholder="Filter"
                value={filter}
                onInput={(event) => {
                  setFilter(event.currentTarget.value);
                  setAt(0);
                }}
              />
              <div id={`${id}-list`} role="listbox" class="options" aria-label={props.label}>
                {options}
              </div>
              <div class="menu-group" role="status" hidden={shown.length > 0}>
                {shown.length === 0 && none}
              </div>
            </>
          ) : (
            <div
              ref={(element) => {
                list.current = element;
              }}
              role="listbox"
              class="options"
              tabIndex={0}
              aria-label={props.label}
              aria-activedescendant={active}
            >
              {options}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** Opens upwards, or to the left, where there is more room. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const room = (button.closest('.messages, .dialog-body') ?? document.body).getBoundingClientRect();
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = panel;
  const below = room.bottom - bottom;
  panel.classList.toggle('up', height > below && top - room.top > below);
  panel.classList.toggle('leftwards', left + width > room.right && right - width >= room.left);
}

/** What an external menu shows: the app's choices, or why there are none. */
function useOffers(
  offers: Offers | undefined,
  typed: string,
): { readonly choices: readonly Choice[]; readonly says: string } {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [asking, setAsking] = useState(false);
  const asks = offers !== undefined && typed.length >= offers.least;
  const latest = useRef(offers);
  latest.current = offers;
  useEffect(() => {
    setChoices([]);
    setAsking(asks);
    if (!asks) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const found = (await latest.current?.load(typed)) ?? [];
      if (!wanted) return;
      setChoices(found);
      setAsking(false);
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asks, typed]);
  if (asking) return { choices, says: 'Asking ce-image…' };
  if (asks || !offers) return { choices, says: 'ce-image offers nothing for this' };
  return {
    choices,
    says: `Type ${offers.least} ${offers.least === 1 ? 'character' : 'characters'} or more`,
  };
}

/** Offers of the app behind an external menu. Slack asks it from the third character on, unless it says otherwise. */
export function offersOf(element: Json, on: Spot): Offers {
  return {
    least: typeof element.min_query_length === 'number' ? element.min_query_length : 3,
    load: async (typed) => {
      const menu = String(element.action_id ?? '');
      const { options } = await request({ do: 'options', as: current().me, on, menu, typed });
      return choicesOf(options ?? {});
    },
  };
}
