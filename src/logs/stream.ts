/** The answer of IBM Cloud Logs to a query: server-sent events, each a JSON object. */

import { z } from 'zod';
import { parseJson } from '../diagnosis/model/json';

/** One log entry as it was kept. */
export interface Entry {
  /** ISO 8601; empty when the entry tells none. */
  readonly at: string;
  /** What the tool or program wrote, and everything beside it. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly entries: readonly Entry[];
  /** The stream ended early, or a limit of the service was met: there may be more. */
  readonly cut: boolean;
  /** The service's own word for why the query failed; never a log line. */
  readonly failure?: string;
  /** The service's own word for why its archive could not be read, or not in whole. */
  readonly unread?: string;
}

/** Bytes of one answer that are read. */
const MOST_BYTES = 16 * 1024 * 1024;

const pair = z.object({ key: z.string(), value: z.string() });
const event = z.object({
  result: z
    .object({
      results: z
        .array(z.object({ metadata: z.array(pair).catch([]), user_data: z.string().catch('') }))
        .catch([]),
    })
    .optional(),
  warning: z.record(z.string(), z.unknown()).optional(),
  error: z.record(z.string(), z.unknown()).optional(),
  /** In the place of all that, where the API itself refuses within the stream. */
  errors: z
    .array(z.object({ code: z.string().catch('error') }))
    .optional()
    .catch(undefined),
});

/** How the service says that it is asked too often. */
export const LIMITED = /rate[ _-]?limit|too[ _]many[ _](?:requests|queries)/i;

/** Warnings of a limit that was met; others tell of the query’s wording. */
const LIMITS = /limit|time_range/;

/**
 * What an archive could not give. That there is none (`no_metastore_data`) is no fault. Source: IBM/logs-go-sdk d83d8fc,
 * ApisDataprimeV1ArchiveWarning.
 */
function unreadOf(warning: Readonly<Record<string, unknown>>): string | undefined {
  const archive = warning.archive_warning;
  if (typeof archive !== 'object' || archive === null) return undefined;
  return Object.keys(archive).find((kind) => /^(?:bucket_|missing_data)/.test(kind));
}

/**
 * The name of an error: `{"error": {"message": …, "code": {"rate_limit_reached": {}}}}`, without `code` around it, or told by
 * the message alone.
 */
function codeOf(error: Readonly<Record<string, unknown>>): string {
  const { code, message } = error;
  if (typeof message === 'string' && LIMITED.test(message)) return 'rate_limit_reached';
  const named = typeof code === 'object' && code !== null ? code : error;
  return typeof code === 'string' ? code : (Object.keys(named).find((name) => name !== 'message') ?? 'error');
}

/** Reads the events as they come, and keeps what was read when the stream breaks in the middle. */
export async function readAnswer(chunks: AsyncIterable<Buffer>): Promise<Answer> {
  const entries: Entry[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  let read = 0;
  let cut = false;
  let failure: string | undefined;
  let unread: string | undefined;
  const take = (line: string) => {
    const found = line.startsWith('data:') ? event.safeParse(parseJson(line.slice(5))) : undefined;
    if (!found?.success) return;
    const { result, warning, error, errors } = found.data;
    for (const { metadata, user_data } of result?.results ?? []) {
      const data = parseJson(user_data);
      const at = metadata.find(({ key }) => key === 'timestamp')?.value ?? '';
      if (typeof data === 'object' && data !== null) entries.push({ at, data: data as Entry['data'] });
    }
    if (warning && Object.keys(warning).some((kind) => LIMITS.test(kind))) cut = true;
    if (warning) unread ??= unreadOf(warning);
    if (error) failure = codeOf(error);
    if (errors) failure = errors[0]?.code ?? 'error';
  };
  try {
    for await (const chunk of chunks) {
      read += chunk.length;
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
      if (read > MOST_BYTES) {
        cut = true;
        break;
      }
    }
    take(rest);
  } catch (error) {
    if (entries.length === 0) throw error;
    cut = true;
  }
  return {
    entries,
    cut: cut || unread !== undefined,
    ...(failure !== undefined && { failure }),
    ...(unread !== undefined && { unread }),
  };
}
