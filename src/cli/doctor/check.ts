/** What all checks of `doctor` have in common. */
import type { WebClientOptions } from '@slack/web-api';
import type { Secret } from '../../diagnosis/model/secrets';

export type Outcome =
  | { readonly state: 'passed'; readonly detail: string }
  | {
      readonly state: 'failed';
      readonly detail: string;
      /** What to do about it. */
      readonly cure: string;
    }
  | {
      readonly state: 'skipped';
      /** Why it was not tried. */
      readonly detail: string;
      /** How it would be. */
      readonly cure?: string;
    };

export interface Check {
  /** A few words, the same in every run. */
  readonly name: string;
  /** Never rejects for what it checks. */
  run(context: Context): Promise<Outcome>;
}

/** What checks are given. */
export interface Context {
  readonly env: NodeJS.ProcessEnv;
  /** Settings of Slack as far as they can be read. */
  readonly slack: {
    readonly botToken?: Secret;
    readonly appToken?: Secret;
  };
  /** Channel to post in: an id or a name. */
  readonly channel?: string;
  /** Options of a client that tries once; a new object each time. */
  readonly clientOptions: () => WebClientOptions;
}

export const passed = (detail: string): Outcome => ({ state: 'passed', detail });
export const failed = (detail: string, cure: string): Outcome => ({ state: 'failed', detail, cure });
export const skipped = (detail: string, cure?: string): Outcome => ({
  state: 'skipped',
  detail,
  ...(cure === undefined ? {} : { cure }),
});
