/** Lists that come page after page, read element by element: what cannot be read costs nobody the rest. */
import { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import { type Listed, listed } from '../diagnosis/model/listed';
import type { Gap } from '../diagnosis/model/missing-reason';
import { malformed, type Topic } from './errors';

/** What of a list could be read. */
export interface Listing<T> {
  readonly items: readonly T[];
  /** For each element that could not: the field that is not as expected. */
  readonly unread: readonly string[];
  /** Why the pages behind these could not be had; absent: this is all of the list. */
  readonly broke?: SourceError;
}

/** One page, and what asks for the one behind it. */
export interface Page<T> extends Pick<Listing<T>, 'items' | 'unread'> {
  readonly next?: string | undefined;
}

/** Pages that are followed, where nothing smaller is known. */
const MOST_PAGES = 50;

/**
 * Every page of a list, one after the other.
 * @param ask asks for the page that `next` of the one before it names
 * @throws SourceError when not even the first can be had, or when the pages do not end
 */
export async function everyPage<T>(
  topic: Topic,
  ask: (next: string | undefined) => Promise<Page<T>>,
  most = MOST_PAGES,
): Promise<Listing<T>> {
  const items: T[] = [];
  const unread: string[] = [];
  const seen = new Set<string>();
  let next: string | undefined;
  do {
    let page: Page<T>;
    try {
      page = await ask(next);
    } catch (error) {
      if (next === undefined || !(error instanceof SourceError)) throw error;
      return { items, unread, broke: error };
    }
    for (const item of page.items) items.push(item);
    unread.push(...page.unread);
    next = page.next || undefined;
    if (next === undefined) break;
    if (seen.has(next)) throw malformed(topic, 'leads from page to page in a circle');
    if (seen.size >= most - 1) throw malformed(topic, `has more than ${most} pages`);
    seen.add(next);
  } while (next !== undefined);
  return { items, unread };
}

/**
 * The elements of a list of which all is needed: its newest element may be on the page that is missing.
 * @throws SourceError when pages are missing, or when it has elements and none of them can be read
 */
export function whole<T>({ items, unread, broke }: Listing<T>): readonly T[] {
  if (broke) throw broke;
  if (items.length === 0 && unread.length > 0) throw unexpected('what was listed has', unread);
  return items;
}

/** What is said of elements that were left out; undefined: none was. */
export function gapIn({ items, unread }: Pick<Listing<unknown>, 'items' | 'unread'>): Gap | undefined {
  if (unread.length === 0) return undefined;
  const fields = [...new Set(unread)].slice(0, 3).map((field) => `“${field}”`);
  const all = items.length + unread.length;
  return {
    reason: 'malformed',
    detail: `${unread.length} of ${all} have an unexpected form and are left out (${fields.join(', ')})`,
  };
}

/**
 * The elements of a list that could be read, in the words of the core, and what is said of the others.
 * @throws SourceError as `whole`
 */
export function readable<T, U>(
  listing: Listing<T>,
  inWords: (items: readonly T[]) => readonly U[],
): Listed<U> {
  return listed(inWords(whole(listing)), gapIn(listing));
}

/**
 * The elements of a list from which it is concluded what is not there.
 * @throws SourceError when pages are missing, or when any element cannot be read
 */
export function complete<T>({ items, unread, broke }: Listing<T>): readonly T[] {
  if (broke) throw broke;
  if (unread.length > 0) {
    throw unexpected(`${unread.length} of ${items.length + unread.length} that were listed have`, unread);
  }
  return items;
}

function unexpected(what: string, [field]: readonly string[]): SourceError {
  return new SourceError(
    'malformed',
    `${what} an unexpected form (field “${field}”)`,
    'Report this as a bug of ce-image.',
  );
}

/** Reads element by element: one that is not as expected costs nobody the others. */
export function listing<S extends z.ZodType>(elements: readonly unknown[], element: S): Listing<z.output<S>> {
  const items: z.output<S>[] = [];
  const unread: string[] = [];
  for (const each of elements) {
    const read = element.safeParse(each);
    if (read.success) items.push(read.data);
    else unread.push(read.error.issues[0]?.path.join('.') || 'the element itself');
  }
  return { items, unread };
}

/** A field that is missing, null or of another type is undefined. */
export function optional<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

/** A list within an answer, without the elements that are not as expected. */
export function elements<S extends z.ZodType>(element: S) {
  return optional(z.array(z.unknown()).transform((all) => listing(all, element).items));
}
