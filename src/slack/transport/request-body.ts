/** The body of an HTTP request, of bounded size. */
import type { IncomingMessage } from 'node:http';

/** Undefined when it is longer than `most` bytes: nothing more of it is read then. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
