import type { BuildSpec, World } from '../world';

/** A documented case, played in a world. */
export interface Scenario {
  /** Kebab case, unique. */
  readonly id: string;
  /** Number of the documented case, for example `B-4`, or `none` for what the documentation has no case for. */
  readonly case: string;
  readonly title: string;
  /** What a person types after `/ce-image`. */
  readonly command: string;
  /** Id of the cause that the case has. */
  readonly cause: string;
  /** What the check of the source proves it by: the step that fails on the way, or the file of the tree. */
  readonly shownBy?: { readonly step: string } | { readonly file: string; readonly line?: number };
  /** What has to change in the build, where no commit fixes it. */
  readonly fix?: Partial<BuildSpec>;
  /** Who asks in `npm run -s cases`; absent: a service ID with its API key. */
  readonly login?: 'trusted profile';
  /** Puts it into the world. Projects are there already. */
  play(world: World): void;
}

/** A documented case that no API shows: what a person pastes instead. */
export interface ExplainExample {
  readonly case: string;
  readonly title: string;
  readonly text: string;
  readonly cause: string;
}
