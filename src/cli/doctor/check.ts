/** What a check of `doctor` is, and what it is given. */
import type { WebClientOptions } from '@slack/web-api';
import type { Secret } from '../../diagnosis/model/secrets';
import type { IbmCloud } from './ibm/cloud';
import type { Outcome } from './outcome';

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
    /** The app is installed to several workspaces. */
    readonly several: boolean;
    readonly botToken?: Secret;
    readonly appToken?: Secret;
  };
  /** Channel to post in: an id or a name. */
  readonly channel?: string;
  /** Webhooks are to be sent a ping. */
  readonly webhooks?: boolean;
  /** Options of a client that tries once; a new object each time. */
  readonly clientOptions: () => WebClientOptions;
  /** IBM Cloud, asked once however many checks want to know; a sentence when it cannot be asked at all. */
  readonly ibm: IbmCloud | string;
}
