/** How causes are named, and where in an image's life they strike. */

/**
 * Id of a cause: the name of its file in `causes/<stage>/`. Ids are added, never renamed. There is no list of them to
 * keep; a test reads the code and refuses an id that no cause has.
 */
export type CauseId = string;

/** Where in an image's life a cause strikes. */
export const stages = ['source', 'build', 'push', 'pull', 'run', 'platform', 'none'] as const;
export type Stage = (typeof stages)[number];

/** Part of the work that a text comes from, where the caller knows it. */
export type Phase = 'source' | 'build' | 'push' | 'pull' | 'run';

/** Names the cause that a text shows. */
export type Explain = (text: string, options: { readonly phase: Phase }) => { readonly cause: CauseId };
