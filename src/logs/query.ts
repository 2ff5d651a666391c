/**
 * Queries in Lucene, with the fields that Code Engine's page on logging lists. A field is searched by its words: who asks
 * for `shop-api` is given the lines of `old-shop-api` as well, so what comes back is looked at once more.
 */
import type { ArchiveQuestion, ArchiveSearch } from '../diagnosis/model/sources';
import type { Entry } from './stream';

/** Values by the name of their field. */
export type Terms = Readonly<Record<string, string>>;

/** What a line must have to be of the run or revision. */
export function termsOf({ project, of }: ArchiveQuestion): Terms {
  // Workers and instances of a fleet write under names of their own.
  return termsFor(project.id, of.kind === 'fleet' ? 'component' : 'subcomponent', of);
}

/** What a line must have to be of the build, app, job or fleet, whichever of its runs wrote it. */
export function componentTermsOf({ project, of }: ArchiveSearch): Terms {
  return termsFor(project.id, 'component', of);
}

function termsFor(
  project: string,
  part: string,
  of: { readonly kind: string; readonly name: string },
): Terms {
  return {
    app: 'codeengine',
    'codeengine.projectGuid': project,
    [`codeengine.${part}Type`]: of.kind,
    [`codeengine.${part}`]: of.name,
  };
}

/** `field:"value" AND …`, and each stretch of words wherever it stands. */
export function queryOf(terms: Terms, words: readonly string[] = []): string {
  return [
    ...Object.entries(terms).map(([field, value]) => `${field}:${quoted(value)}`),
    ...words.map(quoted),
  ].join(' AND ');
}

const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** Whether an entry has the very values, as far as it tells. */
export function hasTerms({ data }: Pick<Entry, 'data'>, terms: Terms): boolean {
  return Object.entries(terms).every(([field, value]) => (valueAt(data, field) ?? value) === value);
}

/** A string at `a.b`, which some collectors write as one key. */
export function valueAt(data: Entry['data'], path: string): string | undefined {
  const [outer = '', inner] = path.split('.');
  const flat = data[path];
  if (typeof flat === 'string') return flat;
  const nested = data[outer];
  if (inner === undefined || typeof nested !== 'object' || nested === null) return undefined;
  const value = (nested as Entry['data'])[inner];
  return typeof value === 'string' ? value : undefined;
}
