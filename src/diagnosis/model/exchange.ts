/** One question to another system and its answer, as it is counted and told. Holds no name, id, query, header or body. */

export type System =
  | 'iam'
  | 'code-engine'
  | 'kubernetes'
  | 'vpc'
  | 'cloud-logs'
  | 'registry'
  | 'git'
  | 'webhook';

export interface Exchange {
  readonly system: System;
  readonly method: string;
  /** Only the words of the API; a star stands for whatever is somebody's own. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds, repetitions included. */
  readonly ms: number;
  /** Absent: no answer came. */
  readonly status?: number;
  /** How often it was sent. */
  readonly tries: number;
}

/** An exchange of one inquiry. */
export interface ListedExchange extends Omit<Exchange, 'startedAt'> {
  /** Milliseconds since the first exchange began. */
  readonly start: number;
  /** Place in the list, from 0, of the last exchange that had ended before: the one that it can have waited for. */
  readonly after?: number;
}

/** What an inquiry asked of the world. */
export interface Exchanges {
  /** In the order in which they began. */
  readonly all: readonly ListedExchange[];
  /** Places in `all` of the longest row of exchanges of which each began when the one before it had ended. */
  readonly chain: readonly number[];
}

/** Tells of the exchanges that a piece of work causes, however deep. */
export interface ExchangeLog {
  during<T>(work: () => T, hear: (exchange: Exchange) => void): T;
}

/**
 * Lists exchanges. What waited for what is told from their times: who waits for an answer begins after it has come.
 * An exchange that began later for another reason counts as waiting, so the chain is never told too short.
 */
export function listExchanges(heard: readonly Exchange[]): Exchanges {
  const ordered = [...heard].sort((a, b) => a.startedAt - b.startedAt || a.ms - b.ms);
  const ends = ordered.map(({ startedAt, ms }) => startedAt + ms);
  const longest: number[] = [];
  const afters: (number | undefined)[] = [];
  ordered.forEach(({ startedAt }, at) => {
    let after: number | undefined;
    let deepest: number | undefined;
    for (let other = 0; other < at; other += 1) {
      if ((ends[other] as number) > startedAt) continue;
      if (after === undefined || (ends[other] as number) >= (ends[after] as number)) after = other;
      if (deepest === undefined || (longest[other] as number) > (longest[deepest] as number)) deepest = other;
    }
    afters.push(after);
    longest.push(deepest === undefined ? 1 : (longest[deepest] as number) + 1);
  });
  return {
    all: ordered.map(({ startedAt, ...exchange }, at) => ({
      ...exchange,
      start: startedAt - (ordered[0]?.startedAt ?? 0),
      ...(afters[at] !== undefined && { after: afters[at] }),
    })),
    chain: chainOf(ordered, ends, longest),
  };
}

/** Walks back from the end of the longest row. */
function chainOf(
  ordered: readonly Exchange[],
  ends: readonly number[],
  longest: readonly number[],
): readonly number[] {
  const chain: number[] = [];
  let at = longest.indexOf(Math.max(0, ...longest));
  while (at >= 0) {
    chain.unshift(at);
    const { startedAt } = ordered[at] as Exchange;
    const wanted = (longest[at] as number) - 1;
    at = ends.findIndex((end, other) => longest[other] === wanted && end <= startedAt);
  }
  return chain;
}

/** Words behind which somebody's own name stands. */
const collections: ReadonlySet<string> = new Set(
  `project projects builds build_runs apps revisions jobs job_runs functions fleets secrets config_maps pods buildruns subnets vpcs endpoint_gateways security_groups fleet_tasks fleet_workers tasks workers subnet_pools
  services`.split(/\s+/),
);
/** Words of the APIs that are asked; everything else in a path is somebody's own. */
const words: ReadonlySet<string> = new Set([
  ...collections,
  ...`identity token v1 v2 v4 api apis oauth query config instances app_revisions app_instances function_runtimes
  allowed_outbound_destinations namespaces log events resourcequotas shipwright.io v1beta1
  serving.knative.dev manifests blobs uploads tags list quotas plans auth retentions trash images va report image
  status info refs git-upload-pack`.split(/\s+/),
]);

/** The path of an exchange without what is somebody's own. */
export function pathShape(path: string): string {
  const [bare = ''] = path.split('?');
  const all = bare.split('/');
  const parts = all.map((part, at) => {
    const isName = collections.has(all[at - 1] ?? '') && part !== '';
    return !isName && (part === '' || words.has(part)) ? part : '*';
  });
  // A repository's name has as many parts as it likes.
  return parts.join('/').replace(/\*(?:\/\*)+/g, '*');
}
