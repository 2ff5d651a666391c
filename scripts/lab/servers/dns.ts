/** A name server for the lab's own names: everything else does not exist, except what is planted to fail otherwise. */
import { createSocket } from 'node:dgram';

/** Response codes of RFC 1035. */
const noError = 0;
const serverFailure = 2;
const nameError = 3;
const typeA = 1;

/** Starts it on port 53 of `address`. Names that begin with `servfail.` get SERVFAIL. */
export function startDns(address: string, hosts: ReadonlyMap<string, string>): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, end } = question(query);
    if (name.startsWith('silent-dns.')) return;
    const type = query.readUInt16BE(end);
    const ip = hosts.get(name);
    const code = ip ? noError : name.startsWith('servfail.') ? serverFailure : nameError;
    const answer = ip && type === typeA ? record(ip) : Buffer.alloc(0);
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answer.length > 0 ? 1 : 0, 6);
    socket.send(Buffer.concat([header, query.subarray(12, end + 4), answer]), from.port, from.address);
  });
  return new Promise((resolve) => socket.bind(53, address, resolve));
}

function question(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** An A record for the name at offset 12, kept for a minute. */
function record(ip: string): Buffer {
  const bytes = Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4, 0, 0, 0, 0]);
  ip.split('.').forEach((part, i) => {
    bytes[12 + i] = Number(part);
  });
  return bytes;
}
