/** The checks on a tree: what would fail, what is risky, what is well. Pure, over a port. */
import type { SourceFinding } from '../model/source-check';
import type { SourceTree } from '../model/source-tree';
import { checkBuildpacks } from './buildpacks';
import { checkDockerfile } from './dockerfile';
import { checkEverywhere } from './everywhere';
import { type Asks, type BuildSource, Look } from './look';
import { cleaned } from './paths';

export { removedBy, whatChanged } from './changes';
export type { Asks, BuildSource } from './look';

export interface Examined {
  /** Faults before risks, in the order of the file. */
  readonly findings: readonly SourceFinding[];
  readonly well: readonly string[];
  readonly notes: readonly string[];
}

/** Looks at a tree as a build would take it. */
export async function examineTree(tree: SourceTree, source: BuildSource, asks: Asks = {}): Promise<Examined> {
  const given = {
    ...source,
    contextDir: cleaned(source.contextDir),
    dockerfile: cleaned(source.dockerfile) || 'Dockerfile',
  };
  const look = new Look(tree, given, asks);
  if (source.strategy === 'buildpacks') await checkBuildpacks(look);
  else await checkDockerfile(look);
  await checkEverywhere(look);
  const rank = { fails: 0, risk: 1 } as const;
  return {
    findings: [...look.findings].sort((one, other) => rank[one.kind] - rank[other.kind]),
    well: look.well,
    notes: [...look.notes, ...tree.gaps],
  };
}
