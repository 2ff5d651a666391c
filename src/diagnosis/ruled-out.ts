/** What was checked and found fine, in a few words each. */
import { type CauseId, causeOf } from './causes/index';
import type { Evidence } from './evidence';
import type { Side } from './findings/candidate';
import { present } from './present';
import { quantity } from './quantity';
import { buildSpec, workloadSpec } from './specs';

/** Phrases for the card. Nothing is ruled out that one of `causes` names. */
export function ruledOut(evidence: Evidence, side: Side, causes: ReadonlySet<CauseId>): readonly string[] {
  const out: string[] = [];
  const check = present(evidence.registry);
  const registryNamed = [...causes].some((cause) => ['pull', 'push'].includes(causeOf(cause).stage));
  if (check?.outcome === 'accessible') {
    const who =
      check.credential.kind === 'secret' ? `secret ${check.credential.secretName}` : 'anonymous access';
    const asked = check.steps.some(({ step, status }) => step === 'push' && status === 'passed')
      ? `registry access: ${who} may push to ${check.image?.registry ?? 'the registry'}`
      : `registry access: ${check.image?.canonical ?? check.reference} is there and ${who} may pull it`;
    if (!registryNamed) out.push(asked);
  }
  const secrets = present(evidence.secrets);
  if (secrets && !causes.has('secret-not-found') && !causes.has('managed-secret-missing')) {
    const spec = side === 'build' ? buildSpec(evidence) : undefined;
    const names = [
      spec?.outputSecret,
      spec?.sourceSecret,
      side === 'run' ? workloadSpec(evidence)?.imageSecret : undefined,
    ];
    const there = names.filter((name) => name && secrets.some((secret) => secret.name === name));
    if (there.length > 0)
      out.push(`missing secret: ${there.join(' and ')} ${there.length > 1 ? 'exist' : 'exists'}`);
  }
  const quotas = present(evidence.quotas);
  if (quotas?.length && !causes.has('project-quota-exceeded')) {
    const full = quotas.filter(
      ({ used, hard }) => (quantity(used) ?? 0) >= (quantity(hard) ?? Number.POSITIVE_INFINITY),
    );
    if (full.length === 0) out.push('project quota: nothing is used up');
  }
  const pods = present(evidence.pods);
  const memory: readonly CauseId[] = ['build-out-of-memory', 'container-oom-killed'];
  if (pods?.length && !memory.some((cause) => causes.has(cause))) {
    const killed = pods.some((pod) =>
      pod.containers.some((one) => (one.terminated ?? one.lastTerminated)?.reason === 'OOMKilled'),
    );
    if (!killed) out.push('memory: no container was killed for it');
  }
  const run = present(evidence.buildRun);
  if (
    side === 'build' &&
    run?.startTime &&
    run.completionTime &&
    run.timeout &&
    !causes.has('build-timeout')
  ) {
    const took = (Date.parse(run.completionTime) - Date.parse(run.startTime)) / 1000;
    if (took < run.timeout) out.push(`timeout: ended after ${Math.round(took)} of ${run.timeout} seconds`);
  }
  return out;
}
