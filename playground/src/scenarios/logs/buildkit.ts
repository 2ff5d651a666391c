/**
 * Writes a log as BuildKit's plain progress does: numbered vertices, each line with the vertex's number and its
 * own seconds, and at the end what could not be solved.
 */
export class BuildKitLog {
  readonly #lines: string[] = [];
  #vertex = 0;
  #last = { title: '', output: [] as string[] };

  /** Definition, ignore file and metadata of the images that it is built from. */
  begin(dockerfile: string, bytes: string, bases: readonly string[]): this {
    this.vertex(`[internal] load build definition from ${dockerfile}`, [
      `transferring dockerfile: ${bytes} done`,
    ]);
    for (const base of bases) this.vertex(`[internal] load metadata for ${base}`, [], 1.3);
    this.vertex('[internal] load .dockerignore', ['transferring context: 184B done']);
    return this;
  }

  /** A vertex that ends well. `output` lines get their seconds spread over its time. */
  vertex(title: string, output: readonly string[] = [], seconds = 0): this {
    this.#open(title, output, seconds);
    this.#lines.push(`#${this.#vertex} DONE ${seconds.toFixed(1)}s`, '');
    return this;
  }

  cached(title: string): this {
    this.#vertex += 1;
    this.#lines.push(`#${this.#vertex} ${title}`, `#${this.#vertex} CACHED`, '');
    return this;
  }

  /** Fetching and unpacking a base image, layer by layer. */
  pull(
    title: string,
    layers: readonly (readonly [digest: string, megabytes: number])[],
    seconds: number,
  ): this {
    this.#vertex += 1;
    const number = this.#vertex;
    this.#lines.push(`#${number} ${title}`);
    for (const [digest, size] of layers) {
      const whole = size.toFixed(2);
      this.#lines.push(
        `#${number} sha256:${digest} 0B / ${whole}MB 0.2s`,
        `#${number} sha256:${digest} ${(size / 2).toFixed(2)}MB / ${whole}MB ${(seconds / 3).toFixed(1)}s`,
        `#${number} sha256:${digest} ${whole}MB / ${whole}MB ${(seconds / 2).toFixed(1)}s done`,
      );
    }
    for (const [digest] of layers) {
      this.#lines.push(`#${number} extracting sha256:${digest} ${(seconds / 6).toFixed(1)}s done`);
    }
    this.#lines.push(`#${number} DONE ${seconds.toFixed(1)}s`, '');
    return this;
  }

  /** A vertex that fails. */
  failed(title: string, output: readonly string[], seconds: number, error: string): this {
    this.#open(title, output, seconds);
    this.#lines.push(`#${this.#vertex} ERROR: ${error}`);
    return this;
  }

  /** The closing part: the failed step once more, where it stands in the Dockerfile, and the verdict. */
  unsolved(
    verdict: string,
    where?: { readonly file: string; readonly line: number; readonly source: readonly string[] },
  ): this {
    const { title, output } = this.#last;
    this.#lines.push('------', ` > ${title}:`, ...output.slice(-12), '------');
    if (where) {
      const first = where.line - where.source.length + 1;
      this.#lines.push(`${where.file}:${where.line}`, '--------------------');
      where.source.forEach((text, index) => {
        const number = first + index;
        const mark = number === where.line ? '>>>' : '   ';
        this.#lines.push(`${String(number).padStart(4)} | ${mark} ${text}`);
      });
      this.#lines.push('--------------------');
    }
    return this.say(`error: failed to solve: ${verdict}`);
  }

  /** A line of the builder itself. */
  say(...lines: readonly string[]): this {
    this.#lines.push(...lines);
    return this;
  }

  /** Exporting layers and pushing them. */
  exported(image: string, digest: string, layers: readonly string[], seconds = 9): this {
    return this.vertex('exporting to image', [], seconds).say(
      ...layers.flatMap((layer) => [`#${this.#vertex} pushing layer ${layer} done`]),
      `#${this.#vertex} exporting manifest ${digest} done`,
      `#${this.#vertex} pushing manifest for ${image}@${digest} 0.6s done`,
    );
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #open(title: string, output: readonly string[], seconds: number): void {
    this.#vertex += 1;
    this.#lines.push(`#${this.#vertex} ${title}`);
    const stamped = output.map((line, index) => {
      const at =
        seconds === 0 || title.startsWith('[internal]')
          ? ''
          : `${(0.3 + (seconds * (index + 1)) / (output.length + 1)).toFixed(3)} `;
      return `${at}${line}`;
    });
    this.#lines.push(...stamped.map((line) => `#${this.#vertex} ${line}`));
    this.#last = { title, output: stamped };
  }
}
