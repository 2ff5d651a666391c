/** From what was heard to a record that can be given away. */
import { parseJson } from '../../diagnosis/model/json';
import type { Masker } from '../../diagnosis/model/secrets';
import { mapStrings, percentDecoded } from '../../diagnosis/model/text';
import type {
  Answered,
  Heard,
  HeardLook,
  RecordedAccount,
  RecordedExchange,
  RecordedLook,
  Recording,
} from '../exchange';
import { fieldsOf, isForm } from '../form';
import { Digests } from './digests';
import { Names } from './names';
import { Scrubber } from './scrubber';

/** What a record is about, as it was: names and all. */
export interface About extends Pick<Recording, 'at' | 'version' | 'asked' | 'login' | 'settings'> {
  readonly answered?: Answered;
  /** `key` is still the key itself. */
  readonly accounts?: readonly RecordedAccount[];
}

/** Stand-ins for all names, ids and secrets; the kinds of secrets stay, and what belongs together stays together. */
export function scrub(about: About, heard: readonly (Heard | HeardLook)[], masker: Masker): Recording {
  const names = new Names();
  const texts = heard.map(learnFrom(names));
  for (const value of Object.values(about.settings)) names.fromSetting(value);
  for (const { name } of about.accounts ?? []) names.add('account', name);
  const scrubber = new Scrubber(masker, names, texts.join('\n'));
  for (const text of texts) scrubber.collect(text);
  const digests = new Digests();
  const exchanges = heard.map((each) =>
    'question' in each ? lookOf(each, scrubber) : exchangeOf(each, scrubber, digests),
  );
  return {
    record: 1,
    at: about.at,
    version: about.version,
    asked: about.asked.map((word) => scrubber.text(word)),
    login: about.login,
    ...(about.accounts && {
      accounts: about.accounts.map(({ name, key, ...rest }) => ({
        name: scrubber.text(name),
        key: scrubber.secret(key),
        ...rest,
      })),
    }),
    settings: Object.fromEntries(
      Object.entries(about.settings).map(([name, value]) => [name, scrubber.text(value)]),
    ),
    ...(about.answered && { answered: about.answered }),
    replaced: scrubber.counts,
    tokens: scrubber.tokens,
    exchanges: mapStrings(exchanges, (text) => digests.text(text)),
  };
}

/** Learns names, and returns all that was heard as one text. */
function learnFrom(names: Names): (heard: Heard | HeardLook) => string {
  return (heard) => {
    if ('question' in heard) {
      if ('climb' in heard.question) {
        names.git(heard.question.climb.url);
        names.add('branch', heard.question.climb.revision);
      } else names.image(heard.question.open.reference);
      const { found } = heard;
      const { commit, near } = Object(found) as { commit?: { author?: string }; near?: readonly string[] };
      names.add('person', commit?.author);
      for (const branch of near ?? []) names.add('branch', branch);
      return JSON.stringify([heard.question, found ?? null, heard.failed ?? null]);
    }
    const { sent, headers = {}, body } = heard;
    names.fromUrl(sent.url);
    const text = body?.().toString('utf8') ?? '';
    const json = jsonOf(text);
    if (json !== undefined) names.fromJson(json, names.kindAt(sent.url));
    names.fromText(text);
    return [sent.url, sent.body ?? '', JSON.stringify(headers), text].join('\n');
  };
}

function lookOf({ question, found, failed, ms }: HeardLook, scrubber: Scrubber): RecordedLook {
  return {
    ...scrubber.json(question),
    ms,
    ...(found !== undefined && { found: scrubber.json(JSON.parse(JSON.stringify(found))) }),
    ...(failed && { failed: scrubber.json(failed) }),
  };
}

function exchangeOf(heard: Heard, scrubber: Scrubber, digests: Digests): RecordedExchange {
  const { sent, status, headers, body, broke, facts, ms } = heard;
  const { method, url, authorization } = sent;
  return {
    ask: `${method} ${urlOf(url, scrubber)}`,
    ...(authorization !== undefined && { as: loginOf(authorization, scrubber) }),
    ...(sent.body !== undefined && { sent: sentOf(sent.body, scrubber) }),
    // Neither answered nor refused: it was given up when the rest was known.
    ...(status === undefined && !broke && { broke: { code: 'ERR_CANCELED' } }),
    ...(status !== undefined && { status }),
    ms,
    ...(headers && Object.keys(headers).length > 0 && { headers: scrubber.json(headers) }),
    ...(body && bodyOf(body(), sent.url, scrubber, digests)),
    ...(broke && { broke: scrubber.json(broke) }),
    ...(facts && { facts: scrubber.json(facts) }),
  };
}

function bodyOf(
  body: Buffer,
  url: string,
  scrubber: Scrubber,
  digests: Digests,
): Pick<RecordedExchange, 'json' | 'text'> {
  if (body.length === 0) return {};
  const heard = body.toString('utf8');
  const json = jsonOf(heard);
  if (json !== undefined) {
    const written = scrubber.json(json);
    digests.add(body, JSON.stringify(written));
    return { json: written };
  }
  // A layer may hold somebody's source, as text or not.
  const isText = !/\/v2\/.+\/blobs\//.test(url) && Buffer.from(heard, 'utf8').equals(body);
  const text = isText ? scrubber.text(heard) : `(${body.length} bytes of content were left out)`;
  digests.add(body, text);
  return { text };
}

/** `Bearer $JWT_1`; of a name and password `name:$SECRET_2`. */
function loginOf(authorization: string, scrubber: Scrubber): string {
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return `${scheme} ${scrubber.secret(value)}`;
  const [, user = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? [];
  return `${scrubber.text(user)}:${password === '' ? '' : scrubber.secret(password)}`;
}

/** The address, readable: only what would be read otherwise is encoded. */
function urlOf(url: string, scrubber: Scrubber): string {
  if (!URL.canParse(url)) return scrubber.text(url);
  const { protocol, host, pathname, searchParams } = new URL(url);
  const path = scrubber.path(pathname.split('/').map(percentDecoded)).replace(/[?# %]/g, encodeURIComponent);
  // A selector says `label=name`.
  const chosen = (value: string) =>
    value
      .split('=')
      .map((part) => scrubber.text(part))
      .join('=');
  const query = fieldsOf(searchParams, (_, value) => chosen(value));
  return `${scrubber.text(`${protocol}//${host}`)}${path}${query && `?${query}`}`;
}

/** A form or JSON that was sent. */
function sentOf(body: string, scrubber: Scrubber): string {
  const json = jsonOf(body);
  if (json !== undefined) return JSON.stringify(scrubber.json(json));
  if (!isForm(body)) return scrubber.text(body);
  return fieldsOf(new URLSearchParams(body), (name, value) => formValue(name, value, scrubber));
}

function formValue(name: string, value: string, scrubber: Scrubber): string {
  return /^(?:apikey|password|refresh_token|cr_token|passcode)$/.test(name)
    ? scrubber.secret(value)
    : scrubber.text(value);
}

/** An object or a list; undefined for anything else. */
function jsonOf(text: string): unknown {
  return /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
}
