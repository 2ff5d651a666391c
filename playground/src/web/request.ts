/** Reads what the page sends. Nothing of it is trusted: every field is looked at before it is used. */
import type { Action, Spot } from './wire';

/** What was sent makes no sense; `message` says what, in words for people. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** Slack takes 40,000 characters of text; a command line takes as many. */
const MOST_TEXT = 40_000;
const MOST_ID = 300;
/** Slack takes ten files in a message. */
const MOST_FILES = 10;
const MOST_SPEED = 3600;

type Fields = Readonly<Record<string, unknown>>;

/** @throws BadRequest */
export function readAction(body: string): Action {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  const fields = object(value, 'The body');
  switch (fields.do) {
    case 'say':
      return {
        do: 'say',
        as: id(fields, 'as'),
        channel: id(fields, 'channel'),
        text: files(fields).length > 0 ? typed(fields.text ?? '', MOST_TEXT) : text(fields, 'text'),
        ...(files(fields).length > 0 ? { files: files(fields) } : {}),
        ...(fields.thread === undefined ? {} : { thread: id(fields, 'thread') }),
      };
    case 'shortcut':
      return {
        do: 'shortcut',
        as: id(fields, 'as'),
        id: id(fields, 'id'),
        ...(fields.on === undefined ? {} : { on: spot(fields.on) }),
      };
    case 'press':
      return {
        do: 'press',
        as: id(fields, 'as'),
        on: spot(fields.on),
        action: id(fields, 'action'),
        ...(fields.value === undefined ? {} : { value: id(fields, 'value') }),
      };
    case 'choose':
      return {
        do: 'choose',
        as: id(fields, 'as'),
        on: spot(fields.on),
        menu: id(fields, 'menu'),
        option: id(fields, 'option'),
      };
    case 'options':
      return {
        do: 'options',
        as: id(fields, 'as'),
        on: spot(fields.on),
        menu: id(fields, 'menu'),
        typed: typed(fields.typed),
      };
    case 'submit':
      return { do: 'submit', as: id(fields, 'as'), view: id(fields, 'view'), values: values(fields.values) };
    case 'dismiss':
      return { do: 'dismiss', as: id(fields, 'as'), view: id(fields, 'view') };
    case 'fault':
      if (typeof fields.on !== 'boolean') throw new BadRequest('“on” is not true or false.');
      return { do: 'fault', name: id(fields, 'name'), on: fields.on };
    case 'speed': {
      const { speed } = fields;
      if (typeof speed !== 'number' || !(speed >= 0 && speed <= MOST_SPEED))
        throw new BadRequest(`“speed” is not a number from 0 to ${MOST_SPEED}.`);
      return { do: 'speed', speed };
    }
    case 'happen':
    case 'mend':
      return { do: fields.do, name: id(fields, 'name') };
    case 'reset':
      return { do: 'reset' };
    default:
      throw new BadRequest('“do” names nothing that can be done.');
  }
}

function object(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadRequest(`${what} is not an object.`);
  return value as Fields;
}

function id(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > MOST_ID)
    throw new BadRequest(`“${name}” is not a text of 1 to ${MOST_ID} characters.`);
  return value;
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw new BadRequest(`“${name}” is empty.`);
  if (value.length > MOST_TEXT)
    throw new BadRequest(`The text has ${value.length} characters; Slack takes ${MOST_TEXT}.`);
  return value;
}

/** What stands in the filter of a menu; perhaps nothing. */
function typed(value: unknown, most = MOST_ID): string {
  if (typeof value !== 'string' || value.length > most)
    throw new BadRequest(`“typed” is not a text of at most ${most} characters.`);
  return value;
}

/** Files of a message, as base64. */
function files({ files: given }: Fields): readonly { readonly name: string; readonly base64: string }[] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || given.length > MOST_FILES)
    throw new BadRequest(`“files” is no list of at most ${MOST_FILES}.`);
  return given.map((each) => {
    const fields = object(each, 'A file');
    if (typeof fields.base64 !== 'string') throw new BadRequest('A file has no “base64”.');
    return { name: id(fields, 'name'), base64: fields.base64 };
  });
}

function spot(value: unknown): Spot {
  const fields = object(value, '“on”');
  return fields.view === undefined
    ? { channel: id(fields, 'channel'), ts: id(fields, 'ts') }
    : { view: id(fields, 'view') };
}

/** Slack's `state.values`: by block id, then by action id. */
function values(value: unknown): Extract<Action, { do: 'submit' }>['values'] {
  const blocks = object(value ?? {}, '“values”');
  for (const block of Object.values(blocks)) {
    for (const element of Object.values(object(block, 'A block of “values”')))
      object(element, 'An input of “values”');
  }
  return blocks as Extract<Action, { do: 'submit' }>['values'];
}
