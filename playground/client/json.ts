/** Looking into JSON whose form is not known for certain. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The text of a text object, as it is written. */
export function plainText(value: unknown): string {
  return isJson(value) ? String(value.text ?? '') : '';
}
