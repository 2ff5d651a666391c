/** Interactive parts of a message or a view, as a person finds them. */
import { isObject } from './schema';

/** What is pressed. */
export const buttons: ReadonlySet<unknown> = new Set(['button', 'icon_button', 'feedback_buttons']);

/** What is chosen from. */
export const menus: ReadonlySet<unknown> = new Set(['static_select', 'overflow', 'external_select']);

/** Options, in groups or not. */
export function optionsOf(menu: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const groups = Array.isArray(menu.option_groups) ? menu.option_groups : [];
  return [menu.options, ...groups.map((group) => isObject(group) && group.options)].flat().filter(isObject);
}

/** What stands on it. */
export function labelOf(element: Record<string, unknown>): unknown {
  return isObject(element.text) ? element.text.text : undefined;
}
