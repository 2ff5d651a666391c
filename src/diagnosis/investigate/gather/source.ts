/** Evidence on the source of a build: the ladder to its repository, and the checks on the tree at its end. */
import type { Evidence, Gathered } from '../../model/evidence';
import { gitHosts } from '../../model/git-address';
import { hostOf, isSameImage } from '../../model/image-host';
import type { BuildSpec } from '../../model/platform';
import type { RegistryCheck } from '../../model/registry-check';
import type { SourceCheck } from '../../model/source-check';
import type { ProjectRef, SourceSubject } from '../../model/subject';
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

/** Evidence on a source that a person asks about, or that a build has before any run. */
export async function gatherSourceSubject(gatherer: Gatherer, subject: SourceSubject): Promise<Evidence> {
  const { project, of } = subject;
  if ('build' in of) {
    const { build: named } = of;
    const [build, inventory] = await Promise.all([
      gatherer.ask((signal) => gatherer.codeEngine.build(named.project, named.name, signal)),
      gatherer.ask((signal) => gatherer.codeEngine.inventory(named.project, signal)),
    ]);
    if (build.state === 'missing') return { build };
    const { outputImage } = build.value;
    const apps = inventory.state === 'present' ? inventory.value.apps : [];
    const app = apps.find(
      ({ imageReference }) => outputImage && imageReference && isSameImage(outputImage, imageReference),
    );
    const source = await gatherSource(gatherer, build.value, {
      project: named.project,
      // Code Engine asks an app at 8080 unless it says otherwise.
      ...(app && { port: app.imagePort ?? 8080 }),
    });
    return { build, ...(source && { source }) };
  }
  const { url, revision, contextDir, dockerfile, strategy, secret } = of;
  const inventory =
    project && (await gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal)));
  const known = inventory?.state === 'present' ? inventory.value : undefined;
  const builds = [...(known?.builds ?? []), ...(known?.buildRuns ?? [])];
  const references = [
    ...builds.map(({ outputImage }) => outputImage),
    ...(known?.apps ?? []).map(({ imageReference }) => imageReference),
  ];
  const source = await gatherSource(
    gatherer,
    {
      sourceUrl: url,
      ...(revision !== undefined && { sourceRevision: revision }),
      ...(contextDir !== undefined && { sourceContextDir: contextDir }),
      ...(secret !== undefined && { sourceSecret: secret }),
      ...(dockerfile !== undefined && { strategySpecFile: dockerfile }),
      strategyType: strategy ?? 'dockerfile',
    },
    {
      ...(project && { project }),
      knownHosts: [
        ...builds.flatMap(({ sourceUrl }) => gitHosts(sourceUrl)),
        ...references.flatMap((reference) => (reference ? [hostOf(reference)] : [])),
      ],
    },
  );
  return source ? { source } : {};
}
