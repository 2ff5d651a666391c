/** What is remembered of registries between questions: how they want to be asked, and tokens. */
import type { Challenge } from './challenge';

export interface KnownRegistry {
  readonly challenge?: Challenge;
  readonly until: number;
}

export interface Token {
  readonly value: string;
  /** Until when it stands for its login without being asked about. */
  readonly unquestioned: number;
  readonly until: number;
}

/** What sessions of one process share. */
export class Memory {
  readonly registries = new Map<string, KnownRegistry>();
  readonly tokens = new Map<string, Token>();
  readonly pendingTokens = new Map<string, Promise<Token>>();
  /** First questions under way: others wait for the challenge that they will bring. */
  readonly firstContacts = new Map<string, Promise<unknown>>();
  /** Uploads that are being given up. */
  readonly closing = new Set<Promise<unknown>>();
  /** Servers on this machine that speak plain HTTP. */
  readonly plain = new Set<string>();
}
