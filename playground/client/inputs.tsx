/** The inputs of a modal. What a person puts in is kept in the form of Slack's `state.values`. */
import { useId, useState } from 'preact/hooks';
import { asList, isJson, type Json, plainText } from './json';
import { type Choice, choicesOf, Menu, offersOf } from './menu';
import { current } from './store';

export type Values = Record<string, Record<string, Record<string, unknown>>>;

export interface Inputs {
  readonly view: string;
  readonly values: Values;
  /** By block id. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What Slack's client refuses before the app is asked: required inputs without a value, numbers out of range. */
export function inputErrors(blocks: readonly Json[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || !isJson(block.element)) continue;
    const id = String(block.block_id ?? '');
    const { type: _, ...given } = values[id]?.[String(block.element.action_id ?? '')] ?? {};
    const [value] = Object.values(given);
    const empty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (empty && !block.optional) errors[id] = 'Please complete this required field.';
    if (empty || block.element.type !== 'number_input') continue;
    const { min_value: least, max_value: most } = block.element;
    if (least !== undefined && Number(value) < Number(least)) errors[id] = `Must be at least ${least}.`;
    if (most !== undefined && Number(value) > Number(most)) errors[id] = `Must be at most ${most}.`;
  }
  return errors;
}

export function InputBlock({ block, inputs }: { readonly block: Json; readonly inputs: Inputs | undefined }) {
  const id = useId();
  const blockId = String(block.block_id ?? '');
  const element = isJson(block.element) ? block.element : {};
  const error = inputs?.errors[blockId];
  const hint = plainText(block.hint);
  const put = (value: Record<string, unknown>) => {
    if (!inputs) return;
    inputs.values[blockId] = { [String(element.action_id ?? '')]: { type: element.type, ...value } };
  };
  const label = plainText(block.label);
  const grouped = /^(?:checkboxes|radio_buttons)$/.test(String(element.type));
  return (
    <div class={error ? 'block-input invalid' : 'block-input'}>
      {grouped || /select$/.test(String(element.type)) ? (
        <div class="label" id={id}>
          {label}
          {Boolean(block.optional) && <span class="muted"> (optional)</span>}
        </div>
      ) : (
        <label class="label" for={`${id}-input`}>
          {label}
          {Boolean(block.optional) && <span class="muted"> (optional)</span>}
        </label>
      )}
      <Element
        element={element}
        label={label}
        labelId={id}
        id={`${id}-input`}
        put={put}
        view={inputs?.view ?? ''}
        described={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
        invalid={error !== undefined}
      />
      {error && (
        <div class="error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
      {hint && (
        <div class="muted" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

interface ElementProps {
  readonly element: Json;
  readonly label: string;
  readonly labelId: string;
  readonly id: string;
  readonly put: (value: Record<string, unknown>) => void;
  readonly view: string;
  readonly described: string | undefined;
  readonly invalid: boolean;
}

/** Kinds whose value is a text, with the browser's input and the name of Slack's field. */
const texts: Readonly<Record<string, readonly [kind: string, field: string, initial: string]>> = {
  plain_text_input: ['text', 'value', 'initial_value'],
  number_input: ['number', 'value', 'initial_value'],
  url_text_input: ['url', 'value', 'initial_value'],
  email_text_input: ['email', 'value', 'initial_value'],
  datepicker: ['date', 'selected_date', 'initial_date'],
  timepicker: ['time', 'selected_time', 'initial_time'],
};

function Element(props: ElementProps) {
  const { element, put, id, described, invalid } = props;
  const type = String(element.type);
  const text = texts[type];
  if (text) {
    const [kind, field, initial] = text;
    const start = typeof element[initial] === 'string' ? element[initial] : '';
    const common = {
      id,
      placeholder: plainText(element.placeholder),
      defaultValue: start,
      'aria-invalid': invalid,
      'aria-describedby': described,
      onInput: (event: Event) => {
        const { value } = event.currentTarget as HTMLInputElement;
        put({ [field]: value === '' ? null : value });
      },
      ref: (input: HTMLInputElement | HTMLTextAreaElement | null) => {
        if (input && !input.dataset.known) {
          input.dataset.known = 'yes';
          put({ [field]: start === '' ? null : start });
        }
      },
    };
    return element.multiline ? <textarea rows={4} {...common} /> : <input type={kind} {...common} />;
  }
  if (type === 'checkboxes' || type === 'radio_buttons') return <Boxes {...props} />;
  if (/select$/.test(type)) return <Select {...props} />;
  return <span class="muted">{`An input of type ${type}`}</span>;
}

function Boxes({ element, put, labelId }: ElementProps) {
  const many = element.type === 'checkboxes';
  const name = useId();
  const choices = choicesOf(element);
  const initial = many ? asList(element.initial_options) : asList([element.initial_option]);
  const [chosen, setChosen] = useState(initial.map(({ value }) => String(value)));
  const options = asList(element.options);
  const keep = (values: readonly string[]) => {
    const selected = options.filter(({ value }) => values.includes(String(value)));
    put(many ? { selected_options: selected } : { selected_option: selected[0] ?? null });
  };
  useState(() => keep(chosen));
  return (
    <div role="group" aria-labelledby={labelId}>
      {choices.map(({ value, label, note }) => (
        <label class="box">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(value)}
            onChange={(event) => {
              const others = many ? chosen.filter((each) => each !== value) : [];
              const next = event.currentTarget.checked ? [...others, value] : others;
              setChosen(next);
              keep(next);
            }}
          />
          <span>
            {label}
            {note && <small class="muted"> {note}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

/** Menus, of one or many, of given options or of the workspace's people and channels. */
function Select({ element, put, label, view, invalid }: ElementProps) {
  const type = String(element.type);
  const many = type.startsWith('multi_');
  const source = type.replace('multi_', '');
  /** What the app offered and was chosen, which it need not offer again. */
  const [taken, setTaken] = useState<readonly Choice[]>(() => initialChoices(element));
  const external = source === 'external_select';
  const choices = external
    ? taken
    : source === 'static_select'
      ? choicesOf(element)
      : workspaceChoices(source);
  const [chosen, setChosen] = useState<readonly string[]>(() => initialOf(element));
  const keep = (values: readonly string[], known = choices) => put(selected(source, many, values, known));
  useState(() => keep(chosen));
  const choose = (values: readonly string[], known = choices) => {
    setChosen(values);
    keep(values, known);
  };
  const placeholder = plainText(element.placeholder) || label;
  return (
    <div>
      {many &&
        chosen.map((value) => {
          const name = choices.find((choice) => choice.value === value)?.label ?? value;
          return (
            <button
              type="button"
              class="chip"
              aria-label={`Remove ${name}`}
              onClick={() => choose(chosen.filter((each) => each !== value))}
            >
              {name} ✕
            </button>
          );
        })}
      <Menu
        label={placeholder}
        choices={many ? choices.filter(({ value }) => !chosen.includes(value)) : choices}
        chosen={many ? undefined : chosen[0]}
        invalid={invalid}
        offers={external ? offersOf(element, { view }) : undefined}
        choose={(choice) => {
          const known = external ? [...taken.filter(({ value }) => value !== choice.value), choice] : choices;
          if (external) setTaken(known);
          const others = many ? chosen.filter((each) => each !== choice.value) : [];
          choose([...others, choice.value], known);
        }}
      />
    </div>
  );
}

function initialOf(element: Json): readonly string[] {
  const single = element.initial_conversation ?? element.initial_channel ?? element.initial_user;
  const several = element.initial_conversations ?? element.initial_channels ?? element.initial_users;
  if (typeof single === 'string') return [single];
  if (Array.isArray(several)) return several.map(String);
  return [...asList([element.initial_option]), ...asList(element.initial_options)].map(({ value }) =>
    String(value),
  );
}

function workspaceChoices(source: string): readonly Choice[] {
  const { snapshot } = current();
  if (!snapshot) return [];
  if (source === 'users_select') {
    return snapshot.users
      .filter(({ isBot }) => !isBot)
      .map(({ id, realName }) => ({ value: id, label: realName, note: '', group: '' }));
  }
  return snapshot.channels
    .filter(({ kind }) => kind !== 'im')
    .map(({ id, name }) => ({ value: id, label: `#${name}`, note: '', group: '' }));
}

function initialChoices(element: Json): readonly Choice[] {
  return choicesOf({ options: [...asList([element.initial_option]), ...asList(element.initial_options)] });
}

/** Slack's form of what was chosen. */
function selected(
  source: string,
  many: boolean,
  values: readonly string[],
  known: readonly Choice[],
): Record<string, unknown> {
  if (source !== 'static_select' && source !== 'external_select') {
    const what = source.replace('_select', '').replace(/s$/, '');
    return many ? { [`selected_${what}s`]: values } : { [`selected_${what}`]: values[0] ?? null };
  }
  const options = known.filter(({ value }) => values.includes(value)).map(({ option }) => option);
  return many ? { selected_options: options } : { selected_option: options[0] ?? null };
}
