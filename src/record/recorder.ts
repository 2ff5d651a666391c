/** Listens to everything that is asked and answered, and changes nothing of it. */
import { pipeline, Readable, Transform } from 'node:stream';
import axios, {
  type AxiosAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
  isAxiosError,
} from 'axios';
import { SourceError } from '../diagnosis/model/evidence';
import type { GitSource, RegistrySource } from '../diagnosis/model/sources';
import {
  type Answer,
  type Carrier,
  ForbiddenAddress,
  type Outgoing,
  type Target,
  TransportError,
} from '../net/transport';
import type { Broke, Heard, HeardLook, LookQuestion } from './exchange';
import type { Wire } from './wire';

/** Headers of answers that say something; the others name machines and times. */
const telling =
  /^(?:content-type|content-length|location|link|www-authenticate|docker-(?:content-digest|distribution-api-version)|retry-after|range|(?:x-)?ratelimit-.*)$/;

type RequiredOpen = Required<Pick<RegistrySource, 'open'>>;

export class Recorder implements Wire {
  readonly exchanges: (Heard | HeardLook)[] = [];

  /** @param now milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  adapter(ordinary: AxiosAdapter): AxiosAdapter {
    return async (config) => {
      const heard = this.#begin(sentOf(config));
      const done = this.#timer(heard);
      try {
        const response = await ordinary(config);
        hear(response, heard, done);
        return response;
      } catch (error) {
        const answer = isAxiosError(error) ? error.response : undefined;
        if (answer) hear(answer, heard, done);
        // A good status with an error: it broke within the body.
        if (!answer || answer.status < 300) heard.broke = brokeOf(error);
        done();
        throw error;
      }
    };
  }

  carrier(ordinary: Carrier): Carrier {
    return {
      close: () => ordinary.close(),
      send: async (target, outgoing, signal) => {
        const heard = this.#begin(sentTo(target, outgoing));
        const done = this.#timer(heard);
        try {
          const answer = await ordinary.send(target, outgoing, signal);
          hearAnswer(answer, heard);
          return answer;
        } catch (error) {
          heard.broke = brokeOf(error);
          if (error instanceof TransportError) heard.facts = { connection: error.connection };
          throw error;
        } finally {
          done();
        }
      },
    };
  }

  git(ordinary: GitSource): GitSource {
    return {
      climb: (question, look, signal) =>
        this.#look({ climb: question }, () => ordinary.climb(question, look, signal)),
    };
  }

  uploads<S extends RegistrySource>(ordinary: S): S {
    if (!ordinary.open) return ordinary;
    const open: RegistrySource['open'] = (question, look, signal) =>
      this.#look({ open: question }, () => (ordinary as RequiredOpen).open(question, look, signal));
    return { ...ordinary, open };
  }

  async #look<T>(question: LookQuestion, ask: () => Promise<T>): Promise<T> {
    const heard: HeardLook = { question, ms: 0 };
    this.exchanges.push(heard);
    const done = this.#timer(heard);
    try {
      const found = await ask();
      heard.found = found;
      return found;
    } catch (error) {
      if (error instanceof SourceError) {
        const { reason, message, cure } = error;
        heard.failed = { reason, message, ...(cure !== undefined && { cure }) };
      }
      throw error;
    } finally {
      done();
    }
  }

  #begin(sent: Heard['sent']): Heard {
    const heard: Heard = { sent, ms: 0 };
    this.exchanges.push(heard);
    return heard;
  }

  #timer(heard: { ms: number }): () => void {
    const start = this.now();
    return () => {
      heard.ms = this.now() - start;
    };
  }
}

/** What a request of axios sends: method, address, login and body. */
export function sentOf(config: InternalAxiosRequestConfig): Heard['sent'] {
  const authorization = config.headers.get('Authorization');
  return {
    method: (config.method ?? 'get').toUpperCase(),
    url: axios.getUri(config),
    ...(typeof authorization === 'string' && { authorization }),
    ...(config.data !== undefined && config.data !== null && { body: String(config.data) }),
  };
}

/** The address that was meant, whatever mirror was asked in its place. */
export function sentTo(
  { scheme, authority }: Target,
  { method, path, headers, body }: Outgoing,
): Heard['sent'] {
  const authorization = headers?.Authorization;
  return {
    method,
    url: `${scheme}://${authority}${path}`,
    ...(authorization !== undefined && { authorization }),
    ...(body !== undefined && { body: body.toString() }),
  };
}

function hear(response: AxiosResponse<unknown>, heard: Heard, done: () => void): void {
  heard.status = response.status;
  heard.headers = headersOf(response.headers as Readonly<Record<string, unknown>>);
  const { data } = response;
  if (data instanceof Readable) {
    const pieces: Buffer[] = [];
    heard.body = () => Buffer.concat(pieces);
    const tap = new Transform({
      transform(piece: Buffer, _encoding, next) {
        pieces.push(piece);
        next(undefined, piece);
      },
    });
    // The last one is told of a break by its own error; this only ends both together.
    response.data = pipeline(data, tap, (error) => {
      const ours = (error as NodeJS.ErrnoException | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (error && !(ours && !data.errored)) heard.broke = brokeOf(data.errored ?? error);
      done();
    });
    return;
  }
  const body = Buffer.from(typeof data === 'string' ? data : (JSON.stringify(data) ?? ''));
  heard.body = () => body;
  done();
}

function hearAnswer(answer: Answer, heard: Heard): void {
  heard.status = answer.status;
  heard.headers = headersOf(answer.headers);
  heard.body = () => answer.body;
  const { connection, answerMs, reused, truncated } = answer;
  heard.facts = { connection, answerMs, ...(reused && { reused }), ...(truncated && { truncated }) };
}

function headersOf(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      telling.test(name.toLowerCase()) ? [[name.toLowerCase(), [value].flat().join(', ')]] : [],
    ),
  );
}

function brokeOf(error: unknown): Broke {
  if (error instanceof ForbiddenAddress) return { code: 'FORBIDDEN', forbidden: error.kind };
  const { code = 'UNKNOWN', message = '' } = error as { readonly code?: string; readonly message?: string };
  if (error instanceof TransportError) {
    return { code, phase: error.phase, ...(error.onIdleConnection && { idle: true }) };
  }
  // Axios has no code of its own for a body that is too large.
  return { code, ...(message.startsWith('maxContentLength') && { message }) };
}
