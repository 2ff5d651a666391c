import type { Readable } from 'node:stream';

/**
 * Reads a stream to its end and keeps its last `maxBytes` bytes, cut at the start of a line where there is
 * one. Memory stays near `maxBytes`, however long the stream is.
 */
export async function readTail(
  stream: Readable,
  maxBytes: number,
): Promise<{ readonly text: string; readonly cut: boolean }> {
  const chunks: Buffer[] = [];
  let total = 0;
  let held = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    total += chunk.length;
    held += chunk.length;
    for (let first = chunks[0]; first && held - first.length >= maxBytes; first = chunks[0]) {
      chunks.shift();
      held -= first.length;
    }
  }
  const all = Buffer.concat(chunks);
  const kept = all.subarray(Math.max(0, all.length - maxBytes));
  const cut = total > maxBytes;
  return { text: (cut ? fromWholeLine(kept) : kept).toString('utf8'), cut };
}

function fromWholeLine(bytes: Buffer): Buffer {
  const newline = bytes.indexOf(0x0a);
  if (newline >= 0 && newline < bytes.length - 1) return bytes.subarray(newline + 1);
  // One line longer than the limit: at least do not start within a character of UTF-8.
  let start = 0;
  while (start < Math.min(3, bytes.length) && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}

/** The last `most` lines of a text; a line break at its end does not count as a line. */
export function lastLines(text: string, most: number): { readonly text: string; readonly cut: boolean } {
  const lines = text.split('\n');
  const count = text.endsWith('\n') ? lines.length - 1 : lines.length;
  return count <= most ? { text, cut: false } : { text: lines.slice(count - most).join('\n'), cut: true };
}
