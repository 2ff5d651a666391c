/** The words of cards: state and confidence are always said in words, the sign only helps the eye. */

import type { MissingReason } from '../../diagnosis/model/missing-reason';
import type { RegistryStep, RegistryStepName } from '../../diagnosis/model/registry-check';
import type { Confidence, ProofSource, Standing, TimelineStep } from '../../diagnosis/model/report';
import type { SourceStepName } from '../../diagnosis/model/source-check';
import { kindNames, type Subject, sourceName, type WorkloadKind } from '../../diagnosis/model/subject';
import { capitalised } from '../../diagnosis/model/text';

export const standingSigns: Readonly<Record<Standing, string>> = {
  down: '❌',
  'cannot-start': '❌',
  failed: '❌',
  'old-revision': '⚠️',
  'next-start': '⚠️',
  attention: '⚠️',
  running: '🔄',
  waiting: '⏳',
  well: '✅',
  unknown: '❓',
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

/** The steps of source; `identity` is the TLS certificate, or the host key of SSH. */
export const sourceStepNames: Readonly<Record<SourceStepName, string>> = {
  address: 'address',
  dns: 'DNS',
  tcp: 'TCP',
  identity: 'host identity',
  auth: 'sign-in',
  repository: 'repository',
  revision: 'revision',
  tree: 'tree',
};

/** The steps, in the terms of the registry's own protocol. */
export const registryStepNames: Readonly<Record<RegistryStepName, string>> = {
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  api: 'API',
  auth: 'auth',
  manifest: 'manifest',
  platform: 'platform',
  config: 'config',
  blobs: 'blobs',
  push: 'push',
};

/** Only what was climbed has a mark. */
export const registryMarks: Readonly<Partial<Record<RegistryStep['status'], string>>> = {
  passed: '✓',
  failed: '✗',
};

export const timelineMarks: Readonly<Record<TimelineStep['status'], string>> = {
  done: '✓',
  running: '▸',
  failed: '✗',
  waiting: '○',
  unknown: '?',
};

export const timelineStatus: Readonly<Record<TimelineStep['status'], string>> = {
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
  if (subject.kind === 'source') return capitalised(sourceName(subject));
  return `${capitalised(kindNames[subject.kind])} ${subject.name}`;
}

/** `app shop-api`. */
export function named(kind: WorkloadKind, name: string): string {
  return `${kindNames[kind]} ${name}`;
}
