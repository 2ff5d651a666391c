/**
 * How a value is given to a name, and where it begins: `NAME=value`, `name: value`, also on the next line,
 * `"name": "value"`, `--name value`, `ENV NAME value`, `{"name": "NAME", "value": "value"}` in either order,
 * `<name>value</name>`, `<entry key="name">value</entry>`, `set("NAME", "value")`, `the name is value`.
 */

/**
 * - `assigned`: by a sign that only assigns
 * - `colon`: a sentence may go on behind it as well
 * - `flag`: the next argument of a command
 * - `below`: alone on the next line
 * - `heading`: the name has a line of its own and no sign
 * - `line`: a line of two words
 * - `spaced`: only a space, or a verb
 */
export type Notation = 'assigned' | 'colon' | 'flag' | 'below' | 'heading' | 'line' | 'spaced';

/** Between a name and its value: the kind of sign. A block of YAML begins on the next line. */
const assigned =
  /(?:\\*["'`])?\]?[ \t]{0,20}(?:=>|:=|\?=|\+=|={1,2}|:[ \t]{0,4}(?:str|string|String|bytes|SecretStr|&(?:'static )?str|Optional\[str\])[ \t]{0,4}=|:{1,2}|<-)(?:[ \t]{0,4}[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,40}|[ \t]{0,20}(?:(?:&\w{1,30}|!!\w{1,20})[ \t]{1,4})?)/y;
const otherField =
  /(?:\\*["'`])?(?:[ \t]{1,8}(?!value|content)[\w:-]{1,30}=\\*["'][^"'<>\r\n]{0,80}\\*["']){0,4}[ \t]{0,8},?(?:\s|\\n|#){0,80}(?:-[ \t])?\\*["'`]?(?:value|content)\\*["'`]?[ \t]{0,8}[:=][ \t]{0,8}/iy;
const nextArgument = /(?:\\*["'`][ \t]{0,8},[ \t\r\n]{0,40}(?=\\*["'`])|\r?\n[ \t]{0,40}-[ \t]{1,8})/y;
/** `set("NAME", "value")`, and the pairs of yarn's configuration: `"name" "value"`. */
const pair = /\\*["'`](?:[ \t]{0,8},[ \t]{0,8}|[ \t]{1,8})(?=\\*["'`])/y;
/** The end of an opening tag, after the attributes that it may still have. */
const tagEnd =
  /(?:["']?(?:[ \t]{1,8}[\w:-]{1,40}=["'][^"'<>\r\n]{0,100}["']){0,4}[ \t]{0,4})>(?:<!\[CDATA\[)?(?![@:])/y;
const openTag = /<[\w:.-]{0,60}(?:[ \t]{1,8}[\w:-]{1,40}=["'][^"'<>\r\n]{0,100}["']?){0,4}[\w:.-]{0,60}$/;
/** Fields of a form that is sent in parts (RFC 7578). */
const formPart =
  /["']?(?:;[^\r\n]{0,100})?(?:\r?\n|\\r\\n)(?:[\w-]{1,30}:[^\r\n]{0,100}\r?\n)?(?:\r?\n|\\r\\n)/y;
const space = /[ \t]{1,20}|\((?=[^\s()"']{3,200}\))/y;
const verb =
  /[ \t]{1,4}(?:is|was|has been|lautet|ist|est|es)(?:[ \t]{1,4}(?:now|set to|changed to|set|reset to))?[ \t]{0,4}:?[ \t]{1,4}/y;
const twoWords = /^(?![A-Za-z]?[a-z]+[.,!?]?(?:\s|$))[^\s"'`]{3,400}(?=[ \t]*(?:$|\r?\n|\\n|["'`]))/;
const nextLine = /[ \t]{0,4}\r?\n[ \t]{0,40}/y;
/** A key of YAML that is written in full: `? key`, and below it `: value`. */
const fullKey = /\r?\n[ \t]{0,40}:[ \t]{1,4}/y;

export interface Given {
  readonly notation: Notation;
  readonly at: number;
}

/** Where a sticky expression that matches at `at` ends; `at` when it does not. */
export function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

/**
 * How the value of a name is given, and where it begins; undefined: it has none.
 * @param start where the name begins
 * @param end where it ends
 */
export function notationOf(text: string, name: string, start: number, end: number): Given | undefined {
  const before = text.slice(Math.max(0, start - 200), start);
  // `${NAME:?message}` has a message and no value.
  if (text.startsWith(':?', end) && before.endsWith('{')) return undefined;
  const field = endOf(otherField, text, end);
  if (field > end) return { notation: 'assigned', at: field };
  const sign = endOf(assigned, text, end);
  if (sign > end) return signed(text, end, sign);
  return tagged(text, before, end) ?? spaced(text, name, before, end);
}

function signed(text: string, end: number, sign: number): Given {
  const written = text.slice(end, sign);
  if (/^[ \t]*:/.test(written) || /["'`][ \t]*:/.test(written)) {
    const below = endOf(nextLine, text, sign);
    if (below > sign) return { notation: 'below', at: below };
  }
  const colon = /:[ \t]*(?:[&!]\S+[ \t]*)?$/.test(written) && !/["'`]/.test(written);
  return { notation: colon ? 'colon' : 'assigned', at: sign };
}

function tagged(text: string, before: string, end: number): Given | undefined {
  if (/name=["']$/.test(before)) {
    const part = endOf(formPart, text, end);
    if (part > end) return { notation: 'assigned', at: part };
  }
  if (!/[<"'\w:.]$/.test(before) || !openTag.test(before)) return undefined;
  const tag = endOf(tagEnd, text, end);
  return tag > end ? { notation: 'assigned', at: tag } : undefined;
}

function spaced(text: string, name: string, before: string, end: number): Given | undefined {
  const isFlag = /^--?[a-z]/i.test(name);
  const argument = endOf(nextArgument, text, end);
  if (isFlag && argument > end) return { notation: 'flag', at: argument };
  const second = endOf(pair, text, end);
  if (second > end && (/\([ \t]{0,8}\\*["'`]$/.test(before) || !text.slice(end, second).includes(',')))
    return { notation: 'flag', at: second };
  if (/\?[ \t]{1,4}$/.test(before)) {
    const full = endOf(fullKey, text, end);
    if (full > end) return { notation: 'assigned', at: full };
  }
  const said = endOf(verb, text, end);
  if (said > end) return { notation: 'spaced', at: said };
  const gap = endOf(space, text, end);
  if (gap === end) {
    const below = endOf(nextLine, text, end);
    return below > end && /(?:^|\n)[ \t]{0,40}$/.test(before)
      ? { notation: 'heading', at: below }
      : undefined;
  }
  if (isFlag || /(?:^|\s)(?:ENV|ARG|export|setx?|SET)\s{1,4}$/.test(before))
    return { notation: 'flag', at: gap };
  // `db.password value` in a file of properties, `requirepass value`: a line of two words.
  if (/(?:^|\n|\\n|["'`]|: )[ \t]{0,40}$/.test(before) && twoWords.test(text.slice(gap, gap + 402)))
    return { notation: 'line', at: gap };
  return { notation: 'spaced', at: gap };
}

const fieldName = /(?:name|key)\\*["'`]?[ \t]{0,4}[:=][ \t]{0,4}\\*["'`]?$/i;
const valueBefore =
  /\bvalue\\*["'`]?[ \t]{0,4}[:=][ \t]{0,4}(\\*["'`]?)([^"'`\r\n\\]{3,200})\1[ \t]{0,4},?(?:\s|\\n){0,40}(?:[\w-]{1,30}=["'][^"'<>]{0,60}["'][ \t]{1,4}){0,3}\\*["'`]?$/i;

/** The value that stands before `name: NAME` in the same object; undefined: there is none. */
export function valueBeforeName(
  text: string,
  start: number,
): readonly [from: number, to: number] | undefined {
  const window = text.slice(Math.max(0, start - 400), start);
  const field = fieldName.exec(window);
  if (!field) return undefined;
  const found = valueBefore.exec(window.slice(0, field.index));
  if (!found) return undefined;
  const [whole, , value = ''] = found;
  const from = start - window.length + found.index + whole.lastIndexOf(value);
  return [from, from + value.trimEnd().length];
}
