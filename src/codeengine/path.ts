import { SourceError } from '../diagnosis/model/evidence';

/**
 * Tagged template for URL paths: every value is one encoded segment.
 * @throws SourceError `not-found` for values that no resource can be called and that would lead elsewhere.
 */
export function path(texts: TemplateStringsArray, ...segments: readonly string[]): string {
  return String.raw({ raw: texts }, ...segments.map(encodeSegment));
}

function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') throw impossibleName(segment);
  return encodeURIComponent(segment);
}

/**
 * A value for a Kubernetes label or field selector.
 * @throws SourceError `not-found` for values that no resource can be called: commas and signs of equality
 * would change what is selected.
 */
export function selectorValue(name: string): string {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/.test(name)) throw impossibleName(name);
  return name;
}

function impossibleName(name: string): SourceError {
  return new SourceError(
    'not-found',
    `“${name}” does not exist: names hold lowercase letters, digits and hyphens`,
    'Check the spelling of the name.',
  );
}
