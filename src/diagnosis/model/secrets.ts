/**
 * Two guards against leaking: a box that a secret value cannot fall out of by accident, and a masker that
 * takes known and recognisable secrets out of any text before it leaves.
 */
import { inspect } from 'node:util';

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

/** Shapes of credentials that logs are known to carry. Each is linear: no unbounded repetition. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // https://user:password@host
  [/(\/\/[^\s/:@]{1,200}:)[^\s/@]{1,500}(@)/g, `$1${HIDDEN}$2`],
  // Authorization: Bearer …, Basic …; the digit keeps "basic authentication" readable
  [/\b((?:bearer|basic)\s{1,4})(?=\S{0,200}\d)[A-Za-z0-9+/=._~-]{16,4000}/gi, `$1${HIDDEN}`],
  // NAME=value of names that say that they are secret
  [
    /((?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)=["']?)(?!\[secret\])[^\s"',;&]{6,4000}/gi,
    `$1${HIDDEN}`,
  ],
  // "name": "value" in JSON, and password: value
  [
    /("[A-Za-z_-]{0,40}(?:password|passwd|secret|token|api_?key|access_?key|private_?key|auth)"\s{0,4}:\s{0,4}")(?!\[secret\])[^"\s]{6,4000}/gi,
    `$1${HIDDEN}`,
  ],
  [/\b((?:password|passwd|api[_-]?key):\s{0,4})(?!\[secret\]|REDACTED)[^\s"',;&]{8,4000}/gi, `$1${HIDDEN}`],
  // JSON web tokens, GitHub, GitLab, Slack, npm and Docker Hub tokens
  [/\beyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{4,4000}(?:\.[A-Za-z0-9_-]{0,4000})?/g, HIDDEN],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|npm_|dckr_pat_)[A-Za-z0-9_-]{10,400}/g, HIDDEN],
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    HIDDEN,
  ],
];

/** Takes secrets out of text. One instance for the whole process. */
export class Masker {
  readonly #known = new Set<string>();

  /** Remembers a value that must never be shown, and its usual encodings. Values under 6 characters are
   * left out: masking them would eat ordinary words. */
  learn(value: string | Secret): void {
    const plain = typeof value === 'string' ? value : value.reveal();
    if (plain.length < 6) return;
    this.#known.add(plain);
    this.#known.add(Buffer.from(plain, 'utf8').toString('base64'));
    this.#known.add(encodeURIComponent(plain));
    this.#known.add(JSON.stringify(plain).slice(1, -1));
  }

  /** The text without any known or recognisable secret. */
  mask(text: string): string {
    let masked = text;
    for (const value of this.#known) masked = masked.replaceAll(value, HIDDEN);
    for (const [shape, replacement] of shapes) masked = masked.replace(shape, replacement);
    return masked;
  }
}

/** A copy of `value` in which every string is masked. */
export function maskDeep<T>(value: T, masker: Masker): T {
  if (typeof value === 'string') return masker.mask(value) as T;
  if (Array.isArray(value)) return value.map((each) => maskDeep(each, masker)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskDeep(each, masker)])) as T;
}
