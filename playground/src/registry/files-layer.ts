/** A layer of files: a tar archive, compressed as every layer is. Source: POSIX ustar. */
import { gzipSync } from 'node:zlib';
import type { RepositoryFile } from '../git';

const BLOCK = 512;

/** The same bytes for the same files, so that the layer has one digest. */
export function filesLayer(files: Readonly<Record<string, RepositoryFile>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, file]) => {
    const content = Buffer.from(typeof file === 'string' ? file : file.text, 'utf8');
    const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
    return [headerOf(name, content.length, typeof file === 'string' ? 0o644 : 0o755), content, padding];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

function headerOf(name: string, size: number, mode: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits - 1, '0')}\0`;
  header.write(name, 0, 100, 'utf8');
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  // The checksum is counted with blanks in its own place.
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
