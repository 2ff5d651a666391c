/** What the kinds of planted secrets share. */
import { alnum, base64, type Chance, digits, hex, lower, urlSafe } from './random';

export interface Planted {
  readonly text: string;
  /** What must not be readable anywhere: the secret, or its lines. */
  readonly secrets: readonly string[];
}

export type Kind = (chance: Chance) => Planted;
export type Kinds = Readonly<Record<string, Kind>>;

export const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
export const uuid = (c: Chance): string => [8, 4, 4, 4, 12].map((length) => c.text(hex, length)).join('-');

/** As people and password managers make them. */
export const password = (c: Chance): string =>
  c.pick([
    () => `${c.text(alnum, 6)}${c.text('!#%^*', 1)}${c.text(alnum, 6)}`,
    () => `${c.pick(['Herbst', 'Spring', 'Tiger', 'Munich'])}${c.text(digits, 4)}${c.text('!#', 1)}`,
    () => c.text(alnum, 14),
    () => `${c.text(lower, 5)}-${c.text(lower, 5)}-${c.text(digits, 3)}`,
  ])();

const anywhere: readonly ((secret: string) => string)[] = [
  (s) => `fetching with ${s} failed: 401`,
  (s) => `error: bad credentials (${s})`,
  (s) => `{"level":"error","msg":"auth ${s} refused"}`,
  (s) => `VALUE=${s}`,
  (s) => `https://api.example.com/v1/items?x=${s}&y=1`,
  (s) => `- ${s}`,
  (s) => `'${s}'`,
  (s) => `2026-11-28T10:00:00Z stdout F ${s}`,
];

/** A secret of its own shape, in one of the places. */
export const token =
  (make: (c: Chance) => string, places: readonly ((secret: string) => string)[] = anywhere): Kind =>
  (c) => {
    const secret = make(c);
    return { text: c.pick(places)(secret), secrets: [secret] };
  };

/** A secret that only its place gives away. */
export const placed = (
  places: readonly ((secret: string, c: Chance) => string)[],
  make: (c: Chance) => string = password,
): Kind => token(make, places as readonly ((secret: string) => string)[]);

export function pem(
  c: Chance,
  label = 'PRIVATE KEY',
): { readonly lines: readonly string[]; readonly all: string } {
  const lines = [...Array.from({ length: 8 }, () => c.text(base64, 64)), `${c.text(base64, 40)}==`];
  return { lines, all: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n') };
}

/** Header, claims and signature. */
export function jwt(c: Chance): readonly [string, string, string] {
  const part = (json: string) => encode(json).replace(/=/g, '');
  return [
    part('{"alg":"RS256","typ":"JWT"}'),
    part(`{"sub":"${c.text(digits, 12)}","iss":"x"}`),
    c.text(urlSafe, 86),
  ];
}
