/** What was checked and found fine, in a few words each: only what could as well have been the cause. */

import { causeOf, traitsOf } from '../causes/index';
import type { About, Question } from '../causes/traits';
import type { CauseId, Stage } from '../model/cause-id';
import type { Evidence } from '../model/evidence';
import type { PodContainer } from '../model/platform';
import { present } from '../model/present';
import { quantity } from '../model/quantity';
import type { RegistryCheck } from '../model/registry-check';
import { buildSpec, workloadSpec } from '../model/specs';
import type { Side } from './candidate';
import { isAboutRegistry, isLoginTrouble, isRefusal } from './consequences';

/** Longest phrase, characters. */
const LONGEST = 100;

/** What a failure leaves open, where its cause does not say so itself. */
const ofStage: Readonly<Record<Stage, Question>> = {
  source: 'source',
  build: 'build',
  push: 'push',
  pull: 'pull',
  run: 'run',
  platform: 'run',
  none: 'nothing',
};

interface Asked {
  readonly evidence: Evidence;
  readonly side: Side;
  readonly question: Question;
  /** Causes that the report names. */
  readonly causes: ReadonlySet<CauseId>;
}

/** Looks at one thing. @returns the phrase when it was checked and is fine. */
type Look = (asked: Asked) => string | undefined;

const looks: readonly (readonly [Look, readonly Question[]])[] = [
  [registryAccess, ['build', 'run', 'any']],
  [signIn, ['push', 'pull']],
  [secretsThere, ['source', 'push', 'pull', 'start', 'any']],
  [projectQuota, ['start', 'any']],
  [registryQuota, ['push', 'pull', 'any']],
  [memory, ['build', 'run', 'any']],
  [timeLimit, ['build', 'push', 'any']],
];

/** Phrases for the card, shortest first. @param causes causes that the report names, the first one first. */
export function ruledOut(evidence: Evidence, side: Side, causes: readonly CauseId[]): readonly string[] {
  const [first = 'unknown'] = causes;
  const question = traitsOf(first).leavesOpen ?? ofStage[causeOf(first).stage];
  const asked: Asked = { evidence, side, question, causes: new Set(causes) };
  return looks
    .filter(([, asks]) => asks.includes(question))
    .flatMap(([look]) => look(asked) ?? [])
    .sort((a, b) => a.length - b.length);
}

function registryAccess({ evidence, causes }: Asked): string | undefined {
  const check = present(evidence.registry);
  if (check?.outcome !== 'accessible' || [...causes].some(isAboutRegistry)) return undefined;
  const who =
    check.credential.kind === 'secret' ? `secret ${check.credential.secretName}` : 'anonymous access';
  if (passed(check, 'push')) {
    return short(
      `registry access: ${who} may push to ${check.image?.registry ?? 'the registry'}`,
      'registry access: the image may be pushed',
    );
  }
  if (!passed(check, 'manifest')) return undefined;
  const image = check.image?.canonical ?? check.reference;
  return short(`registry access: ${who} may pull ${image}`, `registry access: ${who} may pull the image`);
}

function passed(check: RegistryCheck, step: 'auth' | 'manifest' | 'push'): boolean {
  return check.steps.some((one) => one.step === step && one.status === 'passed');
}

/** A registry that took the login and then refuses, or has not what it is asked for. */
function signIn({ evidence }: Asked): string | undefined {
  const check = present(evidence.registry);
  if (check?.credential.kind !== 'secret' || !passed(check, 'auth')) return undefined;
  return short(
    `sign-in: ${check.askedHost ?? check.image?.registry ?? 'the registry'} accepts secret ${check.credential.secretName}`,
    'sign-in: the registry accepts the secret',
  );
}

function secretsThere(asked: Asked): string | undefined {
  const { evidence, side, question, causes } = asked;
  const secrets = present(evidence.secrets);
  // Of a pull or push only a refusal may be for want of the secret, and not one that came after the login.
  const ofLogin = [...causes].some((cause) => isRefusal(cause) || isLoginTrouble(cause));
  if ((question === 'pull' || question === 'push') && (!ofLogin || signIn(asked))) return undefined;
  if (!secrets || isAbout(causes, 'absent-secret')) return undefined;
  const build = side === 'build' ? buildSpec(evidence) : undefined;
  const names = [
    question === 'source' ? undefined : build?.outputSecret,
    question === 'push' || question === 'pull' ? undefined : build?.sourceSecret,
    side === 'run'
      ? (workloadSpec(evidence)?.imageSecret ?? present(evidence.function)?.codeSecret)
      : undefined,
  ].flatMap((name) => (name && secrets.some((secret) => secret.name === name) ? [name] : []));
  if (names.length === 0) return undefined;
  return short(
    `missing secret: ${names.join(' and ')} ${names.length > 1 ? 'exist' : 'exists'}`,
    'missing secret: it exists',
  );
}

function projectQuota({ evidence, causes }: Asked): string | undefined {
  const quotas = present(evidence.quotas);
  if (!quotas?.length || causes.has('project-quota-exceeded')) return undefined;
  const full = quotas.some(
    ({ used, hard }) => (quantity(used) ?? 0) >= (quantity(hard) ?? Number.POSITIVE_INFINITY),
  );
  return full ? undefined : 'project quota: nothing is used up';
}

/** A full account refuses as well, a push for what it stores and a pull for what it has pulled. */
function registryQuota({ evidence, side, causes }: Asked): string | undefined {
  const icr = present(evidence.registry)?.icr;
  const part = side === 'build' ? icr?.storage : icr?.traffic;
  if (!part || ![...causes].some(isRefusal)) return undefined;
  if (part.limit > 0 && part.used >= part.limit) return undefined;
  return `registry quota: ${side === 'build' ? 'storage' : 'pull traffic'} is not used up`;
}

function memory({ evidence, causes }: Asked): string | undefined {
  if (isAbout(causes, 'memory')) return undefined;
  const ran = (present(evidence.pods) ?? [])
    .flatMap(({ containers }) => containers)
    .filter((container) => endOf(container) ?? container.running);
  if (ran.length === 0 || ran.some((container) => endOf(container)?.reason === 'OOMKilled')) return undefined;
  return 'memory: no container was killed for it';
}

function endOf({ terminated, lastTerminated }: PodContainer): PodContainer['lastTerminated'] {
  return terminated ?? lastTerminated;
}

function timeLimit({ evidence, side, causes }: Asked): string | undefined {
  const run = present(evidence.buildRun);
  if (side !== 'build' || !run?.startTime || !run.completionTime || !run.timeout) return undefined;
  if (causes.has('build-timeout')) return undefined;
  const took = (Date.parse(run.completionTime) - Date.parse(run.startTime)) / 1000;
  return took < run.timeout
    ? `timeout: ended after ${Math.round(took)} of ${run.timeout} seconds`
    : undefined;
}

function isAbout(causes: ReadonlySet<CauseId>, what: About): boolean {
  return [...causes].some((cause) => traitsOf(cause).about === what);
}

function short(phrase: string, instead: string): string {
  return phrase.length <= LONGEST ? phrase : instead.slice(0, LONGEST);
}
