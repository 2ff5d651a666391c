/** Programs that a benchmark starts: a port for them, and when they answer. */
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Milliseconds from `startedAt` until `url` answers 200. @throws Error when it does not within a minute */
export async function until(url: string, startedAt: number): Promise<number> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return performance.now() - startedAt;
    await delay(20);
  }
  throw new Error(`${url} does not answer`);
}
