/** Alerts behind the Slack app of a bench, with lists and a clock of the test's own. */
import { Alerts } from '../../src/alerts';
import type { AlertsOptions } from '../../src/alerts/alerts';
import type { FakeCloud } from '../alerts/support/bench';
import { type Bench, recordingLogger } from './slack-bench';

/** @param around `now`: the test's clock, milliseconds; `problems`: takes what is logged */
export function alertsBehind(
  bench: Bench,
  around: {
    readonly store: AlertsOptions['store'];
    readonly cloud: FakeCloud;
    readonly now: () => number;
    readonly problems?: string[];
  },
  more: Partial<AlertsOptions> = {},
): Alerts {
  const { store, cloud, now, problems = [] } = around;
  return new Alerts({
    store,
    source: { activity: (ref, kinds) => cloud.activity(ref, kinds) },
    diagnosis: { inquire: () => cloud },
    messenger: bench.app.messenger,
    clock: { now, deadline: () => new AbortController().signal },
    mask: (value) => value,
    log: recordingLogger(problems),
    rules: { jitter: 0 },
    time: { now, sleep: async () => undefined },
    ...more,
  });
}
