/** The rules of noise, in one place. Times in milliseconds. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface AlertRules {
  /** Between two looks at a project where nothing runs. */
  readonly interval: number;
  /** Between two looks while something runs. */
  readonly busyInterval: number;
  /** Longest pause between two looks, however often they fail. */
  readonly mostInterval: number;
  /** Part of an interval by which it varies, so that a thousand projects spread out. */
  readonly jitter: number;
  /** A project or notice belongs to one instance for this long after its last sign of life. */
  readonly lease: number;
  /** A post takes no longer. Whoever has less left of a claim does not begin one: another would post the same. */
  readonly postTime: number;
  /** A run that is pending for so long is looked at as if it had failed. */
  readonly stuckAfter: number;
  /** An incident that comes back within it goes on in its thread. */
  readonly reopenWithin: number;
  /** Coming and going this often within `flapWindow` is flapping. */
  readonly flapTurns: number;
  readonly flapWindow: number;
  /** A flapping incident must stay well for so long. */
  readonly flapTrial: number;
  /** More cards than this within `stormWindow` in one channel become one digest. */
  readonly stormCards: number;
  readonly stormWindow: number;
  /** Investigations at a time, and before their result is stored. */
  readonly investigations: number;
  readonly batch: number;
  /** Observations that are stored together, at most: most failures of a storm need no investigation. */
  readonly recorded: number;
  /** Failures alike in everything that were looked at and found to have one cause, before others like them are
   * taken for the same. Only where more than `batch` fail at once. */
  readonly sample: number;
  /** Between two messages in one channel; Slack allows one a second. */
  readonly pace: number;
  /** Between two edits of one message. */
  readonly editPace: number;
  /** An unusable channel or project is reported after so long. */
  readonly patience: number;
  /** Looks that fail in a row before the channels are told, whatever the reason. */
  readonly failedLooks: number;
  /** Between two looks at the image of an app that is well. */
  readonly imageInterval: number;
  /** Apps that are well and looked at in one look at a project. */
  readonly imageChecks: number;
  /** Name of the webhook that is told of what watches see that name none; absent: none is. */
  readonly webhook?: string;
  /** An event that its webhook does not take is given up after so long. */
  readonly webhookPatience: number;
  /** What is kept. */
  readonly retention: number;
  /** Who asked and did what is kept. */
  readonly auditRetention: number;
}

export const defaultRules: AlertRules = {
  interval: 60 * SECOND,
  busyInterval: 15 * SECOND,
  mostInterval: 10 * MINUTE,
  jitter: 0.1,
  lease: 25 * SECOND,
  // A call to Slack ends after ten seconds.
  postTime: 12 * SECOND,
  stuckAfter: 10 * MINUTE,
  reopenWithin: 24 * HOUR,
  flapTurns: 4,
  flapWindow: HOUR,
  flapTrial: 15 * MINUTE,
  stormCards: 5,
  stormWindow: MINUTE,
  investigations: 4,
  batch: 20,
  recorded: 300,
  sample: 3,
  pace: 1100,
  editPace: 3 * SECOND,
  patience: 5 * MINUTE,
  failedLooks: 5,
  imageInterval: 24 * HOUR,
  imageChecks: 2,
  webhookPatience: 72 * HOUR,
  retention: 30 * 24 * HOUR,
  auditRetention: 90 * 24 * HOUR,
};
