/**
 * Two guards against leaking: a box that a secret value cannot fall out of by accident, and a masker that
 * takes known and recognisable secrets out of any text before it leaves.
 */
import { inspect } from 'node:util';
import { findSecrets, KnownValues, replaceAll } from './masking';
import { mapStrings } from './text';

const HIDDEN = '[secret]';

/** Holds one secret value. Printing, logging, inspecting or serialising it shows `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

/** A registry login, as read from a Code Engine registry secret. */
export interface RegistryCredential {
  readonly secretName: string;
  readonly server: string;
  readonly username: string;
  readonly password: Secret;
}

/** A login for a git host, as read from a Code Engine secret. */
export type GitCredential =
  | {
      readonly format: 'ssh_auth';
      readonly secretName: string;
      readonly privateKey: Secret;
      /** `known_hosts`; absent: the secret has none. */
      readonly knownHosts?: string;
    }
  | {
      readonly format: 'basic_auth';
      readonly secretName: string;
      readonly username: string;
      readonly password: Secret;
    };

/** Takes secrets out of text. One instance for the whole process. */
export class Masker {
  readonly #known = new KnownValues();

  /** Remembers a value that must never be shown, and its usual encodings. Values under 6 characters are
   * left out: masking them would eat ordinary words. */
  learn(value: string | Secret): void {
    this.#known.learn(typeof value === 'string' ? value : value.reveal());
  }

  /** The text without any known or recognisable secret. What is masked already stays as it is. */
  mask(text: string): string {
    return replaceAll(text, (report) => findSecrets(text, this.#known.find, report), HIDDEN);
  }

  /** The text with each known or recognisable secret replaced by what `by` makes of it. */
  replace(text: string, by: (secret: string) => string): string {
    return replaceAll(text, (report) => findSecrets(text, this.#known.find, report), by);
  }

  /** The text without what was learned: for text that was masked when it came in. */
  maskKnown(text: string): string {
    return replaceAll(text, (report) => this.#known.find(text, report), HIDDEN);
  }
}

/** A copy of `value` in which every string is masked. */
export function maskDeep<T>(value: T, masker: Masker): T {
  return mapStrings(value, (text) => masker.mask(text));
}

/** A copy of `value` in which every string is without what was learned; see {@link Masker.maskKnown}. */
export function maskKnownDeep<T>(value: T, masker: Masker): T {
  return mapStrings(value, (text) => masker.maskKnown(text));
}
