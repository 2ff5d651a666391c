/** evidence -> report: pure. Gathers candidates, weighs them, and says what follows. */

import { causeOf, traitsOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Evidence } from '../model/evidence';
import { hostOf } from '../model/image-host';
import { present } from '../model/present';
import type { RegistryCheck } from '../model/registry-check';
import type { Finding, Report } from '../model/report';
import type { SourceFinding } from '../model/source-check';
import { type ImageSubject, kindNames, type Subject, type WorkloadSubject } from '../model/subject';
import type { RemedyFacts } from '../remedy/facts';
import { remedyFacts } from '../remedy/fill-facts';
import { withTarget } from '../remedy/fix-steps';
import { deployAgain } from '../remedy/steps';
import type { Candidate, Side } from './candidate';
import { isGeneral } from './consequences';
import { consoleUrl } from './console-url';
import { fromPlatform } from './from-platform';
import { fromRegistry, isOnOurWay } from './from-registry';
import { fromRules } from './from-rules';
import { faultsOf, fromSource, limitsOf, settleSource, startFaultsOf } from './from-source';
import { fromText } from './from-text';
import { clauseOf, headline, sharedBehind } from './headline';
import { isTold, missingOf } from './missing';
import { withNextObstacle } from './next-obstacle';
import { ruledOut } from './ruled-out';
import { removedRun } from './rules/absence';
import { standingOf } from './standing';
import { buildFacts, factsOf, isStuck, stateOf, stateOfStuck } from './state';
import { tellingEvents } from './telling-events';
import { type Weighed, weigh } from './weigh';
import { type FailedReport, judgeChanges } from './what-changed';

type Timing = Pick<Report, 'at' | 'tookMs'>;

/** The report on a workload. */
export function concludeWorkload(subject: WorkloadSubject, evidence: Evidence, timing: Timing): Report {
  const side: Side = subject.kind === 'build' || subject.kind === 'buildrun' ? 'build' : 'run';
  const found = stateOf(subject, evidence);
  const troubled = found.state !== 'healthy';
  const own = candidatesOf(subject, evidence, side, troubled);
  const verdict = weigh(own.candidates, present(evidence.registry)?.outcome === 'accessible');
  const making = troubled ? failedBuild(subject, evidence, timing) : undefined;
  // A build that failed is the root of what lacks its image; of anything else it is a second problem.
  const root = making && followsFromBuild(verdict.weighed[0]) ? making : undefined;
  const facts = remedyFacts(subject, evidence, {});
  const ownFindings = withNextObstacle(
    verdict.weighed
      .filter((one) => !root || !followsFromBuild(one))
      .map((one) => findingOf(one, subject, evidence)),
    evidence,
    facts,
  ).map((one) => targeted(one, facts));
  const findings = [
    ...(root ? ofRoot(root.findings, verdict.weighed[0], facts) : []),
    ...ownFindings,
    ...(making && !root ? ofBuildRun(making) : []),
  ].filter((one, at, all) => all.findIndex(({ cause }) => cause === one.cause) === at);
  const telling = root?.log ?? decisiveLog(verdict.weighed, own.telling, troubled);
  const [first] = findings;
  const advisoryOnly = verdict.weighed.every(({ advisory }) => advisory) && !root;
  const stuck = !advisoryOnly && isStuck(found, first);
  const troubledAfterAll = found.state === 'healthy' && findings.length > 0 && !advisoryOnly;
  const state = troubledAfterAll ? 'warning' : stuck ? stateOfStuck(evidence) : found.state;
  const cause: CauseId =
    first?.cause ??
    (state === 'healthy' || state === 'running' || state === 'pending' ? 'healthy-no-problem' : 'unknown');
  const confidence = first?.confidence ?? (cause === 'unknown' ? 'unknown' : 'proven');
  const rootRun = root && { kind: 'buildrun' as const, name: (root.subject as WorkloadSubject).name };
  const missing = missingOf(evidence);
  const listed =
    cause === 'unknown' && findings.length === 0
      ? [unknownFinding(subject, facts, telling, found.platformState, missing)]
      : findings;

  const calledWell = found.state === 'healthy';
  const standing = standingOf(state, { evidence, stuck, calledWell, first });

  return {
    subject,
    state,
    standing,
    ...(found.platformState !== undefined && { platformState: found.platformState }),
    headline: headline(subject, standing, cause, {
      ...(first && { clause: first.headline }),
      confidence,
      ...(rootRun && { root: rootRun }),
    }),
    cause,
    confidence,
    findings: listed,
    disagreements: [...(root?.disagreements ?? []), ...(own.disagreements ?? []), ...verdict.disagreements],
    ruledOut:
      root?.ruledOut ??
      (troubled
        ? ruledOut(
            evidence,
            side,
            listed.map((one) => one.cause),
          )
        : []),
    missing: missing.filter(
      // Nobody misses the logs of what is well.
      ({ detail, reason }) => !isTold(detail, listed) && (troubled || reason !== 'gone'),
    ),
    ...(rootRun && { root: rootRun }),
    facts: factsOf(evidence),
    ...buildPart(evidence, side),
    ...registryPart(evidence),
    ...sourcePart(evidence, side, { findings: listed, lines: telling?.lines ?? [] }),
    events: tellingEvents([...(present(evidence.events) ?? []), ...(root?.events ?? [])]),
    ...(telling && { log: telling }),
    consoleUrl: consoleUrl(subject),
    ...timing,
  };
}

/** The report on the build run that should have made the workload's image, when it failed. */
function failedBuild(subject: WorkloadSubject, evidence: Evidence, timing: Timing): Report | undefined {
  const { origin, project, secrets, inUse } = evidence;
  const run = present(origin?.buildRun);
  if (!origin || run?.status !== 'failed') return undefined;
  // What is known of the project holds for the run as well: it is in the same one.
  const known = { ...(project && { project }), ...(secrets && { secrets }), ...(inUse && { inUse }) };
  const of = { kind: 'buildrun', name: run.name, project: subject.project } as const;
  return concludeWorkload(of, { ...known, ...origin }, timing);
}

/** Whether the want of an image may well be all that this says. */
function followsFromBuild(one: Weighed | undefined): boolean {
  if (!one || traitsOf(one.cause).followsFromFailedBuild) return true;
  return isGeneral(one.cause) && one.detail === undefined;
}

/** The root's findings; the first also shows how the workload meets it, and ends with the workload at work. */
function ofRoot(
  [first, ...rest]: readonly Finding[],
  own: Weighed | undefined,
  facts: RemedyFacts,
): readonly Finding[] {
  if (!first) return [];
  const met = (own?.proof.slice(0, 1) ?? []).map((one) => ({ ...one, consequence: true as const }));
  const proof = [...first.proof, ...met];
  const fix = [
    ...first.fix,
    deployAgain(facts, 'When the image is there, use it: nothing deploys it by itself.'),
  ];
  return [{ ...first, proof, fix }, ...rest];
}

/** The first finding on a build run that is not the subject, told so. */
function ofBuildRun({ subject, findings }: Report): readonly Finding[] {
  return findings.slice(0, 1).map((one) => ({
    ...one,
    explanation: `Of ${kindNames.buildrun} ${(subject as WorkloadSubject).name}: ${one.explanation}`,
  }));
}

/** The report on an image that a person named. */
export function concludeImage(
  subject: Extract<Subject, { kind: 'image' }>,
  evidence: Evidence,
  timing: Timing,
): Report {
  const given = present(evidence.registry);
  const limited = given && limitOfOurs(given);
  const check = given && !limited ? given : undefined;
  const verdict = weigh(
    check ? [...fromRegistry(check).map(asAnswer), ...fromRules(evidence, 'run')] : [],
    false,
  );
  const facts = remedyFacts(subject, evidence, {});
  const findings = verdict.weighed.map((one) => targeted(findingOf(one, subject, evidence), facts));
  const real = findings.filter((_, at) => !verdict.weighed[at]?.advisory);
  const state =
    !check || check.outcome === 'not-checked' ? 'unknown' : real.length > 0 ? 'failed' : 'healthy';
  const cause: CauseId = findings[0]?.cause ?? (state === 'healthy' ? 'healthy-no-problem' : 'unknown');
  const notAsked = limited ?? (check?.outcome === 'not-checked' ? check.notes[0] : undefined);
  const standing = state === 'healthy' ? 'well' : state;
  return {
    subject,
    state,
    standing,
    headline: notAsked
      ? `Image ${subject.reference} was not checked: ${notAsked}`
      : headline(subject, standing, cause, {
          ...(findings[0] && { clause: findings[0].headline }),
          ...(check?.firstPush && real.length === 0 && { firstPush: true }),
        }),
    cause,
    confidence: findings[0]?.confidence ?? (state === 'healthy' ? 'proven' : 'unknown'),
    findings,
    disagreements: [],
    ruledOut: [],
    missing: missingOf(evidence),
    facts: factsOf(evidence),
    ...ofChosenLogin(registryPart(evidence), subject),
    events: [],
    ...timing,
  };
}

/** Whoever asks without a login shares the limit of the address that ce-image calls from: that is nothing of the image. */
function limitOfOurs({ steps, credential, image }: RegistryCheck): string | undefined {
  const failed = steps.find(({ status }) => status === 'failed');
  if (failed?.cause !== 'rate-limited' || credential.kind === 'secret') return undefined;
  return `${image?.registry ?? 'the registry'} limits how often the address of ce-image may ask without a login. Try again later, or name a secret of the project with --secret`;
}

/** Says whose login it was, where nobody named one. */
function ofChosenLogin(part: Pick<Report, 'registry'>, subject: ImageSubject): Pick<Report, 'registry'> {
  if (!part.registry || !subject.chosen) return part;
  const { typed, reference, secret } = subject;
  const named =
    typed === undefined
      ? ''
      : ` It is for ${hostOf(reference)}, which was asked in place of ${hostOf(typed)}.`;
  const note = `No secret was named: ${secret}, which the project has for this registry, was used.${named}`;
  return { registry: { ...part.registry, notes: [note, ...part.registry.notes] } };
}

function candidatesOf(
  subject: WorkloadSubject,
  evidence: Evidence,
  side: Side,
  troubled: boolean,
): {
  readonly candidates: readonly Candidate[];
  readonly telling?: { where: string; lines: readonly string[] };
  readonly disagreements?: readonly string[];
} {
  // What is not there cannot be looked into.
  const absent = removedRun(subject.kind, evidence);
  if (absent.length > 0) return { candidates: absent };
  const check = present(evidence.registry);
  // Of a function's bundle a rule of its own speaks, and what is still being built need not be there yet.
  const building = ['pending', 'running'].includes(present(evidence.origin?.buildRun)?.status ?? '');
  const ofRegistry = check && !evidence.function && !building ? fromRegistry(check) : [];
  const structural = [...ofRegistry, ...fromRules(evidence, side)];
  // What succeeded may well have logged errors on its way, and our way to its registry may be closed.
  if (!troubled) {
    const hard = fromPlatform(evidence, side).filter(isHard);
    return { candidates: [...structural.filter((one) => !isOnOurWay(one)), ...hard] };
  }
  const text = fromText(evidence, side);
  const ofSource = side === 'build' ? present(evidence.source) : undefined;
  const { candidates, disagreements } = settleSource(
    ofSource ? fromSource(ofSource) : [],
    [...structural, ...fromPlatform(evidence, side), ...text.candidates],
    ofSource,
  );
  return {
    candidates,
    disagreements,
    ...(text.telling && { telling: text.telling }),
  };
}

/** Who asks about an image asks what we meet ourselves. */
function asAnswer(candidate: Candidate): Candidate {
  return { ...candidate, strength: 'decisive', confidence: 'proven' };
}

/** Of a healthy resource only the project's own state can still be wrong. */
function isHard({ cause }: Candidate): boolean {
  return cause === 'project-not-active';
}

function findingOf(weighed: Weighed, subject: Subject, evidence: Evidence): Finding {
  const cause = causeOf(weighed.cause);
  const said = [...weighed.proof.map(({ text }) => text), ...(weighed.telling?.lines ?? [])];
  const facts = remedyFacts(subject, evidence, weighed.captured, said, weighed.cause);
  const place = lineOf(weighed, evidence);
  const shares = sharedBehind(weighed.cause, facts);
  return {
    cause: weighed.cause,
    title: cause.title,
    headline: clauseOf(weighed.cause, facts, {
      proof: weighed.proof,
      ...(weighed.detail !== undefined && { detail: weighed.detail }),
      ...(place.found && { fault: place.found }),
    }),
    ...(shares !== undefined && { shares }),
    stage: cause.stage,
    confidence: weighed.confidence,
    proof: weighed.proof,
    explanation: weighed.detail ?? cause.meaning,
    fix: cause.fix(facts),
    ...place.at,
    doc: cause.docOf?.(facts) ?? cause.doc,
  };
}

/** With region and project selected before the first command that needs them. */
function targeted(finding: Finding, facts: RemedyFacts): Finding {
  return { ...finding, fix: withTarget(finding.fix, facts) };
}

/** Where in the source a fault is, when our own check found it. */
function lineOf(
  { cause, proof }: Weighed,
  { source, origin }: Evidence,
): { readonly at?: Pick<Finding, 'file' | 'line' | 'sourceUrl'>; readonly found?: SourceFinding } {
  if (!proof.some((one) => one.source === 'check')) return {};
  const own = present(source);
  const faults = own ? [...faultsOf(own), ...limitsOf(own)] : startFaultsOf(present(origin?.source));
  const found = faults.find((one) => one.cause === cause);
  if (found?.file === undefined) return {};
  const at = {
    file: found.file,
    ...(found.line !== undefined && { line: found.line }),
    ...(found.url !== undefined && { sourceUrl: found.url }),
  };
  return { at, found };
}

function unknownFinding(
  subject: WorkloadSubject,
  facts: RemedyFacts,
  telling: Report['log'],
  platformState: string | undefined,
  missing: Report['missing'],
): Finding {
  const cause = causeOf('unknown');
  const unread = missing
    .filter(({ source }) => /^(?:Logs|Events|Pods|Build run detail|Revision detail)/.test(source))
    .map(({ source }) => source.toLowerCase())
    .join(', ');
  return {
    cause: 'unknown',
    title: cause.title,
    headline: cause.title,
    stage: cause.stage,
    confidence: 'unknown',
    proof: [
      ...(platformState
        ? [
            {
              source: 'platform' as const,
              text: platformState,
              where: `${kindNames[subject.kind]} ${subject.name}`,
            },
          ]
        : []),
      ...(telling?.lines.slice(-1).map((text) => ({ source: 'log' as const, text, where: telling.where })) ??
        []),
    ],
    explanation:
      unread && !telling ? `It failed, and what may say why could not be read: ${unread}.` : cause.meaning,
    fix: withTarget(cause.fix(facts), facts),
    doc: cause.docOf?.(facts) ?? cause.doc,
  };
}

function decisiveLog(
  weighed: readonly Weighed[],
  telling: { where: string; lines: readonly string[] } | undefined,
  troubled: boolean,
): Report['log'] {
  if (!troubled) return undefined;
  return weighed.find((one) => one.telling)?.telling ?? telling;
}

function buildPart(evidence: Evidence, side: Side): Pick<Report, 'build'> {
  const source = side === 'build' ? evidence : evidence.origin;
  return source ? { build: buildFacts(source) } : {};
}

function sourcePart(
  evidence: Evidence,
  side: Side,
  failure: Omit<FailedReport, 'url'>,
): Pick<Report, 'source' | 'changes'> {
  const found = present((side === 'build' ? evidence : evidence.origin)?.source);
  if (!found) return {};
  const { changes, ...source } = found;
  const { url, software } = source;
  const told = { ...failure, url, ...(software && { software }) };
  return { source, ...(changes && { changes: judgeChanges(changes, told) }) };
}

function registryPart(evidence: Evidence): Pick<Report, 'registry'> {
  const registry = present(evidence.registry);
  return registry ? { registry } : {};
}
