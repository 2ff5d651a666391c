/** How something stands, in one word for one state: cards, alerts and overviews all say it with these words. */
import { traitsOf } from '../causes/index';
import type { Evidence } from '../model/evidence';
import { present } from '../model/present';
import type { Finding, Standing, SubjectState } from '../model/report';
import type { Subject } from '../model/subject';

export type { Standing } from '../model/report';

const words: Readonly<Record<Standing, string>> = {
  down: 'is down',
  'cannot-start': 'cannot start',
  failed: 'failed',
  'old-revision': 'still serves its old revision',
  'next-start': 'runs, and its next start will fail',
  attention: 'needs attention',
  running: 'is running',
  waiting: 'is waiting',
  well: 'is healthy',
  unknown: 'could not be judged',
};

/** `is down`, `failed`, `cannot start` … of this kind of subject. */
export function standingWords({ kind }: Pick<Subject, 'kind'>, standing: Standing): string {
  if (kind === 'image' && standing === 'failed') return 'cannot be used';
  if (kind === 'image' && standing === 'well') return 'can be used';
  if (kind === 'function' && standing === 'failed') return words.down;
  if (
    (kind === 'build' || kind === 'buildrun' || kind === 'jobrun' || kind === 'fleet') &&
    standing === 'well'
  ) {
    return 'succeeded';
  }
  return words[standing];
}

/** What a standing is made from besides the state. */
interface Circumstances {
  readonly evidence: Evidence;
  /** The platform calls it pending, and it waits for something that does not come by itself. */
  readonly stuck: boolean;
  /** The platform calls it well. */
  readonly calledWell: boolean;
  readonly first: Finding | undefined;
}

/** How a workload stands for those who use it. */
export function standingOf(
  state: SubjectState,
  { evidence, stuck, calledWell, first }: Circumstances,
): Standing {
  const app = present(evidence.app);
  switch (state) {
    case 'healthy':
      return 'well';
    case 'pending':
      return 'waiting';
    case 'running':
    case 'unknown':
      return state;
    default:
  }
  if (app && servesOld(evidence)) return 'old-revision';
  if (app && calledWell && first && keepsFromStarting(first)) return 'next-start';
  if (state === 'warning') return 'attention';
  if (stuck) return 'cannot-start';
  return app || evidence.function ? 'down' : 'failed';
}

/** Whether an older revision answers in place of the newest. */
function servesOld(evidence: Evidence): boolean {
  const { latestReadyRevision: ready, latestCreatedRevision: created } = present(evidence.app) ?? {};
  const newest = created ?? present(evidence.revision)?.name;
  return ready !== undefined && newest !== undefined && ready !== newest;
}

/** Whether what was found would meet every new instance, and leaves those that run alone. */
function keepsFromStarting({ stage, cause }: Finding): boolean {
  return stage === 'pull' || traitsOf(cause).failsNextPull === true;
}
