/** Chance that is the same in every run. */
import { mulberry32 } from '../numbers';

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

export function chance(seed: number): Chance {
  const next = mulberry32(seed);
  const number = (below: number) => Math.floor(next() * below);
  return {
    number,
    text: (alphabet, length) => Array.from({ length }, () => alphabet[number(alphabet.length)]).join(''),
    pick: (all) => all[number(all.length)] as (typeof all)[number],
  };
}
