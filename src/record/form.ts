/** How a record writes what was sent: readable, only what would be read otherwise is encoded. */

/** A value of a form or query. */
function plain(value: string): string {
  return value.replace(/[&#+ %]/g, encodeURIComponent);
}

/** Whether a body is a form. */
export function isForm(body: string): boolean {
  return /^[\w.-]+=/.test(body);
}

/** The fields of a form or query. `written`: what is written in place of a value. */
export function fieldsOf(
  fields: URLSearchParams,
  written: (name: string, value: string) => string = (_, value) => value,
): string {
  return [...fields].map(([name, value]) => `${name}=${plain(written(name, value))}`).join('&');
}
