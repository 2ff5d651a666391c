/** Chance that is the same in every run. */

export interface Chance {
  /** A whole number from 0 up to `below`. */
  number(below: number): number;
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string;
  pick<T>(all: readonly T[]): T;
}

export const lower = 'abcdefghijklmnopqrstuvwxyz';
export const upper = lower.toUpperCase();
export const digits = '0123456789';
export const alnum = lower + upper + digits;
export const hex = `${digits}abcdef`;
export const urlSafe = `${alnum}_-`;
export const base64 = `${alnum}+/`;

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const number = (below: number) => Math.floor(next() * below);
  return {
    number,
    text: (alphabet, length) => Array.from({ length }, () => alphabet[number(alphabet.length)]).join(''),
    pick: (all) => all[number(all.length)] as (typeof all)[number],
  };
}
