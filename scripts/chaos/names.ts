/** Name resolution that fails now and then, in this process. */
import dns from 'node:dns';

const faults = ['EAI_AGAIN', 'ENOTFOUND', 'ETIMEOUT'] as const;

/** @param random numbers from 0 up to 1 @param share of lookups that fail, from 0 to 1 */
export function disturbNames(
  random: () => number,
  share: number,
): { readonly failed: () => number; end(): void } {
  let failed = 0;
  const ordinary = dns.lookup;
  const disturbed = (hostname: string, ...rest: unknown[]) => {
    const answer = rest.at(-1) as (error: Error) => void;
    if (random() >= share) return (ordinary as (...given: unknown[]) => unknown)(hostname, ...rest);
    failed += 1;
    const code = faults[Math.floor(random() * faults.length)];
    const error = Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {
      code,
      syscall: 'getaddrinfo',
      hostname,
    });
    setImmediate(answer, error);
  };
  Object.assign(dns, { lookup: disturbed });
  return {
    failed: () => failed,
    end: () => void Object.assign(dns, { lookup: ordinary }),
  };
}
