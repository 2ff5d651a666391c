/** The report on a source before it is built: what would fail, what is risky, what is well. */
import { causeOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Evidence } from '../model/evidence';
import { present } from '../model/present';
import type { Finding, Report } from '../model/report';
import type { SourceCheck, SourceFinding } from '../model/source-check';
import { type SourceSubject, sourceName } from '../model/subject';
import { remedyFacts } from '../remedy/fill-facts';
import { withTarget } from '../remedy/fix-steps';
import { confidenceIn, fromSource } from './from-source';
import { clauseOf, nameOf } from './headline';
import { missingOf } from './missing';

/** The report on a question about source alone: what its ladder and the look at its tree say. */
export function concludeSource(
  subject: SourceSubject,
  evidence: Evidence,
  timing: Pick<Report, 'at' | 'tookMs'>,
): Report {
  const check = present(evidence.source);
  const findings = check ? findingsOf(subject, evidence, check) : [];
  const failed = check?.steps.some(({ status }) => status === 'failed') === true;
  const faults = check?.findings.filter(({ kind }) => kind === 'fails').length ?? 0;
  const state =
    !check || check.outcome === 'not-checked'
      ? 'unknown'
      : failed || faults > 0
        ? 'failed'
        : findings.length > 0
          ? 'warning'
          : 'healthy';
  const cause: CauseId = findings[0]?.cause ?? (state === 'healthy' ? 'healthy-no-problem' : 'unknown');
  return {
    subject,
    state,
    standing: state === 'healthy' ? 'well' : state === 'warning' ? 'attention' : state,
    headline: headlineOf(subject, state, findings[0], check),
    cause,
    confidence: findings[0]?.confidence ?? (state === 'healthy' ? 'proven' : 'unknown'),
    findings,
    disagreements: [],
    ruledOut: [],
    missing: missingOf(evidence),
    facts: [],
    ...(evidence.build?.state === 'present' && { build: { build: evidence.build.value, timeline: [] } }),
    ...(check && { source: check }),
    events: [],
    ...timing,
  };
}

function findingsOf(subject: SourceSubject, evidence: Evidence, check: SourceCheck): readonly Finding[] {
  const told = check.findings.map((finding) => findingOf(subject, evidence, finding));
  if (!check.steps.some(({ status }) => status === 'failed')) return told;
  return [
    ...fromSource(check).map(({ cause: id, proof, detail }): Finding => {
      const cause = causeOf(id);
      const facts = remedyFacts(subject, evidence, {}, [], id);
      return {
        cause: id,
        title: cause.title,
        headline: clauseOf(id, facts, { proof: [proof], ...(detail !== undefined && { detail }) }),
        stage: cause.stage,
        // Who asks about a source asks what we meet ourselves.
        confidence: 'proven',
        proof: [proof],
        explanation: detail ?? cause.meaning,
        fix: withTarget(cause.fix(facts), facts),
        doc: cause.doc,
      };
    }),
    ...told,
  ];
}

function findingOf(subject: SourceSubject, evidence: Evidence, found: SourceFinding): Finding {
  const cause = causeOf(found.cause);
  const facts = remedyFacts(subject, evidence, {}, [], found.cause);
  const at = found.line === undefined ? found.file : `${found.file}:${found.line}`;
  const text = [at, found.quote].filter(Boolean).join(': ') || found.proof;
  const proof: Finding['proof'] = [{ source: 'check', text, where: found.proof }];
  return {
    cause: found.cause,
    title: cause.title,
    headline: clauseOf(found.cause, facts, { proof, detail: found.detail, fault: found }),
    stage: cause.stage,
    confidence: found.kind === 'risk' ? 'possible' : confidenceIn(found),
    proof,
    explanation: found.detail,
    fix: withTarget(cause.fix(facts), facts),
    ...(found.file !== undefined && { file: found.file }),
    ...(found.line !== undefined && { line: found.line }),
    ...(found.url !== undefined && { sourceUrl: found.url }),
    doc: cause.docOf?.(facts) ?? cause.doc,
  };
}

function headlineOf(
  subject: SourceSubject,
  state: Report['state'],
  first: Finding | undefined,
  check: SourceCheck | undefined,
): string {
  const what = nameOf(subject);
  if (state === 'failed') {
    const why = first?.headline ?? 'it cannot be read';
    // The repository is named already.
    const name = sourceName(subject).replace(/^source /, '');
    const clause = why.startsWith(`${name} `) ? `it${why.slice(name.length)}` : why;
    return `${what}: a build would fail: ${clause}`;
  }
  if (state === 'warning') return `${what}: a build should succeed, with a risk: ${first?.headline}`;
  if (state === 'healthy') return `${what}: nothing was found that keeps a build from succeeding`;
  return `${what} was not looked at: ${check?.notes[0] ?? 'there is no repository, or it could not be asked'}`;
}
