/** What the platform says of a subject, when that is more than the headline says. */

import type { Report } from '../../diagnosis/model/report';
import { capitalised } from '../../diagnosis/model/text';

const statusAndReason = /^(\S+) \((.*)\)$/s;

/** `failed_to_execute_build_run` of `failed (failed_to_execute_build_run)`. */
export function platformReason({ platformState = '' }: Report): string {
  return statusAndReason.exec(platformState)?.[2] ?? platformState;
}

/**
 * Status and reason as they came, a reason that only repeats the status left out; undefined when it is our own
 * word for the state.
 */
export function platformWord(report: Report): string | undefined {
  const [, status, reason] = statusAndReason.exec(report.platformState ?? '') ?? [];
  const word = status !== undefined && status === reason ? status : report.platformState;
  return word === report.state ? undefined : word || undefined;
}

/** Reasons of apps in the words of all cards. */
const ours: Readonly<Record<string, string>> = {
  no_revision_ready: 'It is down: no revision is ready',
  ready_but_latest_revision_failed: 'It still serves its old revision',
};

/**
 * A platform's reason in plain words: `Initial scale never achieved` of `warning (initial_scale_never_achieved)`.
 * Empty when there is none, or it only says once more that something failed.
 */
export function reasonWords(platformState: string): string {
  const reason = statusAndReason.exec(platformState)?.[2] ?? '';
  const known = ours[reason];
  if (known !== undefined) return known;
  const words = reason
    .replace(/[_\s]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .trim();
  return /^failed\b/i.test(words) ? '' : capitalised(words);
}
