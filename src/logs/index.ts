/**
 * The adapter of IBM Cloud Logs, where platform logs of Code Engine are kept when they are routed there. Facts: Cloud
 * Logs API, `POST /v1/query`; fields: Code Engine's page "Logging"; limits: Cloud Logs' page "Query limitations".
 */

import { LRUCache } from 'lru-cache';
import { SourceError } from '../diagnosis/model/evidence';
import type { Exchange } from '../diagnosis/model/exchange';
import type { MissingReason } from '../diagnosis/model/missing-reason';
import type { LogExcerpt } from '../diagnosis/model/platform';
import type { Masker } from '../diagnosis/model/secrets';
import type { ArchiveQuestion, Clock, LogArchive } from '../diagnosis/model/sources';
import { sourceError, type Topic } from '../http/errors';
import { Http, type HttpOptions } from '../http/http';
import { type Answer, type Entry, readAnswer } from './stream';

export interface CloudLogsOptions {
  /** Endpoints by region: `https://GUID.api.REGION.logs.cloud.ibm.com`. Several instances of one region are all asked. */
  readonly endpoints: ReadonlyMap<string, readonly string[]>;
  readonly token: (signal: AbortSignal) => Promise<string>;
  readonly masker: Masker;
  readonly clock: Clock;
  /** Milliseconds for one query. Default 5000. */
  readonly requestTimeoutMs?: number;
  /** Told of every finished call. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly adapter?: HttpOptions['adapter'];
}

/** Entries of one query; the service gives no more than 12,000 of its fast tier. */
const MOST_ENTRIES = 12_000;
/** Bytes of one pod's lines that are kept: as much as of a pod's own log. */
const MOST_KEPT = 1024 * 1024;

/** A card, its log and the list of what fails ask the same within a minute, and ten queries a minute are answered. */
const REMEMBERED_MS = 120_000;
/** UTF-16 units of all that is remembered. */
const MOST_REMEMBERED = 8 * 1024 * 1024;

/** As people read it on a card. */
const NAME = 'IBM Cloud Logs';

const cures: Partial<Record<MissingReason, string>> = {
  forbidden: 'Give the service ID of ce-image the service role Reader on the IBM Cloud Logs instance.',
  unauthorized:
    'Check that the API key of ce-image is valid and belongs to the account of the IBM Cloud Logs instance.',
  'rate-limited': 'IBM Cloud Logs takes ten queries a minute. Wait a minute and try again.',
  unreachable:
    'Check CLOUD_LOGS: region=https://GUID.api.REGION.logs.cloud.ibm.com, from the instance’s page Endpoints.',
  'not-found': 'Take the endpoint for CLOUD_LOGS from the instance’s page Endpoints.',
};

/** Builds the archive. Nothing is asked before the first question. */
export function createCloudLogs(options: CloudLogsOptions): LogArchive {
  const { endpoints, token, requestTimeoutMs = 5000 } = options;
  const http = new Http({ ...options, requestTimeoutMs });

  async function ask(endpoint: string, question: ArchiveQuestion, tier: string, signal: AbortSignal) {
    const topic: Topic = {
      who: NAME,
      what: `the log of ${question.of.name}`,
      cures,
      // What is not found is the instance: a query for lines that nobody wrote finds none of them, and is well.
      meaning: (status) =>
        status === 404
          ? new SourceError(
              'not-found',
              `CLOUD_LOGS names an instance for ${question.project.region} that does not exist`,
              cures['not-found'],
            )
          : undefined,
    };
    const answer = await http.stream(
      {
        ...topic,
        system: 'cloud-logs',
        method: 'POST',
        baseUrl: endpoint,
        path: '/v1/query',
        bearer: await token(signal),
        headers: { Accept: 'text/event-stream' },
        body: {
          query: queryOf(question),
          metadata: {
            start_date: new Date(question.from).toISOString(),
            end_date: new Date(question.to).toISOString(),
            tier,
            syntax: 'lucene',
            limit: MOST_ENTRIES,
          },
        },
      },
      readAnswer,
      signal,
    );
    if (answer.failure !== undefined && answer.entries.length === 0) {
      const limited = /rate_?limit/i.test(answer.failure);
      throw sourceError(
        topic,
        limited ? 'rate-limited' : 'failed',
        `${NAME} could not answer the query for ${topic.what} (${answer.failure.slice(0, 60)})`,
      );
    }
    return answer;
  }

  const known = new LRUCache<string, readonly LogExcerpt[]>({
    maxSize: MOST_REMEMBERED,
    sizeCalculation: (logs) => logs.reduce((size, { text }) => size + text.length, 1),
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now: () => options.clock.now() },
  });

  return {
    keeps: (region) => (endpoints.get(region)?.length ?? 0) > 0,
    async lines(question, signal) {
      const { project, of, from } = question;
      const key = JSON.stringify([project.id, of, from]);
      const before = known.get(key);
      if (before) return before;
      const asked = endpoints.get(question.project.region) ?? [];
      if (asked.length === 0) {
        throw new SourceError(
          'not-configured',
          `no IBM Cloud Logs instance is set up for ${question.project.region}`,
          'Set CLOUD_LOGS to the endpoint of the instance that platform logs of this region are routed to.',
        );
      }
      const answers = await Promise.allSettled(
        asked.map(async (endpoint) => {
          const recent = await ask(endpoint, question, 'frequent_search', signal);
          // What a policy keeps for compliance only is in the archive.
          return recent.entries.length > 0 ? recent : ask(endpoint, question, 'archive', signal);
        }),
      );
      const found = answers.flatMap((one) => (one.status === 'fulfilled' ? excerptsOf(one.value) : []));
      const refused = answers.find((one) => one.status === 'rejected');
      // One instance that fails does not hide the lines of another; without any, they may have been there.
      if (refused && found.length === 0) throw refused.reason;
      // What was not kept may still arrive.
      if (found.length > 0 && !refused) known.set(key, found);
      return found;
    },
  };
}

/** The query in Lucene, with the fields that Code Engine's page on logging lists. */
export function queryOf({ project, of }: ArchiveQuestion): string {
  // Workers and instances of a fleet write under names of their own.
  const part = of.kind === 'fleet' ? 'component' : 'subcomponent';
  const terms = {
    app: 'codeengine',
    'codeengine.projectGuid': project.id,
    [`codeengine.${part}Type`]: of.kind,
    [`codeengine.${part}`]: of.name,
  };
  return Object.entries(terms)
    .map(([field, value]) => `${field}:"${value.replace(/["\\]/g, '\\$&')}"`)
    .join(' AND ');
}

function excerptsOf({ entries, cut }: Answer): LogExcerpt[] {
  const byPod = new Map<string, Entry[]>();
  for (const entry of entries) {
    const pod = stringAt(entry.data, 'codeengine', 'instanceId') ?? 'unknown pod';
    byPod.set(pod, [...(byPod.get(pod) ?? []), entry]);
  }
  return [...byPod].map(([pod, own]) => {
    const text = own
      .toSorted((a, b) => a.at.localeCompare(b.at))
      .map(({ data }) => wordsOf(data))
      .filter((line) => line !== '')
      .join('\n');
    const kept = text.length > MOST_KEPT ? text.slice(text.indexOf('\n', text.length - MOST_KEPT) + 1) : text;
    return {
      pod,
      container: 'log',
      previous: false,
      text: kept,
      truncated: cut || kept.length < text.length,
      keptBy: NAME,
    };
  });
}

/** What was written: a line, or an object that holds it. */
function wordsOf(data: Entry['data']): string {
  const { message } = data;
  if (typeof message === 'string') return message;
  return stringAt(data, 'message', 'message') ?? stringAt(data, 'message', 'msg') ?? '';
}

/** A field of a field; some collectors write `a.b` for it. */
function stringAt(data: Entry['data'], outer: string, inner: string): string | undefined {
  const flat = data[`${outer}.${inner}`];
  if (typeof flat === 'string') return flat;
  const nested = data[outer];
  const value = typeof nested === 'object' && nested !== null ? (nested as Entry['data'])[inner] : undefined;
  return typeof value === 'string' ? value : undefined;
}
