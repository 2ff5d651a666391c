/** Candidates -> findings: which cause is the root, how sure it is, and where sources disagree. */
import { traitsOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Confidence, Proof, ProofSource } from '../model/report';
import type { Candidate } from './candidate';
import { isGeneral, saysNothingBeyond } from './consequences';
import { settleRegistry } from './settle-registry';

/** One cause with everything that speaks for it. */
export interface Weighed {
  readonly cause: CauseId;
  readonly confidence: Exclude<Confidence, 'unknown'>;
  readonly proof: readonly Proof[];
  readonly detail?: string;
  readonly captured: Readonly<Record<string, string>>;
  readonly telling?: { readonly where: string; readonly lines: readonly string[] };
  readonly advisory: boolean;
  /** A check of ours shows it by itself. */
  readonly checked: boolean;
}

export interface Verdict {
  /** Root first. */
  readonly weighed: readonly Weighed[];
  readonly disagreements: readonly string[];
}

/** A check we ran beats the platform's word, that an event, that a log line. */
const strengthOf: Readonly<Record<ProofSource, number>> = {
  check: 400,
  platform: 300,
  event: 200,
  text: 200,
  log: 150,
};
/** Weight that each further kind of source adds. */
const AGREEMENT = 20;

/**
 * Weighs candidates.
 * @param registryAccessible the registry check passed every step that was asked.
 */
export function weigh(candidates: readonly Candidate[], registryAccessible: boolean): Verdict {
  const { settled, disagreements } = settleRegistry(candidates, registryAccessible);
  const groups = new Map<CauseId, Candidate[]>();
  for (const candidate of settled) {
    groups.set(candidate.cause, [...(groups.get(candidate.cause) ?? []), candidate]);
  }
  const ranked = [...groups.values()]
    .map((group) => ({ weighed: merge(group), score: scoreOf(group) }))
    .sort((a, b) => b.score - a.score);
  const causes = ranked.filter(({ weighed }) => !weighed.advisory);
  const decisive = causes.some(({ score }) => score > SYMPTOM_CEILING);
  const weighed = ranked
    // A symptom beside a cause says nothing new.
    .filter(({ score, weighed }) => weighed.advisory || !decisive || score > SYMPTOM_CEILING)
    .map(({ weighed }) => weighed)
    .sort((a, b) => Number(a.advisory) - Number(b.advisory));
  return { weighed: withoutConsequences(weighed), disagreements };
}

/** Leaves out what an earlier finding says already. */
function withoutConsequences(weighed: readonly Weighed[]): readonly Weighed[] {
  const kept: Weighed[] = [];
  for (const one of weighed) {
    if (one.advisory || !kept.some((nearer) => saysNothingBeyond(nearer, one))) kept.push(one);
  }
  return kept;
}

/** Scores of symptoms end here; those of causes begin above. */
const SYMPTOM_CEILING = 50;
/** Above the symptoms, below whatever really failed. */
const SECONDARY = 51;

function scoreOf(group: readonly Candidate[]): number {
  const decisive = group.filter(({ strength }) => strength === 'decisive');
  const [first] = group;
  if (!first || decisive.length === 0) {
    const best = Math.max(...group.map(({ proof }) => strengthOf[proof.source]));
    // Of two symptoms the one that is not general says more.
    const weight = first && isGeneral(first.cause) ? 0.5 : 1;
    return weight * (best / 400) * SYMPTOM_CEILING;
  }
  const best = Math.max(
    ...decisive.map(({ proof, confidence }) => strengthOf[proof.source] - doubt(confidence)),
  );
  const sources = new Set(decisive.map(({ proof }) => proof.source)).size;
  // A detail settles a general cause: then somebody looked, instead of only naming what happened.
  if (decisive.every(({ secondary }) => secondary)) return SECONDARY;
  const coarse =
    traitsOf(first.cause).coarseOnPlatform && decisive.every(({ proof }) => proof.source === 'platform');
  const broad = coarse || (isGeneral(first.cause) && !decisive.some(({ detail }) => detail !== undefined));
  return (broad ? SYMPTOM_CEILING + best / 10 : best) + AGREEMENT * (sources - 1);
}

function doubt(confidence: Candidate['confidence']): number {
  return confidence === 'possible' ? 60 : 0;
}

function merge(group: readonly Candidate[]): Weighed {
  const byStrength = [...group].sort((a, b) => strengthOf[b.proof.source] - strengthOf[a.proof.source]);
  const decisive = byStrength.filter(({ strength }) => strength === 'decisive');
  const voices = decisive.length > 0 ? decisive : byStrength;
  const order = ['proven', 'likely', 'possible'] as const;
  const said = order.find((level) => voices.some((one) => one.confidence === level)) ?? 'possible';
  // What the platform met and our check meets as well is no accident of either's way. That a rule refuses our
  // address, which is decisive for us, still says nothing of the platform's.
  const metAgain = byStrength.some(
    ({ proof, strength }) => proof.source === 'check' && strength === 'symptom',
  );
  const confidence = metAgain && said === 'likely' && decisive.some(metByPlatform) ? 'proven' : said;
  const told = byStrength.find(({ telling }) => telling?.length);
  const detail = detailOf(byStrength);
  return {
    cause: (byStrength[0] as Candidate).cause,
    confidence,
    proof: distinct(mostTelling([...decisive, ...byStrength]).map(({ proof }) => proof)).slice(0, 4),
    captured: Object.assign({}, ...byStrength.toReversed().map(({ captured }) => captured ?? {})) as Record<
      string,
      string
    >,
    advisory: group.every((one) => one.advisory === true),
    checked: decisive.some(({ proof }) => proof.source === 'check'),
    ...(detail !== undefined && { detail }),
    ...(told?.telling && { telling: { where: told.proof.where ?? '', lines: told.telling } }),
  };
}

/** The strongest voice's sentence, and one for each further secret that it does not name. */
function detailOf(voices: readonly Candidate[]): string | undefined {
  const told: string[] = [];
  for (const { detail, captured } of voices) {
    const another = captured?.secret && !told.some((one) => one.includes(captured.secret ?? ''));
    if (detail !== undefined && (told.length === 0 || another)) told.push(detail);
  }
  return told.length > 0 ? told.join(' ') : undefined;
}

/** The best voice of each kind of source comes before a second one of the same kind. */
function mostTelling(voices: readonly Candidate[]): readonly Candidate[] {
  const first = voices.filter(
    ({ proof }, at) => voices.findIndex((one) => one.proof.source === proof.source) === at,
  );
  return [...first, ...voices.filter((one) => !first.includes(one))];
}

/** Whether the platform itself met it: it says so, or the step that it says has failed does. */
function metByPlatform({ proof, ofFailedStep = false }: Candidate): boolean {
  return proof.source === 'platform' || proof.source === 'event' || ofFailedStep;
}

function distinct(proofs: readonly Proof[]): readonly Proof[] {
  const seen = new Set<string>();
  return proofs.filter(({ text }) => !seen.has(text) && seen.add(text));
}
