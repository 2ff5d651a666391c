/** What channels do not want to hear of. */
import type { CauseId } from '../../diagnosis/model/cause-id';
import type { WorkloadSubject } from '../../diagnosis/model/subject';

/** What a channel does not want to hear of: a cause, whatever fails with it, or a workload, whatever the reason. */
export type MuteTarget =
  | { readonly kind: 'cause'; readonly cause: CauseId }
  | { readonly kind: 'workload'; readonly key: string; readonly subject: WorkloadSubject };

/** Who muted, since when, and until when; `until` absent: until somebody unmutes it. */
export interface Muting {
  readonly by: string;
  readonly at: number;
  readonly until?: number;
}

export interface Mute extends Muting {
  readonly target: MuteTarget;
}

export interface MuteQueries {
  /** Mutes it, or changes until when. */
  mute(channel: string, mute: Mute): Promise<void>;
  /** False: it was not muted. */
  unmute(channel: string, target: MuteTarget): Promise<boolean>;
  /** What a channel does not want to hear of, the newest first. */
  mutesIn(channel: string): Promise<readonly Mute[]>;
  /** Mutes that have ended, in whatever channel. */
  mutesEnded(now: number): Promise<readonly (Mute & { readonly channel: string })[]>;
  /** The mute of this cause or of this workload; of both, the one that lasts longer. */
  mutedBy(channel: string, cause: CauseId, workloadKey: string): Promise<Muting | undefined>;
}
