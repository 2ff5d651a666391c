/** Answers in the world's place, from a record. */
import { Readable } from 'node:stream';
import { setImmediate as later } from 'node:timers/promises';
import {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import { SourceError } from '../diagnosis/model/evidence';
import type { GitSource, RegistrySource } from '../diagnosis/model/sources';
import { percentDecoded } from '../diagnosis/model/text';
import { type Carrier, ForbiddenAddress, TransportError } from '../net/transport';
import type { Broke, LookQuestion, RecordedExchange, RecordedLook, Recording, Sent } from './exchange';
import { fieldsOf, isForm } from './form';
import { sentOf, sentTo } from './recorder';
import type { Wire } from './wire';

/** Seconds that a token of the record lives from now on, where the record does not tell. */
const USUAL_LIFE = 3600;

export class Replayer implements Wire {
  /** Questions to which the record holds no answer, each once. */
  readonly unanswered = new Set<string>();
  readonly #exchanges: readonly RecordedExchange[];
  readonly #looks: readonly RecordedLook[];
  readonly #given = new Set<RecordedExchange | RecordedLook>();
  /** Tokens by their stand-ins: they are read, so they must look like tokens. */
  readonly #tokens: ReadonlyMap<string, string>;

  constructor(recording: Recording) {
    this.#exchanges = recording.exchanges.filter((each): each is RecordedExchange => 'ask' in each);
    this.#looks = recording.exchanges.filter((each): each is RecordedLook => !('ask' in each));
    const now = Math.floor(Date.now() / 1000);
    this.#tokens = new Map(
      Object.entries(recording.tokens).map(([standIn, { account, iam_id, life = USUAL_LIFE }]) => [
        standIn,
        jwt({ ...(account && { account: { bss: account } }), iam_id, iat: now, exp: now + life, standIn }),
      ]),
    );
  }

  /** The token behind a stand-in; what is none stays. */
  tokenOf(standIn: string): string {
    return this.#tokens.get(standIn) ?? standIn;
  }

  /** Nobody is waited for. */
  delay = async (): Promise<void> => undefined;

  adapter(): AxiosAdapter {
    return async (config) => {
      // An answer never comes before the question has been asked.
      await later();
      const exchange = this.#answerTo(sentOf(config));
      if (!exchange) throw new AxiosError('not in the record', 'ENOTFOUND', config);
      if (exchange.status === undefined) throw axiosError(exchange.broke, config);
      const response = responseOf(exchange, this.#bodyOf(exchange), config);
      if (exchange.broke && !(response.data instanceof Readable)) {
        throw new AxiosError(exchange.broke.code, exchange.broke.code, config, null, response);
      }
      return settled(response);
    };
  }

  carrier(): Carrier {
    return {
      close: () => undefined,
      send: async (target, outgoing) => {
        await later();
        const exchange = this.#answerTo(sentTo(target, outgoing));
        const { status, headers = {}, broke, facts } = exchange ?? {};
        const connection = { address: '', dnsMs: 0, tcpMs: 0, tlsMs: 0, ...facts?.connection };
        if (broke?.forbidden !== undefined) throw new ForbiddenAddress(target.authority, broke.forbidden);
        if (!exchange || status === undefined) {
          const { phase = 'dns', code = 'ENOTFOUND', idle = false } = broke ?? {};
          throw new TransportError(target.authority, phase, code, { ms: 0, ...facts?.connection }, idle);
        }
        const body = Buffer.from(this.#bodyOf(exchange));
        const { answerMs = 0, reused = false, truncated = false } = facts ?? {};
        return { status, headers, body, truncated, connection, reused, answerMs };
      },
    };
  }

  git(): GitSource {
    return { climb: (question) => this.#look({ climb: question }) };
  }

  uploads<S extends RegistrySource>(ordinary: S): S {
    const open: RegistrySource['open'] = (question) => this.#look({ open: question });
    return { ...ordinary, open };
  }

  async #look<T>(question: LookQuestion): Promise<T> {
    await later();
    const look = this.#take(this.#looks.filter((each) => subjectOf(each) === subjectOf(question)));
    if (look?.failed) throw new SourceError(look.failed.reason, look.failed.message, look.failed.cure);
    if (look?.found === undefined) {
      const where = 'climb' in question ? question.climb.url : question.open.reference;
      this.unanswered.add(`what is in ${where}`);
      throw new SourceError('unreachable', 'the record does not hold what is in the source');
    }
    return look.found as T;
  }

  /** The exchange that fits best: with the same login and body, else the same address; those that are left go first. */
  #answerTo(sent: Sent): RecordedExchange | undefined {
    const ask = asked(`${sent.method} ${sent.url}`);
    const there = this.#exchanges.filter((each) => asked(each.ask) === ask);
    const login = this.#loginOf(sent.authorization);
    const body = sent.body === undefined ? undefined : readable(sent.body);
    const scheme = (as: string | undefined) =>
      as === undefined || as.startsWith('Bearer ') ? as?.slice(0, 6) : 'Basic';
    const closest = [
      there.filter((each) => each.as === login && each.sent === body),
      there.filter((each) => each.as === login),
      there.filter((each) => scheme(each.as) === scheme(login)),
      there,
    ].find((some) => some.length > 0);
    const found = closest && this.#take(closest);
    if (!found) this.unanswered.add(`${sent.method} ${sent.url.split('?', 1)[0]}`);
    return found;
  }

  /** The first that was not given yet; the last is given again and again. */
  #take<E extends RecordedExchange | RecordedLook>(some: readonly E[]): E | undefined {
    const found = some.find((each) => !this.#given.has(each)) ?? some.at(-1);
    if (found) this.#given.add(found);
    return found;
  }

  /** As a record writes it. */
  #loginOf(authorization: string | undefined): string | undefined {
    if (authorization === undefined) return undefined;
    const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
    if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8');
    const standIn = [...this.#tokens].find(([, token]) => token === value)?.[0];
    return `${scheme} ${standIn ?? value}`;
  }

  #bodyOf({ json, text }: RecordedExchange): string {
    if (json === undefined) return text ?? '';
    return JSON.stringify(json, (_key, value: unknown) =>
      typeof value === 'string' ? this.tokenOf(value) : value,
    );
  }
}

/** What a look is at. */
function subjectOf(question: LookQuestion): string {
  if ('open' in question) return question.open.reference;
  const { url, revision, commit } = question.climb;
  return JSON.stringify([url, revision, commit]);
}

/** The same for the same question, however its query is ordered and encoded. */
function asked(ask: string): string {
  const [method = '', url = ''] = ask.split(/ (.*)/s);
  if (!URL.canParse(url)) return ask;
  const { protocol, host, pathname, searchParams } = new URL(url);
  searchParams.sort();
  return [method, protocol, host, percentDecoded(pathname), searchParams.toString()].join(' ');
}

/** A form as a record writes it; JSON as it is. */
function readable(body: string): string {
  return isForm(body) ? fieldsOf(new URLSearchParams(body)) : body;
}

function responseOf(
  { status = 0, headers = {}, broke }: RecordedExchange,
  body: string,
  config: InternalAxiosRequestConfig,
): AxiosResponse<unknown> {
  const streamed = config.responseType === 'stream';
  const data = streamed ? Readable.from(piecesOf(body, broke), { objectMode: false }) : body;
  return { data, status, statusText: '', headers: new AxiosHeaders({ ...headers }), config };
}

async function* piecesOf(body: string, broke: Broke | undefined): AsyncGenerator<Buffer> {
  yield Buffer.from(body);
  if (broke) throw Object.assign(new Error('the answer broke off'), { code: broke.code });
}

/** As axios settles an answer. */
function settled(response: AxiosResponse<unknown>): AxiosResponse<unknown> {
  const { config, status } = response;
  if (!config.validateStatus || config.validateStatus(status)) return response;
  throw new AxiosError(
    `Request failed with status code ${status}`,
    'ERR_BAD_REQUEST',
    config,
    null,
    response,
  );
}

function axiosError(
  { code, message = code }: Broke = { code: 'ERR_CANCELED' },
  config: InternalAxiosRequestConfig,
): AxiosError {
  return new AxiosError(message, code, config);
}

/** A token that nobody signed. */
function jwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
