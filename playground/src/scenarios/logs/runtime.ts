/** What applications write when nothing is wrong. */

export function nodeStart(name: string, port: number): string {
  return [
    `> ${name}@3.14.0 start`,
    '> node server.js',
    '',
    '{"level":"info","msg":"configuration loaded","features":["catalog","cart"]}',
    '{"level":"warn","msg":"CACHE_SIZE is not set, using 256"}',
    '{"level":"info","msg":"connected to database","ms":84}',
    `Server running at http://0.0.0.0:${port}/`,
    '',
  ].join('\n');
}

const paths = [
  '/',
  '/healthz',
  '/api/products?page=1',
  '/api/cart',
  '/assets/index.js',
  '/api/search?q=lamp',
  '/favicon.ico',
];

/** Lines of requests that were answered well, one or two of them slowly. */
export function accessLog(lines: number): string {
  return Array.from({ length: lines }, (_, index) => {
    const path = paths[index % paths.length] ?? '/';
    const status = index % 17 === 11 ? 304 : 200;
    const ms = index % 23 === 7 ? 812 : 3 + ((index * 7) % 40);
    return `{"level":"info","msg":"request","method":"GET","path":"${path}","status":${status},"ms":${ms}}\n`;
  }).join('');
}
