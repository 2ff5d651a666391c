/** A small language for what Slack accepts: rules that collect every violation with its JSON pointer. */

export interface Violation {
  /** JSON pointer into the payload, for example `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export type Rule = (value: unknown, pointer: string, found: Violation[]) => void;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a text stands that holds NUL or half a character; undefined: nowhere. Forms have JSON in their fields. */
export function malformedAt(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) return pointer || '/';
    return /^[[{]/.test(value) ? malformedAt(parsed(value), pointer) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const at = malformedAt(key, `${pointer}/(key)`) ?? malformedAt(each, `${pointer}/${key}`);
    if (at !== undefined) return at;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A string within lengths, counted in characters (code points): a header takes 150 emoji. */
export function string(
  limits: { readonly min_length?: number; readonly max_length?: number; readonly pattern?: RegExp } = {},
): Rule {
  return (value, pointer, found) => {
    if (typeof value !== 'string') return void found.push(wrongType(pointer, 'string'));
    const { min_length: least = 0, max_length: most = Number.POSITIVE_INFINITY, pattern } = limits;
    const length = [...value].length;
    if (length < least) {
      found.push({ pointer, code: 'too_short', message: `must be more than ${least - 1} characters` });
    }
    if (length > most) {
      found.push({ pointer, code: 'too_long', message: `must be less than ${most + 1} characters` });
    }
    if (pattern && !pattern.test(value)) {
      found.push({ pointer, code: 'pattern_mismatch', message: `must match ${pattern.source}` });
    }
  };
}

export function boolean(): Rule {
  return (value, pointer, found) => {
    if (typeof value !== 'boolean') found.push(wrongType(pointer, 'boolean'));
  };
}

export function number(
  limits: { readonly min?: number; readonly max?: number; readonly integer?: boolean } = {},
): Rule {
  return (value, pointer, found) => {
    if (
      typeof value !== 'number' ||
      !Number.isFinite(value) ||
      (limits.integer && !Number.isInteger(value))
    ) {
      return void found.push(wrongType(pointer, limits.integer ? 'integer' : 'number'));
    }
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limits;
    if (value < min || value > max) {
      found.push({ pointer, code: 'out_of_range', message: `must be from ${min} to ${max}` });
    }
  };
}

/** One of some words. */
export function word(...allowed: readonly string[]): Rule {
  return (value, pointer, found) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      found.push({ pointer, code: 'invalid_value', message: `must be one of: ${allowed.join(', ')}` });
    }
  };
}

export function list(
  rule: Rule,
  limits: { readonly min_items?: number; readonly max_items?: number } = {},
): Rule {
  return (value, pointer, found) => {
    if (!Array.isArray(value)) return void found.push(wrongType(pointer, 'array'));
    const { min_items: least = 0, max_items: most = Number.POSITIVE_INFINITY } = limits;
    if (value.length < least) {
      found.push({ pointer, code: 'too_few_items', message: `no fewer than ${least} items required` });
    }
    if (value.length > most) {
      found.push({ pointer, code: 'too_many_items', message: `no more than ${most} items allowed` });
    }
    value.forEach((each, at) => {
      rule(each, `${pointer}/${at}`, found);
    });
  };
}

/** An object with these fields and no others. */
export function shape(
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return (value, pointer, found) => {
    if (!isObject(value)) return void found.push(wrongType(pointer, 'object'));
    for (const [field, rule] of Object.entries(required)) {
      if (value[field] === undefined || value[field] === null) {
        found.push({ pointer, code: 'missing_field', message: `missing required field: ${field}` });
      } else {
        rule(value[field], `${pointer}/${field}`, found);
      }
    }
    for (const [field, each] of Object.entries(value)) {
      if (Object.hasOwn(required, field) || each === undefined) continue;
      const rule = Object.hasOwn(optional, field) ? optional[field] : undefined;
      if (rule) rule(each, `${pointer}/${field}`, found);
      else found.push({ pointer, code: 'unknown_field', message: `invalid additional property: ${field}` });
    }
  };
}

/** An object whose `type` chooses the rule. `says` names what an unknown type is not, for example `block`. */
export function byType(rules: Readonly<Record<string, Rule>>, says: string): Rule {
  return (value, pointer, found) => {
    if (!isObject(value)) return void found.push(wrongType(pointer, 'object'));
    const type = value.type;
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule) rule(value, pointer, found);
    else {
      found.push({
        pointer: `${pointer}/type`,
        code: 'unsupported_type',
        message: `unsupported ${says} type: ${String(type)}`,
      });
    }
  };
}

/** `rule`, and a condition over the whole object. `check` returns what is wrong. */
export function also(rule: Rule, check: (value: Record<string, unknown>) => string | undefined): Rule {
  return (value, pointer, found) => {
    rule(value, pointer, found);
    const wrong = isObject(value) ? check(value) : undefined;
    if (wrong) found.push({ pointer, code: 'invalid_combination', message: wrong });
  };
}

/** A rule that refers to rules defined later. */
export function later(rule: () => Rule): Rule {
  return (value, pointer, found) => rule()(value, pointer, found);
}

export const anything: Rule = () => undefined;

function wrongType(pointer: string, expected: string): Violation {
  return {
    pointer,
    code: 'wrong_type',
    message: `must provide ${/^[aio]/.test(expected) ? 'an' : 'a'} ${expected}`,
  };
}
