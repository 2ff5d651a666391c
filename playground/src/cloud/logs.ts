/**
 * IBM Cloud Logs, as far as it answers queries: `POST /v1/query`. Facts: its API documentation (request, events of the
 * answer), its page on query limitations (ten queries a minute, eight days, 12,000 lines of the fast tier).
 */
import type { LogEntry, LogInstance, World } from '../world';
import { type Answer, type Handler, json, type Reply, type Request } from './http';
import { clause, type Matches } from './lucene';
import type { Tokens } from './tokens';

const MINUTE = 60_000;
const DAY = 86_400_000;
const QUERIES_A_MINUTE = 10;
const LONGEST_DAYS = 8;
const LONGEST_QUERY = 4096;
const most = { frequent_search: 12_000, archive: 50_000 } as const;
/** Lines that one event of the answer holds. */
const A_EVENT = 50;
/** Lines can be found this long after they were written. Source: Code Engine docs, logging. */
const DELAY = 5 * MINUTE;

/** The error body of the service. */
export function logsError(world: World, status: number, code: string, message: string, path: string): Reply {
  return json(status, {
    errors: [{ code, message }],
    trace: world.names.uuid('logs-trace', path, code),
    status_code: status,
  });
}

/** Every instance below `/{GUID}`, as its host name would tell it. */
export function cloudLogs(world: World, tokens: Tokens): Handler {
  const asked = new Map<string, number[]>();
  return (request) => {
    const refuse = (status: number, code: string, message: string) =>
      logsError(world, status, code, message, request.path);
    const [, id, path] = /^\/([0-9a-f-]{36})(\/.*)$/.exec(request.path) ?? [];
    const instance = world.logs.instances.find((one) => one.id === id);
    if (!instance) return refuse(404, 'not_found', 'The instance could not be found.');
    const identity = tokens.bearer(request.header('authorization'), 'access');
    if (!identity) return refuse(401, 'unauthorized', 'The token is missing or not valid.');
    if (identity.accountId !== instance.accountId || identity.logs === 'none') {
      return refuse(403, 'forbidden', 'The caller has no role that reads the logs of this instance.');
    }
    if (path !== '/v1/query') return refuse(404, 'not_found', 'There is no such operation.');
    if (request.method !== 'POST') return refuse(405, 'method_not_allowed', 'Method not allowed.');
    const now = world.clock.wall();
    const recent = (asked.get(instance.id) ?? []).filter((at) => at > now - MINUTE);
    if (recent.length >= QUERIES_A_MINUTE)
      return refuse(429, 'too_many_requests', 'The rate limit of queries was exceeded.');
    asked.set(instance.id, [...recent, now]);
    return answer(world, instance, request, refuse);
  };
}

function answer(
  world: World,
  instance: LogInstance,
  request: Request,
  refuse: (status: number, code: string, message: string) => Reply,
): Answer {
  const bad = (message: string) => refuse(400, 'bad_request', message);
  if (!request.header('accept')?.includes('text/event-stream'))
    return refuse(406, 'not_acceptable', 'The answer is text/event-stream.');
  const { query, metadata } = bodyOf(request.body);
  if (query === undefined || query.length > LONGEST_QUERY)
    return bad('query: 1 to 4096 characters are expected.');
  const { start_date, end_date, tier = 'frequent_search', syntax = 'dataprime', limit } = metadata;
  const [from, to] = [Date.parse(String(start_date)), Date.parse(String(end_date))];
  if (!(from <= to)) return bad('metadata.start_date and metadata.end_date: UTC times are expected.');
  if (to - from > LONGEST_DAYS * DAY) return bad('The time range of a query is eight days at most.');
  if (tier !== 'frequent_search' && tier !== 'archive') return bad('metadata.tier is not known.');
  if (syntax !== 'lucene')
    return events([{ error: { message: 'This stand-in reads Lucene.', code: { compile_error: {} } } }]);
  const matches = clause(query);
  if (!matches)
    return events([{ error: { message: 'Failed to compile the query.', code: { compile_error: {} } } }]);
  const wanted = typeof limit === 'number' && limit > 0 ? limit : 2_000;
  if (wanted > most[tier]) return bad(`metadata.limit: ${most[tier]} at most.`);
  return events(found(world, instance, { matches, from, to, tier, wanted }));
}

interface Wanted {
  readonly matches: Matches;
  readonly from: number;
  readonly to: number;
  readonly tier: 'frequent_search' | 'archive';
  readonly wanted: number;
}

function found(
  world: World,
  { region, entries }: LogInstance,
  { matches, from, to, tier, wanted }: Wanted,
): unknown[] {
  const now = world.clock.now();
  const all = entries
    .filter(
      ({ at, archived }) => at >= from && at <= to && at <= now - DELAY && (tier === 'archive' || !archived),
    )
    .filter((entry) => matches(fieldsOf(entry, region)));
  const given = all.slice(0, wanted);
  const told: unknown[] = [{ query_id: { query_id: world.names.hex(10, 'query', String(now)) } }];
  if (all.length > wanted)
    told.push({ warning: { number_of_results_limit_warning: { number_of_results_limit: wanted } } });
  // Nothing was kept for compliance only: the instance has no bucket.
  if (tier === 'archive' && !entries.some(({ archived }) => archived))
    told.push({ warning: { archive_warning: { no_metastore_data: {} } } });
  for (let at = 0; at === 0 || at < given.length; at += A_EVENT) {
    const part = given.slice(at, at + A_EVENT);
    const last = part.findIndex(({ breaks }) => breaks);
    const kept = last < 0 ? part : part.slice(0, last + 1);
    told.push({ result: { results: kept.map((entry) => resultOf(entry, region)) } });
    if (last >= 0) return [...told, BREAK];
  }
  return told;
}

/** Where the connection breaks off. */
const BREAK = Symbol('break');

/** Each event behind a comment line, as the service writes them. */
function events(told: readonly unknown[]): Reply {
  const whole = told
    .filter((event) => event !== BREAK)
    .map((event) => `: success\ndata: ${JSON.stringify(event)}\n\n`);
  const body = whole.join('');
  return {
    status: 200,
    type: 'text/event-stream',
    // What would have come is named and never sent.
    body: told.includes(BREAK) ? `${body}: success\ndata: {"result":{"resul` : body,
    ...(told.includes(BREAK) && { breaks: true }),
  };
}

function resultOf(entry: LogEntry, region: string) {
  const { at } = entry;
  return {
    metadata: [
      { key: 'timestamp', value: new Date(at).toISOString().replace('Z', '000000') },
      { key: 'severity', value: '3' },
      { key: 'logid', value: String(at) },
    ],
    labels: [
      { key: 'applicationname', value: 'ibm-platform-logs' },
      { key: 'subsystemname', value: `codeengine:${entry.projectId}` },
    ],
    user_data: JSON.stringify({
      app: 'codeengine',
      codeengine: partsOf(entry, region),
      message: { message: entry.message },
      stream: 'stdout',
    }),
  };
}

function partsOf(entry: LogEntry, region: string) {
  const {
    project,
    projectId: projectGuid,
    componentType,
    component,
    subcomponentType,
    subcomponent,
    instanceId,
  } = entry;
  return {
    region,
    project,
    projectGuid,
    componentType,
    component,
    subcomponentType,
    subcomponent,
    instanceId,
  };
}

function fieldsOf(entry: LogEntry, region: string): Readonly<Record<string, string>> {
  const parts = Object.entries(partsOf(entry, region)).map(([name, value]) => [`codeengine.${name}`, value]);
  return { app: 'codeengine', 'message.message': entry.message, ...Object.fromEntries(parts) };
}

function bodyOf(text: string): {
  readonly query?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
} {
  try {
    const { query, metadata } = JSON.parse(text) as { query?: unknown; metadata?: unknown };
    return {
      ...(typeof query === 'string' && query !== '' && { query }),
      metadata:
        typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>) : {},
    };
  } catch {
    return { metadata: {} };
  }
}
