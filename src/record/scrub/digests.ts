/** Digests of contents that stand-ins have changed: they are counted anew, so that each still proves its content. */
import { createHash } from 'node:crypto';

const digests = /(?<=sha256:)[0-9a-f]{64}(?![0-9a-f])/g;

export class Digests {
  /** Content by the digest that it had. */
  readonly #contents = new Map<string, string>();
  readonly #new = new Map<string, string>();

  /** Remembers a body as it was heard and as it will be written. */
  add(heard: Buffer, written: string): void {
    this.#contents.set(createHash('sha256').update(heard).digest('hex'), written);
  }

  /** A text in which every digest of a recorded content is that of its written form. */
  text(text: string): string {
    return text.replace(digests, (digest) => this.#of(digest));
  }

  /** Contents name others by digest, never in a circle, so the innermost is counted first. */
  #of(digest: string): string {
    const known = this.#new.get(digest);
    if (known !== undefined) return known;
    const content = this.#contents.get(digest);
    // Should a circle be faked all the same, it ends here.
    this.#new.set(digest, digest);
    if (content === undefined) return digest;
    const counted = createHash('sha256').update(this.text(content)).digest('hex');
    this.#new.set(digest, counted);
    return counted;
  }
}
