/**
 * CPU, memory and storage that Code Engine offers, and the next step up or down from what is set.
 * Source: docs, supported memory and CPU combinations; limits and quotas; determining the size of the build.
 */
import { quantity } from '../model/quantity';
import type { WorkloadKind } from '../model/subject';

/** vCPU, and the memory that goes with it in GB. Functions have combinations of their own. */
type Combinations = readonly (readonly [cpu: number, memory: readonly number[]])[];

const ofAppsAndJobs: Combinations = [
  [0.125, [0.25, 0.5, 1]],
  [0.25, [0.5, 1, 2]],
  [0.5, [1, 2, 4]],
  [1, [2, 4, 8]],
  [2, [4, 8, 16]],
  [4, [8, 16, 32]],
  [6, [12, 24, 48]],
  [8, [16, 32]],
  [10, [20, 40]],
  [12, [24, 48]],
];

const ofFunctions: Combinations = [
  [0.25, [1]],
  [0.5, [2]],
  [1, [4]],
];

export interface Size {
  /** vCPU, as the CLI takes it. */
  readonly cpu: string;
  /** For example `2G` or `500M`. */
  readonly memory: string;
}

interface Present {
  readonly kind?: WorkloadKind;
  readonly cpu?: string;
  readonly memory?: string;
}

/** Gigabytes as the CLI takes them: whole ones as `G`, parts as `M`. */
function gigabytes(amount: number): string {
  return Number.isInteger(amount) ? `${amount}G` : `${amount * 1000}M`;
}

function sizesOf(
  kind: WorkloadKind | undefined,
): readonly { readonly cpu: number; readonly memory: number }[] {
  const combinations = kind === 'function' ? ofFunctions : ofAppsAndJobs;
  return combinations.flatMap(([cpu, amounts]) => amounts.map((memory) => ({ cpu, memory })));
}

function asSize({ cpu, memory }: { readonly cpu: number; readonly memory: number }): Size {
  return { cpu: String(cpu), memory: gigabytes(memory) };
}

/**
 * The valid combination with more memory than now, and at least `enough` GB, that adds the least CPU. Undefined
 * when nothing is larger, or when the present memory is not known.
 */
export function nextSize({ kind, cpu, memory }: Present, enough = 0): Size | undefined {
  const present = gigabytesOf(memory);
  if (present === undefined) return undefined;
  const [next] = sizesOf(kind)
    .filter((one) => one.memory > present && one.memory >= enough && one.cpu >= (quantity(cpu ?? '') ?? 0))
    .sort((a, b) => a.cpu - b.cpu || a.memory - b.memory);
  return next && asSize(next);
}

/** The valid combination with less memory than now that takes away the least CPU. */
export function smallerSize({ kind, cpu, memory }: Present): Size | undefined {
  const present = gigabytesOf(memory);
  if (present === undefined) return undefined;
  const [next] = sizesOf(kind)
    .filter((one) => one.memory < present && one.cpu <= (quantity(cpu ?? '') ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => b.cpu - a.cpu || b.memory - a.memory);
  return next && asSize(next);
}

/** Default of ephemeral storage in GB, which memory does not bound. */
const DEFAULT_STORAGE = 0.4;
const MOST_STORAGE = 48;

export interface StorageStep extends Partial<Size> {
  readonly storage: string;
}

/**
 * About twice the ephemeral storage. Above its default it must not exceed the memory, so a larger combination comes
 * along when it is needed. Undefined when nothing is larger, or when the memory is not known.
 */
export function nextStorage(present: Present & { readonly storage?: string }): StorageStep | undefined {
  const memory = gigabytesOf(present.memory);
  if (memory === undefined) return undefined;
  const now = gigabytesOf(present.storage) ?? DEFAULT_STORAGE;
  const wanted = Math.ceil(now * 2);
  if (wanted > MOST_STORAGE) return undefined;
  if (wanted <= memory) return { storage: gigabytes(wanted) };
  const larger = nextSize(present, wanted);
  return larger && { storage: gigabytes(wanted), ...larger };
}

function gigabytesOf(text: string | undefined): number | undefined {
  const bytes = quantity(text ?? '');
  return bytes === undefined ? undefined : bytes / 1e9;
}

/** Longest time of a build run, in seconds. */
export const MOST_BUILD_SECONDS = 3600;
/** Longest time of an instance of a job run, in seconds. */
export const MOST_JOB_SECONDS = 86_400;

/** Twice the time, within the limit; undefined when the limit is reached. */
export function longer(seconds: number, most: number): number | undefined {
  return seconds >= most ? undefined : Math.min(seconds * 2, most);
}

/** Memory of each build size in GB; its disk is as large. */
const buildSizes: Readonly<Record<string, number>> = {
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  xxlarge: 48,
};

/** Memory and disk of a build size, in GB. */
export function buildMemory(size: string | undefined): number | undefined {
  return size === undefined ? undefined : buildSizes[size];
}

const sizesOfBuilds = Object.keys(buildSizes);

/** The next smaller build size; undefined below `small`, and when the size is not known. */
export function smallerBuildSize(size: string | undefined): string | undefined {
  return sizesOfBuilds[sizesOfBuilds.indexOf(size ?? '') - 1];
}

/** The next larger build size, or undefined above `xxlarge`. Sizes: docs, planning your build. */
export function nextBuildSize(size: string | undefined): string | undefined {
  const at = sizesOfBuilds.indexOf(size ?? 'medium');
  return at < 0 ? 'xlarge' : sizesOfBuilds[at + 1];
}
