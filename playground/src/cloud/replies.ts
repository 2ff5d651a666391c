/** What the simulated Code Engine's answers have in common: lists page by page, and refusals. */
import { json, type Reply, type Request } from './http';

/** A request that is refused, in the API's own words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const notFound = (): Refusal => new Refusal(404, 'resource_not_found', 'Resource not found.');

export const notAllowed = (): Refusal => new Refusal(405, 'method_not_allowed', 'Method not allowed.');

/** Where in the API a request is. */
export interface Place {
  readonly region: string;
  readonly api: 'v1' | 'v2';
  /** Path under the API's root, without a leading slash. */
  readonly rest: string;
  /** What stands before the API's root in links. */
  readonly base: string;
}

/** One page of a list; `start` is the name of the first element that is wanted. */
export function page(
  place: Place,
  request: Request,
  collection: string,
  all: readonly Record<string, unknown>[],
): Reply {
  const asked = request.query.get('limit');
  const limit = asked === null ? 100 : Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new Refusal(400, 'invalid_limit', "Query parameter 'limit' must be a number from 1 up to 100.");
  }
  const start = request.query.get('start');
  const offset = start === null ? 0 : all.findIndex((element) => token(element) === start);
  if (offset < 0) throw new Refusal(400, 'invalid_start', "Query parameter 'start' is not valid.");
  const next = all[offset + limit];
  const href = (from?: string): string => {
    const query = new URLSearchParams(request.query);
    query.set('limit', String(limit));
    query.delete('start');
    if (from !== undefined) query.set('start', from);
    return `${place.base}/${place.rest}?${query}`;
  };
  return json(200, {
    [collection]: all.slice(offset, offset + limit),
    first: { href: href() },
    limit,
    ...(next && { next: { href: href(token(next)), start: token(next) } }),
  });
}

function token(element: Readonly<Record<string, unknown>>): string {
  return Buffer.from(String(element.id ?? element.name)).toString('base64url');
}
