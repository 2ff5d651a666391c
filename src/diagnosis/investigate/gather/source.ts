/** Evidence on the source of a build: the ladder to its repository, and the checks on the tree at its end. */
import type { Gathered } from '../../model/evidence';
import { gitHosts } from '../../model/git-address';
import { hostOf } from '../../model/image-host';
import type { BuildSpec } from '../../model/platform';
import type { RegistryCheck } from '../../model/registry-check';
import type { SourceCheck } from '../../model/source-check';
import type { ProjectRef } from '../../model/subject';
import { type BuildSource, examineTree } from '../../source';
import type { Gatherer } from './gatherer';

/** What of a build leads to its source. */
export type WithSource = Pick<
  BuildSpec,
  | 'sourceType'
  | 'sourceUrl'
  | 'sourceRevision'
  | 'sourceContextDir'
  | 'sourceSecret'
  | 'strategyType'
  | 'strategySpecFile'
  | 'outputSecret'
>;

export interface AboutSource {
  readonly project?: ProjectRef;
  /** Commit at which a run was, 40 hexadecimal digits. */
  readonly commit?: string;
  /** Port of the app that is made of the image. */
  readonly port?: number;
  /** Hosts that may be asked, beside those that the operator allows; absent: the one that the build names. */
  readonly knownHosts?: readonly string[];
}

/** Undefined when there is no repository to look into, or nobody who looks. */
export async function gatherSource(
  gatherer: Gatherer,
  spec: WithSource,
  { project, commit, port, knownHosts }: AboutSource,
): Promise<Gathered<SourceCheck> | undefined> {
  const { sourceUrl: url, sourceRevision, sourceSecret } = spec;
  if (url === undefined || url === '' || spec.sourceType === 'local' || !gatherer.canClimb) return undefined;
  const question = {
    url,
    ...(sourceRevision !== undefined && sourceRevision !== '' && { revision: sourceRevision }),
    ...(commit !== undefined && { commit }),
    ...(project && { project }),
    ...(sourceSecret !== undefined && sourceSecret !== '' && { secret: sourceSecret }),
    knownHosts: knownHosts ?? gitHosts(url),
  };
  const ask = async (reference: string): Promise<RegistryCheck | undefined> => {
    const answer = await gatherer.checkRegistry({
      reference,
      purpose: 'pull',
      ...(project && { project }),
      // The login of the output is the only one that a build has.
      ...(project && spec.outputSecret !== undefined && { secret: spec.outputSecret }),
      knownHosts: knownHosts === undefined ? [hostOf(reference)] : [...knownHosts, 'docker.io'],
    });
    return answer.state === 'present' ? forBase(answer.value) : undefined;
  };
  return gatherer.climb(question, async ({ check, tree }) => {
    if (!tree) return check;
    const source: BuildSource = {
      strategy: spec.strategyType?.startsWith('buildpacks') ? 'buildpacks' : 'dockerfile',
      contextDir: spec.sourceContextDir ?? '',
      dockerfile: spec.strategySpecFile || 'Dockerfile',
      url: check.url,
      ...(check.commit && { commit: check.commit.id }),
      ...(port !== undefined && { port }),
    };
    const examined = await examineTree(tree, source, ask);
    return {
      ...check,
      ...(spec.sourceContextDir !== undefined && { contextDir: spec.sourceContextDir }),
      ...(spec.strategySpecFile !== undefined && { dockerfile: spec.strategySpecFile }),
      findings: [...check.findings, ...examined.findings].toSorted(faultsFirst),
      well: [...check.well, ...examined.well],
      notes: [...check.notes, ...examined.notes],
    };
  });
}

/** A login for another registry is no fault of a base image that everybody may pull. */
function forBase(check: RegistryCheck): RegistryCheck {
  return check.steps.some(({ status }) => status === 'failed') ? check : { ...check, findings: [] };
}

function faultsFirst(one: SourceCheck['findings'][number], other: SourceCheck['findings'][number]): number {
  return Number(one.kind === 'risk') - Number(other.kind === 'risk');
}
