/** Connections to the outside that came to nothing, as the messages of a failure tell. */
import { traitsOf } from '../causes/index';
import type { Evidence } from '../model/evidence';
import { isAlwaysOpen, type Target } from '../model/outbound';
import type { Proof } from '../model/report';
import type { Side } from './candidate';
import { fromText } from './from-text';

export interface OutboundTrouble extends Target {
  readonly proof: Proof;
  /** The deciding lines of a log, with their context. */
  readonly telling: readonly string[];
  /** The platform itself wanted the image; else a program or a build step connected. */
  readonly byPlatform: boolean;
}

/** What a closed way looks like: packets are dropped, so nothing answers. */
const noAnswer =
  /tim(?:ed?|e-?)[ -]?out|deadline exceeded|no route to host|unreachable|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|couldn't connect|failed to connect/i;

/** Connections that got no answer, the first of each target. */
export function outboundTrouble(evidence: Evidence, side: Side): readonly OutboundTrouble[] {
  const found: OutboundTrouble[] = [];
  for (const { cause, proof, captured = {}, telling = [] } of fromText(evidence, side).candidates) {
    if (!traitsOf(cause).reachesOut) continue;
    const said = [proof.text, ...telling];
    if (!said.some((line) => noAnswer.test(line))) continue;
    const target = targetIn(said, captured.host);
    if (isAlwaysOpen(target)) continue;
    const byPlatform = side === 'run' && proof.source !== 'log';
    if (!found.some((one) => one.host === target.host && one.address === target.address)) {
      found.push({ ...target, proof, telling, byPlatform });
    }
  }
  return found;
}

const hostIn =
  /https?:\/\/(?:[^\s/@]{1,100}@)?([a-z0-9.-]{1,253})|\bconnect(?:ion|ing)? to (?:host )?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})\b|\bhost[ =:]{1,3}"?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})\b/i;
const addressIn = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/;

function targetIn(lines: readonly string[], captured: string | undefined): Target {
  const telling = lines.filter((line) => noAnswer.test(line));
  const first = <T>(find: (line: string) => T | undefined) =>
    [...telling, ...lines].map(find).find((one) => one !== undefined);
  const host =
    captured ??
    first((line) =>
      hostIn
        .exec(line)
        ?.slice(1)
        .find((part) => part && !addressIn.test(part)),
    );
  const address = first((line) => addressIn.exec(line)?.[1]);
  return {
    ...(host !== undefined && { host: host.toLowerCase() }),
    ...(address !== undefined && { address }),
  };
}
