/** What every kind of question has in common: what is settled before, and what comes out. */
import type { Inquiry } from '../../diagnosis/model/diagnosis';
import type { ProjectRef, WorkloadSubject } from '../../diagnosis/model/subject';
import type { Permission } from '../access';
import type { Card } from '../cards/blocks';
import type { Dependencies } from '../dependencies';
import type { Command } from '../question/command';
import type { Asker } from './asker';

/** What a kind of question needs to know before it can be answered, and what is then known. */
export interface Settlements {
  readonly nothing: Record<never, never>;
  /** One resource that exists, or existed. */
  readonly resource: {
    readonly subject: WorkloadSubject;
    /** The project in which it was looked for first, when it was found in another one. */
    readonly insteadOf?: ProjectRef;
    /** What was typed, when nothing is called so: this is the one thing that is nearly called so. */
    readonly insteadOfName?: string;
  };
  readonly project: { readonly project: ProjectRef };
  /** One that this channel watches; it may be gone from Code Engine. */
  readonly 'watched-project': { readonly project: ProjectRef };
  /** Named: it must be known. Not named: it helps where it is known. */
  readonly 'project-if-known': { readonly project?: ProjectRef };
}
export type Need = keyof Settlements;

/** What is settled of a question before it is answered. */
export type Settled<N extends Need> = Settlements[N] & {
  readonly asker: Asker;
  /** Whatever the answer asks of the core it asks here: one deadline, and nothing is fetched twice. */
  readonly inquiry: Inquiry;
  /** What the asker may see and do here. */
  readonly permission: Permission;
};

export interface Answer {
  readonly card: Card;
  /** It concerns nobody but the asker: help, a typing error, a menu. */
  readonly onlyAsker?: true;
}

/** Answers one kind of question. Rejects when a source cannot answer; the card of that is not its business. */
export interface Answerer<C extends Command, N extends Need = Need> {
  readonly needs: N;
  /** It takes as long as a network: people see at once that it is being looked at. */
  readonly slow?: true;
  answer(command: C, settled: Settled<N>, deps: Dependencies): Promise<Answer>;
}

/** An answer for everybody who reads along. */
export function toAll(card: Card): Answer {
  return { card };
}

/** An answer for the asker alone. */
export function aside(card: Card): Answer {
  return { card, onlyAsker: true };
}
