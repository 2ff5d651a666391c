/** The stream of changes: every open window gets everything, and a window that comes back starts afresh. */
import type { ServerResponse } from 'node:http';
import type { Events } from './wire';

/** Often enough that nothing in between takes the connection for dead. */
const KEEP_ALIVE_MS = 15_000;

export class Feed {
  readonly #windows = new Set<ServerResponse>();
  readonly #beat: NodeJS.Timeout;

  constructor() {
    this.#beat = setInterval(() => this.#write(': still here\n\n'), KEEP_ALIVE_MS);
    this.#beat.unref();
  }

  get windows(): number {
    return this.#windows.size;
  }

  /** Opens the stream of a window with what there is now. */
  join(response: ServerResponse, first: Events['snapshot']): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    // A window that lost its connection asks again after this many milliseconds.
    response.write(`retry: 1000\n${frame('snapshot', first)}`);
    this.#windows.add(response);
    response.on('close', () => this.#windows.delete(response));
  }

  send<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    this.#write(frame(name, event));
  }

  close(): void {
    clearInterval(this.#beat);
    for (const window of this.#windows) window.end();
  }

  #write(text: string): void {
    for (const window of this.#windows) window.write(text);
  }
}

function frame<Name extends keyof Events>(name: Name, event: Events[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(event)}\n\n`;
}
