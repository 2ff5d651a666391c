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
import type { ArchivedLines, Clock, LogArchive } from '../diagnosis/model/sources';
import { sourceError, type Topic } from '../http/errors';
import { Http, type HttpOptions } from '../http/http';
import { componentTermsOf, hasTerms, queryOf, type Terms, termsOf, valueAt } from './query';
import { type Answer, type Entry, LIMITED, readAnswer } from './stream';

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

/** Entries of one search: more than an app writes that crashes every three minutes for a week. */
const MOST_SEARCHED = 5_000;
/** How long it is, that something failed before, does not change within minutes. */
const SEARCH_REMEMBERED_MS = 600_000;
/** Queries of one minute after which none is spent on a search: ten are answered, and logs say more. */
const MOST_BEFORE_SEARCH = 5;

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

  const asked = new Map<string, number[]>();
  /** Queries of the last minute, the one that is begun now included. */
  const countOf = (endpoint: string, isBegun: boolean): number => {
    const now = options.clock.now();
    const recent = (asked.get(endpoint) ?? []).filter((at) => at > now - 60_000);
    if (isBegun) recent.push(now);
    asked.set(endpoint, recent);
    return recent.length;
  };

  async function ask(endpoint: string, query: Query, tier: string, signal: AbortSignal): Promise<Answer> {
    const { region, what, terms, words, from, to, most } = query;
    const topic: Topic = {
      who: NAME,
      what,
      cures,
      // What is not found is the instance: a query for lines that nobody wrote finds none of them, and is well.
      meaning: (status) =>
        status === 404
          ? new SourceError(
              'not-found',
              `CLOUD_LOGS names an instance for ${region} that does not exist`,
              cures['not-found'],
            )
          : undefined,
    };
    countOf(endpoint, true);
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
          query: queryOf(terms, words),
          metadata: {
            start_date: new Date(from).toISOString(),
            end_date: new Date(to).toISOString(),
            tier,
            syntax: 'lucene',
            limit: most,
          },
        },
      },
      readAnswer,
      signal,
    );
    if (answer.failure !== undefined && answer.entries.length === 0) {
      const limited = LIMITED.test(answer.failure);
      throw sourceError(
        topic,
        limited ? 'rate-limited' : 'failed',
        `${NAME} could not answer the query for ${topic.what} (${answer.failure.slice(0, 60)})`,
      );
    }
    if (answer.unread !== undefined && answer.entries.length === 0) {
      throw new SourceError(
        'failed',
        `${NAME} could not read the bucket of its archive for ${what} (${answer.unread})`,
        'Check the bucket on the instance’s page Data storage, and that the instance is authorized to read it.',
      );
    }
    return { ...answer, entries: answer.entries.filter((entry) => hasTerms(entry, terms)) };
  }

  /** What the instances of the region found; `whole`: all of them answered. */
  async function askAll(
    query: Query,
    signal: AbortSignal,
  ): Promise<{ readonly answers: readonly Answer[]; readonly whole: boolean }> {
    const instances = endpoints.get(query.region) ?? [];
    if (instances.length === 0) {
      throw new SourceError(
        'not-configured',
        `no IBM Cloud Logs instance is set up for ${query.region}`,
        'Set CLOUD_LOGS to the endpoint of the instance that platform logs of this region are routed to.',
      );
    }
    const settled = await Promise.allSettled(
      instances.map(async (endpoint) => {
        const recent = await ask(endpoint, query, 'frequent_search', signal);
        // What a policy keeps for compliance only is in the archive.
        return recent.entries.length > 0 ? recent : ask(endpoint, query, 'archive', signal);
      }),
    );
    const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = settled.find((one) => one.status === 'rejected');
    // One instance that fails does not hide the lines of another; without any, they may have been there.
    if (refused && answers.every(({ entries }) => entries.length === 0)) throw refused.reason;
    return { answers, whole: !refused };
  }

  const known = new LRUCache<string, readonly LogExcerpt[]>({
    maxSize: MOST_REMEMBERED,
    sizeCalculation: (logs) => logs.reduce((size, { text }) => size + text.length, 1),
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now: () => options.clock.now() },
  });
  const searched = new LRUCache<string, ArchivedLines>({
    maxSize: MOST_REMEMBERED,
    sizeCalculation: ({ lines }) => lines.reduce((size, { text }) => size + text.length, 1),
    ttl: SEARCH_REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now: () => options.clock.now() },
  });

  return {
    keeps: (region) => (endpoints.get(region)?.length ?? 0) > 0,
    async lines(question, signal) {
      const { project, of, from, to } = question;
      const key = JSON.stringify([project.id, of, from]);
      const before = known.get(key);
      if (before) return before;
      const { region } = project;
      const query = { region, what: `the log of ${of.name}`, terms: termsOf(question), from, to };
      const { answers, whole } = await askAll({ ...query, most: MOST_ENTRIES }, signal);
      const found = answers.flatMap(excerptsOf);
      // What was not kept may still arrive.
      if (found.length > 0 && whole) known.set(key, found);
      return found;
    },
    async search(question, signal) {
      const { project, of, words, from, to } = question;
      const key = JSON.stringify([project.id, of, words]);
      const before = searched.get(key);
      if (before) return before;
      const { region } = project;
      if ((endpoints.get(region) ?? []).some((one) => countOf(one, false) >= MOST_BEFORE_SEARCH)) {
        throw new SourceError(
          'rate-limited',
          `the queries that ${NAME} takes are kept for logs just now`,
          cures['rate-limited'],
        );
      }
      const query = { region, what: `earlier failures of ${of.name}`, words, from, to };
      const terms = componentTermsOf(question);
      const { answers, whole } = await askAll({ ...query, terms, most: MOST_SEARCHED }, signal);
      const found = linesOf(answers);
      if (whole) searched.set(key, found);
      return whole ? found : { ...found, cut: true };
    },
  };
}

/** One question to the instances of a region. */
interface Query {
  readonly region: string;
  /** As it stands in a sentence. */
  readonly what: string;
  readonly terms: Terms;
  readonly words?: readonly string[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Entries that are given at most. */
  readonly most: number;
}

function linesOf(answers: readonly Answer[]): ArchivedLines {
  const lines = answers
    .flatMap(({ entries }) => entries)
    .flatMap(({ at, data }) => {
      // The service names no zone, and means UTC.
      const when = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at}Z`);
      if (Number.isNaN(when)) return [];
      const of = valueAt(data, 'codeengine.subcomponent');
      return { at: new Date(when).toISOString(), ...(of !== undefined && { of }), text: wordsOf(data) };
    })
    .toSorted((a, b) => a.at.localeCompare(b.at));
  return { lines, cut: answers.some(({ cut }) => cut) };
}

function excerptsOf({ entries, cut }: Answer): LogExcerpt[] {
  const byPod = new Map<string, Entry[]>();
  for (const entry of entries) {
    const pod = valueAt(entry.data, 'codeengine.instanceId') ?? 'unknown pod';
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
  return valueAt(data, 'message.message') ?? valueAt(data, 'message.msg') ?? '';
}
