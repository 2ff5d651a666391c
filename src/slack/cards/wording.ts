/** The words of cards: state and confidence are always said in words, the sign only helps the eye. */
import type { MissingReason } from '../../diagnosis/evidence';
import type { RegistryStepName, RegistryStepStatus } from '../../diagnosis/registry-check';
import type { Confidence, ProofSource, SubjectState, TimelineStep } from '../../diagnosis/report';
import { kindNames, type Subject, type WorkloadKind } from '../../diagnosis/subject';

export const stateSigns: Readonly<Record<SubjectState, string>> = {
  failed: '❌',
  warning: '⚠️',
  running: '🔄',
  pending: '⏳',
  healthy: '✅',
  unknown: '❔',
};

export const stateWords: Readonly<Record<SubjectState, string>> = {
  failed: 'failed',
  warning: 'needs attention',
  running: 'is running',
  pending: 'is pending',
  healthy: 'is healthy',
  unknown: 'is in an unknown state',
};

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  proven: 'Proven',
  likely: 'Likely',
  possible: 'Possible',
  unknown: 'Not recognised',
};

export const proofWords: Readonly<Record<ProofSource, string>> = {
  check: 'a check run just now',
  platform: 'the platform’s own word',
  event: 'an event',
  log: 'a log line',
  text: 'the pasted text',
};

export const missingWords: Readonly<Record<MissingReason, string>> = {
  'not-found': 'Not found',
  forbidden: 'Not allowed',
  unauthorized: 'The credentials were refused',
  timeout: 'No answer in time',
  unreachable: 'Could not be reached',
  'rate-limited': 'Too many requests',
  malformed: 'The answer could not be read',
  'server-error': 'The service failed',
  'not-active': 'Not active',
  gone: 'No longer there',
  'not-configured': 'Not configured',
  failed: 'Failed',
};

export const registryStepNames: Readonly<Record<RegistryStepName, string>> = {
  dns: 'DNS',
  tcp: 'connect',
  tls: 'TLS',
  api: 'registry API',
  auth: 'sign-in',
  manifest: 'image found',
  platform: 'platform',
  config: 'configuration',
  blobs: 'layers',
  push: 'push',
};

/** Steps that nobody needed to climb are not drawn. */
export const registryMarks: Readonly<Partial<Record<RegistryStepStatus, string>>> = {
  passed: '✓',
  failed: '✗',
  'not-reached': '–',
};

export const timelineMarks: Readonly<Record<TimelineStep['status'], string>> = {
  done: '✓',
  running: '▸',
  failed: '✗',
  waiting: '–',
  unknown: '?',
};

export const timelineWords: Readonly<Record<TimelineStep['status'], string>> = {
  done: '',
  running: 'running',
  failed: 'failed',
  waiting: 'not reached',
  unknown: 'unknown',
};

/** `App shop-api`, `Image de.icr.io/ns/app:1`, `The pasted text`. */
export function subjectName(subject: Subject): string {
  if (subject.kind === 'text') return 'The pasted text';
  if (subject.kind === 'image') return `Image ${subject.reference}`;
  return `${capitalised(kindNames[subject.kind])} ${subject.name}`;
}

/** `app shop-api`. */
export function named(kind: WorkloadKind, name: string): string {
  return `${kindNames[kind]} ${name}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
