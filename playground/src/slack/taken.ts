/**
 * What Slack's client takes of an app's answer to a request. Of anything else people see “We had some trouble connecting”
 * and nothing of the answer, and no method tells the app: here it is an error.
 */
import { optionsViolations, viewViolations } from './block-kit';
import { optionsOf } from './elements';
import { isObject, type Violation } from './schema';
import type { View } from './workspace';

/**
 * The errors below a form's inputs, by block id.
 * Sources: docs.slack.dev/surfaces/modals, "Displaying errors in views"; slackapi/bolt-python#566: below any other block than
 * an input they are not shown.
 * @throws Error for what Slack's client does not take
 */
export function errorsOf(view: View, errors: unknown): Readonly<Record<string, string>> {
  const blocks = Array.isArray(view.payload.blocks) ? view.payload.blocks.filter(isObject) : [];
  const inputs = new Set(blocks.filter(({ type }) => type === 'input').map(({ block_id: id }) => id));
  const given = isObject(errors) ? Object.entries(errors) : [];
  if (given.length === 0) throw new Error('response_action “errors” without errors');
  for (const [block, words] of given) {
    if (!inputs.has(block)) throw new Error(`an error of ${block}, which is no input of the view`);
    if (typeof words !== 'string' || words === '') throw new Error(`an error of ${block} without words`);
  }
  return errors as Record<string, string>;
}

/** The view that takes the place of a submitted one, or comes above it. @throws Error where Slack would refuse it */
export function nextView(view: unknown): Record<string, unknown> {
  refuse(viewViolations(view));
  return view as Record<string, unknown>;
}

/**
 * The options that an app offers in an external menu: at most 100, or groups of them.
 * Source: docs.slack.dev/reference/block-kit/block-elements/select-menu-element, external_select.
 * @throws Error where Slack would refuse them
 */
export function offeredOptions(body: unknown): Record<string, unknown>[] {
  refuse(optionsViolations(body));
  return optionsOf(body as Record<string, unknown>);
}

function refuse(violations: readonly Violation[]): void {
  const [first] = violations;
  if (first) throw new Error(`Slack would not take this: ${first.pointer} ${first.message}`);
}
