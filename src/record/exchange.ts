/** What went over the wire: as it was heard, and as it stands in a record. */

import type { MissingReason } from '../diagnosis/model/missing-reason';
import type { SourceQuestion, UploadQuestion } from '../diagnosis/model/sources';
import type { Connection, Phase } from '../net/transport';

/** A question by HTTP. */
export interface Sent {
  readonly method: string;
  /** Whole, with its query. */
  readonly url: string;
  /** Value of `Authorization`. */
  readonly authorization?: string;
  /** A form or JSON. */
  readonly body?: string;
}

/** Why no answer came, or why it ended in the middle. */
export interface Broke {
  /** Node's or axios' word: `ECONNREFUSED`, `ERR_CANCELED` … */
  readonly code: string;
  readonly message?: string;
  /** Where an exchange with a registry was. */
  readonly phase?: Phase;
  /** The connection had been idle. */
  readonly idle?: boolean;
  /** The address may not be asked: what it is, in words. */
  readonly forbidden?: string;
}

/** What the ladder of a registry shows beside an answer. */
export interface Facts {
  readonly connection: Partial<Connection> & { readonly ms?: number };
  readonly answerMs?: number;
  readonly reused?: boolean;
  readonly truncated?: boolean;
}

/** An exchange by HTTP as it was heard. Holds secrets: it never leaves the process. */
export interface Heard {
  readonly sent: Sent;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** What was read of the body. */
  body?: () => Buffer;
  broke?: Broke;
  facts?: Facts;
  /** Milliseconds until the answer was read. */
  ms: number;
}

/** A look at source: a climb to a repository, or the opening of an upload. */
export type LookQuestion = { readonly climb: SourceQuestion } | { readonly open: UploadQuestion };

/** A look at source as it was heard. What lies in it is not recorded, only what was found. */
export interface HeardLook {
  readonly question: LookQuestion;
  found?: unknown;
  failed?: { readonly reason: MissingReason; readonly message: string; readonly cure?: string };
  ms: number;
}

/** An exchange as it stands in a record. */
export interface RecordedExchange {
  /** Method and address. */
  readonly ask: string;
  /** The login: its scheme, and a stand-in for what is secret. */
  readonly as?: string;
  /** What was sent along. */
  readonly sent?: string;
  readonly status?: number;
  readonly ms: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body where it is JSON. */
  readonly json?: unknown;
  /** Any other body. */
  readonly text?: string;
  readonly broke?: Broke;
  readonly facts?: Facts;
}

export type RecordedLook = LookQuestion & Pick<HeardLook, 'found' | 'failed' | 'ms'>;

/** What a token says of itself, that ce-image reads. */
export interface TokenClaims {
  readonly account?: string;
  readonly iam_id?: string;
  /** Seconds that it lives. */
  readonly life?: number;
}

/** The answer that was given when it was recorded, for example state, cause and confidence. */
export type Answered = Readonly<Record<string, string>>;

export interface RecordedAccount {
  readonly name: string;
  readonly key: string;
  readonly regions?: readonly string[];
}

/** A record: everything that a diagnosis needs to be made again. */
export interface Recording {
  /** Version of this form. */
  readonly record: 1;
  /** ISO 8601. */
  readonly at: string;
  readonly version: string;
  /** `why` or `doctor`, and what was typed behind it. */
  readonly asked: readonly string[];
  readonly login: 'API key' | 'trusted profile' | 'session of the ibmcloud CLI' | 'accounts of IBM_ACCOUNTS';
  /** Several accounts: what stands for the key of each, and its own regions. */
  readonly accounts?: readonly RecordedAccount[];
  /** Settings of IBM Cloud, by their names, without secrets. */
  readonly settings: Readonly<Record<string, string>>;
  readonly answered?: Answered;
  /** How many different ones of each kind were replaced. */
  readonly replaced: Readonly<Record<string, number>>;
  /** By stand-in. */
  readonly tokens: Readonly<Record<string, TokenClaims>>;
  readonly exchanges: readonly (RecordedExchange | RecordedLook)[];
}
