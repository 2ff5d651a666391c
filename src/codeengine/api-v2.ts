/** Reads of the Code Engine API v2, before they are mapped: one resource, or a list page after page. */
import type { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import type { Topic } from '../http/errors';
import type { Http, Request } from '../http/http';
import { everyPage, type Listing } from '../http/pages';
import type { Iam } from './iam';
import * as schemas from './schemas';

/** Pinned: another version moves environment variables between fields. */
const VERSION = '2025-07-10';
const PAGE_SIZE = 100;

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
    const request = { ...words, path: `/v2${where}`, params: { version: VERSION, ...params } };
    return this.#ask(region, request, schema, signal);
  }

  /** Creates something. Never repeated, unless the login was refused: then nothing was created. */
  async create<S extends z.ZodType>(
    region: string,
    where: string,
    words: Words,
    body: Readonly<Record<string, unknown>>,
    schema: S,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const method = 'POST' as const;
    const request = { ...words, method, path: `/v2${where}`, params: { version: VERSION }, body };
    return this.#ask(region, request, schema, signal);
  }

  /** Every element of a list, page after page; pages that cannot be had are told beside those before them. */
  list<S extends z.ZodType>(
    region: string,
    where: string,
    collection: string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<Listing<z.output<S>>> {
    const pages = schemas.page(collection, schema);
    return everyPage({ who: whoIs(region), ...words }, (start) =>
      this.get(region, where, words, pages, signal, { limit: PAGE_SIZE, start, ...params }),
    );
  }

  /** Asks with the login's token, and once more with a fresh one: a token may be revoked before its time. */
  async #ask<S extends z.ZodType>(
    region: string,
    request: Omit<Request, 'who' | 'system' | 'baseUrl'>,
    schema: S,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const cures = /^\/v2\/projects\/./.test(request.path)
      ? { ...whenJustCreated, ...request.cures }
      : request.cures;
    const attempt = (bearer: string) =>
      this.http.json(
        {
          ...request,
          ...(cures && { cures }),
          system: 'code-engine',
          who: whoIs(region),
          baseUrl: this.urlOf(region),
          bearer,
        },
        schema,
        signal,
      );
    const token = await this.iam.accessToken(signal);
    try {
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof SourceError && error.reason === 'unauthorized')) throw error;
      this.iam.forget(token);
      const fresh = await this.iam.accessToken(signal);
      if (fresh === token) throw error;
      return attempt(fresh);
    }
  }
}

/** What refuses may have no project yet, and nothing says so. Source: Code Engine docs, status of projects. */
const whenJustCreated: Topic['cures'] = {
  'not-found':
    'Check name and region with `ibmcloud ce project list --all`; a project that was just created needs some minutes.',
  'server-error':
    'Try again; a project that was just created needs some minutes. If it stays, look at https://cloud.ibm.com/status.',
};

const whoIs = (region: string) => `Code Engine in ${region}`;
