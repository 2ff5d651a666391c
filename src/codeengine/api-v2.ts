/** Reads of the Code Engine API v2, before they are mapped: one resource, or a list page after page. */
import type { z } from 'zod';
import { malformed, type Topic } from '../http/errors';
import type { Http } from '../http/http';
import type { Iam } from './iam';
import * as schemas from './schemas';

/** Pinned: another version moves environment variables between fields. */
const VERSION = '2025-07-10';
const PAGE_SIZE = 100;
/** Pages that are followed; a project holds far fewer resources (quotas: 100 to 120 of a kind). */
const MOST_PAGES = 50;

export type Params = Readonly<Record<string, string | number | undefined>>;
type Words = Pick<Topic, 'what' | 'cures'>;

export class ApiV2 {
  constructor(
    private readonly http: Http,
    private readonly iam: Iam,
    /** May hold `{region}`. */
    private readonly url: string,
  ) {}

  urlOf(region: string): string {
    return this.url.replaceAll('{region}', region);
  }

  /** @param region Region whose API is asked. */
  async get<S extends z.ZodType>(
    region: string,
    where: string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<z.output<S>> {
    const bearer = await this.iam.accessToken(signal);
    const request = {
      system: 'code-engine' as const,
      who: `Code Engine in ${region}`,
      ...words,
      baseUrl: this.urlOf(region),
      path: `/v2${where}`,
      bearer,
      params: { version: VERSION, ...params },
    };
    return this.http.json(request, schema, signal);
  }

  /** Creates something. Never repeated. */
  async create<S extends z.ZodType>(
    region: string,
    where: string,
    words: Words,
    body: Readonly<Record<string, unknown>>,
    schema: S,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const bearer = await this.iam.accessToken(signal);
    const request = {
      system: 'code-engine' as const,
      who: `Code Engine in ${region}`,
      ...words,
      method: 'POST' as const,
      baseUrl: this.urlOf(region),
      path: `/v2${where}`,
      bearer,
      params: { version: VERSION },
      body,
    };
    return this.http.json(request, schema, signal);
  }

  /** Every element of a list, page after page. */
  async list<S extends z.ZodType>(
    region: string,
    where: string,
    collection: string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<schemas.Listing<z.output<S>>> {
    const pages = schemas.page(collection, schema);
    const items: z.output<S>[] = [];
    const unread: string[] = [];
    const starts = new Set<string>();
    let start: string | undefined;
    do {
      const asked: Params = { limit: PAGE_SIZE, start, ...params };
      const page = await this.get(region, where, words, pages, signal, asked);
      items.push(...page.items);
      unread.push(...page.unread);
      start = page.next || undefined;
      if (start !== undefined) {
        const topic = { who: `Code Engine in ${region}`, ...words };
        if (starts.has(start)) throw malformed(topic, 'leads from page to page in a circle');
        if (starts.size >= MOST_PAGES - 1) throw malformed(topic, `has more than ${MOST_PAGES} pages`);
        starts.add(start);
      }
    } while (start !== undefined);
    return { items, unread };
  }
}
