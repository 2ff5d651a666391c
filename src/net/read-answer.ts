/** The body of an answer, bounded. */
import type { IncomingMessage } from 'node:http';

/** Reads at most `maxBytes`; the rest is not waited for. */
export function read(
  response: IncomingMessage,
  maxBytes: number,
  receive?: (piece: Buffer) => boolean,
): Promise<{ readonly bytes: Buffer; readonly truncated: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      try {
        const goesOn = receive ? receive(chunk) : chunks.push(chunk) > 0;
        if (goesOn && size <= maxBytes) return;
      } catch (error) {
        reject(error);
        response.destroy();
        return;
      }
      resolve({ bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: true });
      response.destroy();
    });
    response.once('end', () => resolve({ bytes: Buffer.concat(chunks), truncated: false }));
    response.once('error', reject);
    response.once('aborted', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
  });
}
