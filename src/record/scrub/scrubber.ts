/** Takes out of texts and bodies what names somebody or is secret, and puts its stand-in there. */

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { parseJson } from '../../diagnosis/model/json';
import { kindOf } from '../../diagnosis/model/masking';
import { vendorOf } from '../../diagnosis/model/masking/vendor-tokens';
import type { Masker } from '../../diagnosis/model/secrets';
import { escapeRegExp } from '../../diagnosis/model/text';
import { forbiddenAddress } from '../../net/addresses';
import type { TokenClaims } from '../exchange';
import { Addresses } from './addresses';
import { spoken } from './hosts';
import { type NameKind, Names } from './names';
import { StandIns } from './stand-ins';

const ids =
  /(?<![0-9a-zA-Z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-zA-Z])/gi;
/** What is behind the last dot is letters: `package@1.2.3` is none. */
const emails = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?![\w-])/gi;
/** IPv4, and the public ones of IPv6, which are all in 2000::/3. */
const addresses =
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:.])[23][0-9a-f]{3}:(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{0,4}(?![\w:.])/gi;
const urlHosts = /(?<=:\/\/(?:[^\s/@"']{1,100}@)?)[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;

/** Values of environment variables that say nothing of anybody. */
const plainValue = /^(?:-?\d{1,6}(?:\.\d+)?|true|false|)$/;
/** Variables that the platform sets. */
const platformVariable = /^(?:CE_|K_|PORT$|PATH$|HOSTNAME$|JOB_)/;
/** What a secret shows in place of its value. */
const hidden = /^(?:[<[]?redacted[>\]]?|\**|UkVEQUNURUQ=)$/i;

const claims = z.object({
  account: z.object({ bss: z.string() }).optional().catch(undefined),
  iam_id: z.string().optional().catch(undefined),
  iat: z.number().optional().catch(undefined),
  exp: z.number().optional().catch(undefined),
});

export class Scrubber {
  readonly tokens: Record<string, TokenClaims> = {};
  readonly #secrets = new Set<string>();
  readonly #standIns: StandIns;
  readonly #addresses = new Addresses();
  /** Marks of names by what they replace, and the expression that finds them in running text. */
  readonly #names = new Map<string, string>();
  readonly #lower = new Map<string, string>();
  #spoken: RegExp | undefined;
  /** Bodies repeat themselves. */
  readonly #written = new Map<string, string>();

  constructor(
    private readonly masker: Masker,
    names: Names,
    heard: string,
  ) {
    this.#standIns = new StandIns((word) => heard.includes(word));
    this.#nameAll(names);
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#standIns.counts;
  }

  /** Remembers the secrets of a text whose parts are looked at one by one later, without what stands around them. */
  collect(text: string): void {
    this.masker.replace(text, (secret) => {
      this.#secrets.add(unescaped(secret));
      return '';
    });
  }

  /** A text with stand-ins, ready to be written. */
  text(text: string): string {
    const known = this.#written.get(text);
    if (known !== undefined) return known;
    const written = this.#standIns.written(this.#marked(text));
    this.#written.set(text, written);
    return written;
  }

  /** The parts of a path, each of which may be a name, joined. */
  path(parts: readonly string[]): string {
    const marked = parts.map((part) => this.#names.get(part) ?? part).join('/');
    return this.#standIns.written(this.#running(marked));
  }

  /** A copy of a body in which every string has its stand-ins. */
  json<T>(value: T): T {
    return this.#json(value, undefined) as T;
  }

  /** The stand-in of something that is secret whatever it looks like. */
  secret(value: string): string {
    if (hidden.test(value)) return value;
    return this.#standIns.written(this.#secretMark(value));
  }

  #json(value: unknown, key: string | undefined): unknown {
    if (typeof value === 'string') return this.#string(value, key);
    if (Array.isArray(value)) {
      if (key === 'Env') return value.map((each) => (typeof each === 'string' ? this.#assigned(each) : each));
      const variables = key === 'env' || key === 'run_env_variables' || key === 'run_build_params';
      return value.map((each) => (variables ? this.#variable(each) : this.#json(each, key)));
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    if (key === 'data' && !isPlace(entries) && entries.every(([, each]) => typeof each === 'string')) {
      return this.#secretFields(Object.fromEntries(entries.map(([name, each]) => [name, String(each)])));
    }
    return Object.fromEntries(entries.map(([name, each]) => [this.#key(name), this.#json(each, name)]));
  }

  /** Names of fields stay; a host, an image or a label that stands in the place of one does not. */
  #key(key: string): string {
    return /[./:@-]/.test(key) ? this.#standIns.written(this.#running(key)) : key;
  }

  #string(value: string, key: string | undefined): string {
    if (key !== undefined && isSecretField(key) && value !== '') return this.secret(value);
    return this.text(value);
  }

  /** `NAME=value` of an image's configuration. */
  #assigned(variable: string): string {
    const [, name = variable, value = ''] = /^([^=]*)=(.*)$/s.exec(variable) ?? [];
    return `${name}=${this.#value(name, value)}`;
  }

  #variable(variable: unknown): unknown {
    const { name, value, ...rest } = Object(variable) as Readonly<Record<string, unknown>>;
    const others = this.#json(rest, undefined) as Readonly<Record<string, unknown>>;
    return {
      ...(name !== undefined && { name }),
      ...(typeof value === 'string'
        ? { value: this.#value(String(name), value) }
        : value !== undefined && { value }),
      ...others,
    };
  }

  #value(name: string, value: string): string {
    if (platformVariable.test(name)) return this.text(value);
    if (plainValue.test(value)) return value;
    return this.#standIns.written(this.#mark('value', value, (count) => `$VALUE_${count}`));
  }

  /** The fields of a secret: who logs in where is told, with stand-ins, and nothing else. */
  #secretFields(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const { server = '' } = fields;
    // As ce-image reads them: a host holds a dot or a port, and base64 knows neither.
    const isEncoded = !/[.:]/.test(server) && /[.:]/.test(fromBase64(server) ?? '');
    const plain = (value: string) => (isEncoded ? (fromBase64(value) ?? value) : value);
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, this.#secretField(name, plain(value))]),
    );
  }

  #secretField(name: string, value: string): string {
    if (value === '' || hidden.test(value)) return value;
    if (name === '.dockerconfigjson') {
      return this.#dockerConfig(fromBase64(value) ?? value) ?? this.secret(value);
    }
    if (name === 'server' || name === 'username' || name === 'email') return this.text(value);
    return name === 'known_hosts' ? this.#knownHosts(value) : this.secret(value);
  }

  #dockerConfig(text: string): string | undefined {
    const auths = logins.safeParse(parseJson(text));
    if (!auths.success) return undefined;
    const entries = Object.entries(auths.data.auths).map(([server, { auth, username, password }]) => {
      const [, user = '', word = ''] = /^([^:]*):(.*)$/s.exec(fromBase64(auth ?? '') ?? '') ?? [];
      const login = {
        username: this.text(username || user),
        password: (password || word) === '' ? '' : this.secret(password || word),
      };
      return [this.text(server), login];
    });
    return JSON.stringify({ auths: Object.fromEntries(entries) });
  }

  /** Public keys of hosts are no secret, and long. */
  #knownHosts(text: string): string {
    return text.replace(
      /^(\S+) (\S+) (\S+).*$/gm,
      (_, host: string, kind: string) => `${this.text(host)} ${kind} AAAA`,
    );
  }

  #marked(text: string): string {
    const whole = this.#names.get(text);
    if (whole !== undefined) return whole;
    if (this.#secrets.has(text) && !hidden.test(text)) return this.#secretMark(text);
    return this.#running(text);
  }

  /** Running text, in which a word may be no name although it is spelt like one. */
  #running(text: string): string {
    let marked = this.masker.replace(text, (secret) => this.#secretMark(unescaped(secret)));
    marked = marked.replace(ids, (id) => this.#idMark(id.toLowerCase()));
    marked = marked.replace(emails, (email) =>
      email.endsWith('@github.com') || email.startsWith('git@')
        ? email
        : this.#mark('e-mail address', email.toLowerCase(), (count) => `person-${count}@example.com`),
    );
    marked = this.#spokenIn(marked);
    marked = marked
      .replace(urlHosts, (host) => this.#hostMark(host))
      .replace(spoken, (host) => this.#hostMark(host));
    return marked.replace(addresses, (address) => this.#addressMark(address));
  }

  #hostMark(host: string): string {
    const names = new Names();
    names.host(host);
    const parts = names.compound.get(host.toLowerCase());
    return parts ? this.#joined(parts) : host;
  }

  #addressMark(address: string): string {
    // Private ones are the same everywhere.
    if (isIP(address) === 0 || forbiddenAddress(address) !== undefined) return address;
    // Spelt in another way it is the same address.
    const spelling = ipaddr.parse(address).toString();
    return this.#mark('address', spelling, () => this.#addresses.of(spelling));
  }

  #idMark(id: string): string {
    // The first digits tell them apart, which is where commits are cut.
    return this.#mark('id', id, (count) => {
      const digits = String(count)
        .padStart(id.includes('-') ? 8 : 7, '0')
        .padEnd(id.replaceAll('-', '').length, '0');
      return id.includes('-') ? `${digits.slice(0, 8)}-0000-4000-8000-${digits.slice(-12)}` : digits;
    });
  }

  #secretMark(secret: string): string {
    const kind = secretKind(secret);
    const mark = this.#mark(
      `secret: ${kind}`,
      secret,
      (count) => `$${kind.toUpperCase().replaceAll('-', '_')}_${count}`,
    );
    if (kind === 'jwt') this.#claim(this.#standIns.written(mark), secret);
    return mark;
  }

  #claim(standIn: string, token: string): void {
    const body = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const read = claims.safeParse(body);
    if (!read.success || this.tokens[standIn]) return;
    const { account, iam_id: id, iat, exp } = read.data;
    const [, realm = '', who = ''] = /^((?:iam-)?[A-Za-z]+-)(.*)$/.exec(id ?? '') ?? [];
    this.tokens[standIn] = {
      ...(account && { account: this.text(account.bss) }),
      ...(id !== undefined && {
        iam_id: `${realm}${this.#standIns.written(this.#mark('id', who, (count) => String(count)))}`,
      }),
      ...(iat !== undefined && exp !== undefined && { life: exp - iat }),
    };
  }

  #mark(kind: string, original: string, make: (count: number) => string): string {
    return this.#standIns.mark(this.#standIns.of(kind, original, make));
  }

  /** Numbers follow the alphabet, so that whatever is sorted by name stays in its order. */
  #nameAll(names: Names): void {
    const roots = names.roots();
    const width = new Map<NameKind, number>();
    for (const [, kind] of roots) width.set(kind, (width.get(kind) ?? 0) + 1);
    for (const [name, kind] of roots.toSorted(([a], [b]) => a.localeCompare(b))) {
      const digits = String(width.get(kind)).length;
      this.#names.set(
        name,
        this.#mark(kind, name, (count) => `${kind}-${String(count).padStart(digits, '0')}`),
      );
    }
    const distinct = [...this.#names.keys()].filter((name) => names.isDistinct(name));
    this.#speak(distinct);
    for (const [whole, parts] of names.compound) {
      const joined = this.#joined(parts);
      if (joined === whole) continue;
      this.#names.set(whole, joined);
      distinct.push(whole);
    }
    this.#speak(distinct);
  }

  /** From now on these are found in running text. */
  #speak(names: readonly string[]): void {
    for (const [name, mark] of this.#names) this.#lower.set(name.toLowerCase(), mark);
    if (names.length === 0) return;
    const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escapeRegExp);
    this.#spoken = new RegExp(`(?<![A-Za-z0-9\uE000])(?:${longestFirst.join('|')})(?![A-Za-z0-9])`, 'gi');
  }

  /** The names that are known in a text, replaced. */
  #spokenIn(text: string): string {
    return this.#spoken
      ? text.replace(this.#spoken, (name) => this.#lower.get(name.toLowerCase()) ?? name)
      : text;
  }

  #joined(parts: readonly (string | { readonly kind: NameKind; readonly name: string })[]): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return part;
        if (part.kind === 'host') return this.#mark('host', part.name, (count) => `host-${count}`);
        return this.#names.get(part.name) ?? this.#spokenIn(part.name);
      })
      .join('');
  }
}

const logins = z.object({
  auths: z.record(
    z.string(),
    z.object({
      auth: z.string().optional(),
      username: z.string().optional(),
      password: z.string().optional(),
    }),
  ),
});

/** The data of a persistent data store: where its bucket is, and the name of the secret that opens it. */
function isPlace(entries: readonly (readonly [string, unknown])[]): boolean {
  return entries.some(([name]) => name === 'secret_name' || name === 'bucket_name');
}

/** Fields of any body whose value is secret, by the masker's own judgement of names. */
function isSecretField(key: string): boolean {
  const kind = kindOf(key);
  return kind === 'password' || (kind === 'token' && /token$|key$|password$|secret$/i.test(key));
}

function secretKind(secret: string): string {
  if (/-----BEGIN [A-Z ]*KEY/.test(secret)) return 'private-key';
  return vendorOf(secret) ?? 'secret';
}

/** As it is outside of JSON. */
function unescaped(secret: string): string {
  if (!secret.includes('\\')) return secret;
  const plain = parseJson(`"${secret.replace(/\n/g, '\\n')}"`);
  return typeof plain === 'string' ? plain : secret;
}

/** Plain text of base64; undefined when it is something else. */
function fromBase64(value: string): string | undefined {
  if (value.length < 4 || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value)) return undefined;
  const bytes = Buffer.from(value, 'base64');
  const text = bytes.toString('utf8');
  const again = bytes.toString('base64').replace(/=+$/, '') === value.replace(/\s/g, '').replace(/=+$/, '');
  return again && /^[\x20-\x7e\r\n\t]+$/.test(text) ? text : undefined;
}
