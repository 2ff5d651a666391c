/** The checks on a tree: what would fail, what is risky, what is well. Pure, over a port. */
import type { SourceFinding, SourceTree } from '../model/source-check';
import { checkBuildpacks } from './buildpacks';
import { type AskImage, checkDockerfile } from './dockerfile';
import { checkEverywhere } from './everywhere';
import { type BuildSource, Look } from './look';
import { cleaned } from './paths';

export type { AskImage } from './dockerfile';
export type { BuildSource } from './look';

export interface Examined {
  /** Faults before risks, in the order of the file. */
  readonly findings: readonly SourceFinding[];
  readonly well: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Looks at a tree as a build would take it.
 * @param ask asks the registry about base images; absent: nobody asks
 */
export async function examineTree(tree: SourceTree, source: BuildSource, ask?: AskImage): Promise<Examined> {
  const look = new Look(tree, {
    ...source,
    contextDir: cleaned(source.contextDir),
    dockerfile: cleaned(source.dockerfile) || 'Dockerfile',
  });
  if (source.strategy === 'buildpacks') await checkBuildpacks(look);
  else await checkDockerfile(look, ask);
  checkEverywhere(look);
  const rank = { fails: 0, risk: 1 } as const;
  return {
    findings: [...look.findings].sort((one, other) => rank[one.kind] - rank[other.kind]),
    well: look.well,
    notes: [...look.notes, ...tree.gaps],
  };
}
