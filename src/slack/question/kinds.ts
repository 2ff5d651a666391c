/** The words that people use for kinds of resource. */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import type { Word } from './words';

export const kindWords: Readonly<Record<string, WorkloadKind>> = {
  build: 'build',
  builds: 'build',
  buildrun: 'buildrun',
  'build-run': 'buildrun',
  buildruns: 'buildrun',
  app: 'app',
  apps: 'app',
  application: 'app',
  job: 'job',
  jobs: 'job',
  jobrun: 'jobrun',
  'job-run': 'jobrun',
  jobruns: 'jobrun',
  function: 'function',
  functions: 'function',
  fn: 'function',
  fleet: 'fleet',
  fleets: 'fleet',
};

/** Whoever speaks of a build or a job may mean a run of it. */
export const runKinds: Readonly<Partial<Record<WorkloadKind, WorkloadKind>>> = {
  build: 'buildrun',
  job: 'jobrun',
};

/** The kind that a word names; undefined for a quoted word, which is a value. */
export function kindOf(word: Word): WorkloadKind | undefined {
  const name = word.text.toLowerCase();
  return !word.quoted && Object.hasOwn(kindWords, name) ? kindWords[name] : undefined;
}

/** A name as Code Engine has it, lower case: phones begin a line with a capital. What ends a sentence is no part of it. */
export function nameOf({ text, quoted }: Word): string {
  const name = quoted ? text : text.replace(/(?<=[A-Za-z0-9])[.,;:!?…]+$/, '');
  return /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(name) ? name.toLowerCase() : name;
}
