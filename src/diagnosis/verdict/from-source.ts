/** The check of the source that we ran ourselves, and how it fits what the run says of its failure. */

import { causeOf } from '../causes/index';
import type { SourceCheck, SourceFinding, SourceStepName } from '../model/source-check';
import { capitalised } from '../model/text';
import type { Candidate } from './candidate';
import { isGeneral } from './consequences';

/** Steps at which we are on our own way: the platform calls out from other addresses. */
const ourWay: ReadonlySet<SourceStepName> = new Set(['dns', 'tcp']);

/** The stages that a build run comes through by itself. */
const building = new Set(['source', 'build', 'pull']);

/** The first failing step, and the faults of the tree that keep a build from succeeding. */
export function fromSource(check: SourceCheck): readonly Candidate[] {
  const where = `source check of ${check.url}`;
  const failed = check.steps.find(({ status }) => status === 'failed');
  if (failed?.cause === 'unknown') return [];
  if (failed?.cause) {
    const hint = ourWay.has(failed.step) || failed.cause === 'git-host-unreachable';
    return [
      {
        cause: failed.cause,
        strength: hint ? 'symptom' : 'decisive',
        confidence: hint ? 'possible' : 'proven',
        proof: { source: 'check', text: failed.proof ?? `step ${failed.step} failed`, where },
        ...(!hint && failed.proof !== undefined && { detail: asSentence(failed.proof) }),
      },
    ];
  }
  const candidateOf = (
    finding: SourceFinding,
    how: Pick<Candidate, 'strength' | 'confidence'>,
  ): Candidate => ({
    cause: finding.cause,
    ...how,
    proof: { source: 'check', text: proofText(finding), where },
    detail: finding.detail,
  });
  return [
    ...faultsOf(check).map((one) =>
      candidateOf(one, { strength: 'decisive', confidence: confidenceIn(one) }),
    ),
    ...limitsOf(check).map((one) => candidateOf(one, { strength: 'symptom', confidence: 'possible' })),
  ];
}

/** How sure a fault of the tree is. Which versions the platform’s builder offers is not public. */
export function confidenceIn({ cause }: SourceFinding): 'likely' | 'proven' {
  return cause === 'buildpack-runtime-version-unsupported' ? 'likely' : 'proven';
}

/** Limits that are counted by address, and that we met at ours: they support what the platform says, and prove nothing. */
export function limitsOf({ findings }: SourceCheck): readonly SourceFinding[] {
  return findings.filter(({ kind, cause }) => kind === 'risk' && cause === 'base-image-rate-limited');
}

/** Faults that a build meets, as far as one comes; what only the start would meet is told elsewhere. */
export function faultsOf({ findings }: SourceCheck): readonly SourceFinding[] {
  return findings.filter(({ kind, cause }) => kind === 'fails' && building.has(causeOf(cause).stage));
}

/** What of the source of an image keeps that from starting, or from being heard. */
export function startFaultsOf(check: SourceCheck | undefined): readonly SourceFinding[] {
  return check?.findings.filter(({ cause }) => causeOf(cause).stage === 'run') ?? [];
}

/**
 * Lets the check of the source and the words of the run speak to each other. What the run says by name stands: faults
 * of the tree that are not it are the next obstacles. Where the run says nothing by name, the tree’s first fault is it.
 */
export function settleSource(
  ofSource: readonly Candidate[],
  others: readonly Candidate[],
  check: SourceCheck | undefined,
): { readonly candidates: readonly Candidate[]; readonly disagreements: readonly string[] } {
  const named = others.filter(
    ({ cause, strength, advisory, secondary, proof }) =>
      strength === 'decisive' && !advisory && !secondary && proof.source !== 'check' && !isGeneral(cause),
  );
  const agreed = ofSource.some((one) => named.some(({ cause }) => cause === one.cause));
  if (named.length > 0 && !agreed && ofSource.length > 0) {
    const finer = finerThan(named, ofSource);
    const settled = ofSource.map((one) => (finer.has(one) ? one : { ...one, secondary: true }));
    return { candidates: [...settled, ...others], disagreements: [] };
  }
  const meant = named.length > 0 ? named : ofSource.slice(0, 1);
  const kept = ofSource.map((one) =>
    meant.some(({ cause }) => cause === one.cause) ? one : { ...one, secondary: true },
  );
  const [source] = named.filter(({ cause }) => causeOf(cause).stage === 'source');
  const readable = check?.outcome === 'readable' && !check.findings.some(({ kind }) => kind === 'fails');
  const disagreements =
    source && readable
      ? [
          `The source can be read now with the same login, while the run says “${causeOf(source.cause).title}”. It may have been fixed since: run it again first.`,
        ]
      : [];
  return { candidates: [...kept, ...others], disagreements };
}

/** Failures of the ladder that say more than the run’s word for the same step: an expired key, a moved branch. */
function finerThan(named: readonly Candidate[], ofSource: readonly Candidate[]): ReadonlySet<Candidate> {
  const saysSource = named.some(({ cause }) => causeOf(cause).stage === 'source');
  return new Set(saysSource ? ofSource.filter(({ cause }) => causeOf(cause).stage === 'source') : []);
}

function proofText({ file, line, quote, detail }: SourceFinding): string {
  const at = file === undefined ? undefined : line === undefined ? file : `${file}:${line}`;
  return at === undefined ? detail : quote === undefined ? at : `${at}: ${quote}`;
}

function asSentence(clause: string): string {
  // A host keeps its spelling.
  const words = /^\S*\.\S/.test(clause) ? clause : capitalised(clause);
  return `${words}${/[.!?]$/.test(clause) ? '' : '.'}`;
}
