/** What all checks of `doctor` have in common. */
import type { WebClientOptions } from '@slack/web-api';
import type { Secret } from '../../diagnosis/model/secrets';
import type { IbmCloud } from './ibm/cloud';

export type Outcome =
  | {
      readonly state: 'passed';
      readonly detail: string;
      /** What would make more of it work. */
      readonly cure?: string;
    }
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

/** What is checked. */
export type Part = 'slack' | 'ibm';

export interface Check {
  readonly part: Part;
  /** A few words, the same in every run. */
  readonly name: string;
  /** One outcome, or one for each thing that was looked at. Never rejects for what it checks. */
  run(context: Context): Promise<Outcome | readonly Outcome[]>;
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
  /** IBM Cloud, asked once however many checks want to know; a sentence when it cannot be asked at all. */
  readonly ibm: IbmCloud | string;
}

export const passed = (detail: string, cure?: string): Outcome => ({
  state: 'passed',
  detail,
  ...(cure === undefined ? {} : { cure }),
});
export const failed = (detail: string, cure: string): Outcome => ({ state: 'failed', detail, cure });
export const skipped = (detail: string, cure?: string): Outcome => ({
  state: 'skipped',
  detail,
  ...(cure === undefined ? {} : { cure }),
});
