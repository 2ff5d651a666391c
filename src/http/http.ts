/** HTTP as every API of IBM Cloud is asked here: bounded in time and size, repeated only where that is safe. */

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import axios, {
  type AxiosAdapter,
  type AxiosError,
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
  isAxiosError,
} from 'axios';
import axiosRetry from 'axios-retry';
import type { z } from 'zod';
import { type Exchange, pathShape, type System } from '../diagnosis/model/exchange';
import { parseJson } from '../diagnosis/model/json';
import type { Masker } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import { isTooLarge, malformed, requestError, type Topic, unexpectedField } from './errors';
import { InFlight } from './in-flight';
import { readTail } from './tail';

const MIB = 1024 * 1024;
/** Largest answer that is parsed, bytes. */
const MOST_BYTES = 10 * MIB;
/** Largest error body that is looked into, bytes. */
const MOST_ERROR_BYTES = 64 * 1024;
/** Tries of one call, the first included. */
const MOST_TRIES = 3;
/** Connections to one host. */
const MOST_SOCKETS = 16;

export interface HttpOptions {
  readonly clock: Clock;
  readonly masker: Masker;
  /** Milliseconds for one call, repetitions included. */
  readonly requestTimeoutMs: number;
  /** Waits before a repetition; rejects when `signal` aborts. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of every finished call. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Stands around the client: sees every try, or answers in the world's place. */
  readonly adapter?: (ordinary: AxiosAdapter) => AxiosAdapter;
}

/** The client's own way to the network, with `around` about it. */
export function adapterOf(around: HttpOptions['adapter']): { readonly adapter?: AxiosAdapter } {
  return around ? { adapter: around(axios.getAdapter('http')) } : {};
}

export interface Request extends Topic {
  readonly system: System;
  /** Default `GET`. Nothing else is ever repeated. */
  readonly method?: 'GET' | 'POST';
  readonly baseUrl: string;
  readonly path: string;
  readonly bearer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly form?: Readonly<Record<string, string>>;
  /** Body of a POST, sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Asks, and rejects with SourceError only. */
export class Http {
  readonly #inFlight = new InFlight();
  readonly #axios: AxiosInstance;

  constructor(private readonly options: HttpOptions) {
    this.#axios = axios.create({
      maxContentLength: MOST_BYTES,
      // A login is for the host that it was given for.
      maxRedirects: 0,
      allowAbsoluteUrls: false,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MOST_SOCKETS }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MOST_SOCKETS }),
      headers: { 'User-Agent': 'ce-image' },
      ...adapterOf(options.adapter),
    });
    axiosRetry(this.#axios, { retries: 0 });
  }

  /** The answer's JSON, checked by `schema`. */
  async json<S extends z.ZodType>(request: Request, schema: S, signal: AbortSignal): Promise<z.output<S>> {
    const body = parseJson(
      await this.text({ ...request, headers: { Accept: 'application/json', ...request.headers } }, signal),
    );
    if (body === undefined) throw malformed(request, 'is not JSON');
    const checked = schema.safeParse(body);
    if (!checked.success) throw unexpectedField(request, checked.error);
    return checked.data;
  }

  /** The answer as text. */
  async text(request: Request, signal: AbortSignal): Promise<string> {
    const ask = (own: AbortSignal) => this.#send(request, {}, own, async (response) => String(response.data));
    return this.#once('text', request, ask, signal);
  }

  /**
   * The answer piece by piece, as it comes. What `read` returns is the result; the deadline of a call covers all of it.
   */
  async stream<T>(
    request: Request,
    read: (chunks: AsyncIterable<Buffer>) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const config: AxiosRequestConfig = { responseType: 'stream', maxContentLength: -1 };
    return this.#send(request, config, signal, async (response) => {
      const body = response.data as Readable;
      try {
        return await read(body);
      } finally {
        discard(body);
      }
    });
  }

  /** The last `maxBytes` bytes of an answer of any length. */
  async tail(
    request: Request,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly cut: boolean }> {
    const config: AxiosRequestConfig = { responseType: 'stream', maxContentLength: -1 };
    const ask = (own: AbortSignal) =>
      this.#send(request, config, own, async (response) => readTail(response.data as Readable, maxBytes));
    return this.#once(`tail ${maxBytes}`, request, ask, signal);
  }

  /** A read that is under way already is not begun again. */
  #once<T>(
    how: string,
    request: Request,
    ask: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { method = 'GET', baseUrl, path, bearer, headers, params, who } = request;
    if (method !== 'GET') return ask(signal);
    return this.#inFlight.ask(
      JSON.stringify([how, baseUrl, path, bearer, headers, params]),
      ask,
      signal,
      who,
    );
  }

  async #send<T>(
    request: Request,
    extra: AxiosRequestConfig,
    parent: AbortSignal,
    read: (response: AxiosResponse<unknown>) => Promise<T>,
  ): Promise<T> {
    const { clock, masker, onExchange, requestTimeoutMs } = this.options;
    const signal = clock.deadline(requestTimeoutMs, parent);
    const method = request.method ?? 'GET';
    const startedAt = clock.now();
    let tries = 1;
    let status: number | undefined;
    try {
      const response = await this.#axios.request({
        ...extra,
        method,
        baseURL: request.baseUrl,
        url: request.path,
        params: request.params,
        headers: {
          ...request.headers,
          ...(request.body && { 'Content-Type': 'application/json' }),
          ...(request.bearer !== undefined && { Authorization: `Bearer ${request.bearer}` }),
        },
        ...(request.form && { data: new URLSearchParams(request.form) }),
        ...(request.body && { data: JSON.stringify(request.body) }),
        signal,
        'axios-retry': {
          retries: MOST_TRIES - 1,
          // The deadline counts for all tries together, so a pause that goes beyond it is not begun.
          retryCondition: (error) =>
            method === 'GET' &&
            isWorthRepeating(error) &&
            clock.now() - startedAt + this.#pause(tries, error) < requestTimeoutMs,
          retryDelay: () => 0,
          onRetry: async (_count, error) => {
            discard(error.response?.data);
            await this.#wait(this.#pause(tries, error), error, signal);
            tries += 1;
          },
          shouldResetTimeout: true,
        },
      });
      status = response.status;
      return await read(response);
    } catch (error) {
      const answer = isAxiosError(error) ? error.response : undefined;
      status = answer?.status;
      const refused = answer !== undefined && answer.status >= 300;
      throw requestError(
        signal.aborted && !refused ? canceled() : error,
        await bodyOf(answer),
        request,
        masker,
      );
    } finally {
      onExchange?.({
        system: request.system,
        method,
        path: pathShape(request.path),
        startedAt,
        ms: clock.now() - startedAt,
        tries,
        ...(status !== undefined && { status }),
      });
    }
  }

  /** Milliseconds to wait: what the server asks for, else 0.2 s, 0.4 s and so on with some jitter. */
  #pause(tries: number, error: AxiosError): number {
    return retryAfter(error.response, this.options.clock.now()) ?? axiosRetry.exponentialDelay(tries);
  }

  async #wait(ms: number, error: AxiosError, signal: AbortSignal): Promise<void> {
    const { delay = (pause) => sleep(pause, undefined, { signal }) } = this.options;
    try {
      await delay(ms, signal);
    } catch {
      // The time is over: what was answered before says more than that.
      throw error;
    }
  }
}

function canceled(): AxiosError {
  return new axios.AxiosError('canceled', 'ERR_CANCELED');
}

function isWorthRepeating(error: AxiosError): boolean {
  if (isTooLarge(error.code, error.message)) return false;
  const status = error.response?.status;
  if (status === undefined) return axiosRetry.isNetworkError(error);
  // A good status with an error: the connection broke within the body.
  return status < 300 || status === 429 || (status >= 500 && status !== 501);
}

/** `Retry-After` in milliseconds, from seconds or an HTTP date. */
function retryAfter(response: AxiosResponse | undefined, now: number): number | undefined {
  const value: unknown = response?.headers['retry-after'];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function discard(body: unknown): void {
  if (body instanceof Readable) body.destroy();
}

/** The body of an error, whether it was read or is still a stream. */
async function bodyOf(response: AxiosResponse<unknown> | undefined): Promise<string> {
  const body = response?.data;
  if (!(body instanceof Readable)) return typeof body === 'string' ? body : '';
  try {
    return (await readTail(body, MOST_ERROR_BYTES)).text;
  } catch {
    return '';
  } finally {
    discard(body);
  }
}
