/** What somebody reads who asked for a form that Slack did not show: how the same is done without it. */
import type { Button } from '@slack/types';
import { actions, type Card, header, section } from './blocks';

interface Way {
  readonly title: string;
  /** What to type, mrkdwn of our own; absent: it is not done by typing. */
  readonly typed?: string | undefined;
  /** Asks for the form once more: each press has a trigger of its own. */
  readonly again: Button | undefined;
}

/** The way without a form. */
export function notOpenedCard({ title, typed, again }: Way): Card {
  const words = typed
    ? `Slack did not show the form. Type what you want instead:\n${typed}`
    : 'Slack did not show the form. Ask for it once more.';
  return {
    text: title,
    blocks: [header(title), section(words), ...(again ? [actions([again])] : [])],
  };
}
