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
});

/** Warnings of a limit that was met; others tell of the query’s wording. */
const LIMITS = /limit|time_range/;

/** The name of an error: `{"error": {"message": …, "code": {"rate_limit_reached": {}}}}`, or without `code` around it. */
function codeOf(error: Readonly<Record<string, unknown>>): string {
  const { code } = error;
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
  const take = (line: string) => {
    const found = line.startsWith('data:') ? event.safeParse(parseJson(line.slice(5))) : undefined;
    if (!found?.success) return;
    const { result, warning, error } = found.data;
    for (const { metadata, user_data } of result?.results ?? []) {
      const data = parseJson(user_data);
      const at = metadata.find(({ key }) => key === 'timestamp')?.value ?? '';
      if (typeof data === 'object' && data !== null) entries.push({ at, data: data as Entry['data'] });
    }
    if (warning && Object.keys(warning).some((kind) => LIMITS.test(kind))) cut = true;
    if (error) failure = codeOf(error);
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
  return { entries, cut, ...(failure !== undefined && { failure }) };
}
