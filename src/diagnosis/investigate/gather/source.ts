/** Evidence on the source of a build: the ladder to its repository, and the checks on the tree at its end. */
import type { Evidence, Gathered } from '../../model/evidence';
import { gitHosts, gitOrigin } from '../../model/git-address';
import { hostOf, isSameImage } from '../../model/image-host';
import type { BuildSpec } from '../../model/platform';
import type { RegistryCheck } from '../../model/registry-check';
import type { GoodRun, SourceHistory } from '../../model/source-changes';
import type { SourceCheck, SourceFinding } from '../../model/source-check';
import type { SourceLadder } from '../../model/sources';
import type { ProjectRef, SourceSubject } from '../../model/subject';
import { type Asks, type BuildSource, examineTree, removedBy, whatChanged } from '../../source';
import type { Gatherer } from './gatherer';
import { gatherUpload } from './upload';

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
  | 'outputImage'
>;

export interface AboutSource {
  readonly project?: ProjectRef;
  /** Commit at which a run was, 40 hexadecimal digits. */
  readonly commit?: string;
  /** The last run before that one whose source was good; asked for when the tree has been looked at. */
  readonly since?: () => Promise<GoodRun | undefined>;
  /** Port of the app that is made of the image. */
  readonly port?: number;
  /** A person named revision and directory, perhaps by the address of a page. */
  readonly byPerson?: true;
  /** Git hosts that may be asked, beside those that the operator allows; absent: the one that the build names. */
  readonly knownHosts?: readonly string[];
  /** Registries that may be asked for base images; absent: the one that the image names. */
  readonly knownRegistries?: readonly string[];
  /** Where builds use the secret; absent: it is the build's own. */
  readonly secretHosts?: readonly string[];
}

/** Undefined when there is no repository to look into, or nobody who looks. */
export async function gatherSource(
  gatherer: Gatherer,
  spec: WithSource,
  about: AboutSource,
): Promise<Gathered<SourceCheck> | undefined> {
  const { project, commit, knownHosts, secretHosts, byPerson } = about;
  const { sourceUrl: url, sourceRevision, sourceSecret, sourceContextDir } = spec;
  const image = (reference: string) => askBase(gatherer, spec, about, reference);
  if (spec.sourceType === 'local') return gatherUpload(gatherer, spec, about, buildSourceOf(spec), image);
  if (url === undefined || url === '' || !gatherer.canClimb) return undefined;
  const question = {
    url,
    ...(sourceRevision !== undefined && sourceRevision !== '' && { revision: sourceRevision }),
    ...(byPerson && sourceContextDir !== undefined && { contextDir: sourceContextDir }),
    ...(commit !== undefined && { commit }),
    ...(project && { project }),
    ...(sourceSecret !== undefined && sourceSecret !== '' && { secret: sourceSecret }),
    ...(secretHosts && { secretHosts }),
    knownHosts: knownHosts ?? gitHosts(url),
  };
  return gatherer.climb(question, (ladder) => lookAt(ladder, spec, about, image));
}

async function lookAt(
  { check, tree, history }: SourceLadder,
  spec: WithSource,
  { since, port }: AboutSource,
  image: NonNullable<Asks['image']>,
): Promise<SourceCheck> {
  if (!tree) return check;
  const source: BuildSource = {
    ...buildSourceOf(spec),
    ...(check.contextDir !== undefined && { contextDir: check.contextDir }),
    url: check.url,
    ...(check.software && { software: check.software }),
    ...(check.commit && { commit: check.commit.id }),
    ...(port !== undefined && { port }),
  };
  const asks: Asks = { image, ...(history && { removed: (path: string) => removedBy(history, path) }) };
  const examined = await examineTree(tree, source, asks);
  const commit = check.commit?.id;
  const good = history && commit !== undefined ? await since?.() : undefined;
  const [changes, later] =
    history && commit !== undefined
      ? await Promise.all([
          good && whatChanged(tree, history, source, good, commit),
          check.tip === undefined ? [] : atTheTip(history, source, check.tip, examined.findings, image),
        ])
      : [undefined, []];
  return {
    ...(spec.sourceContextDir !== undefined && { contextDir: spec.sourceContextDir }),
    ...check,
    ...(spec.strategySpecFile !== undefined && { dockerfile: spec.strategySpecFile }),
    findings: [...check.findings, ...examined.findings].toSorted(faultsFirst),
    well: [...check.well, ...examined.well],
    ...(changes && { changes }),
    notes: [...check.notes, ...examined.notes, ...later],
  };
}

/** What a build makes of a tree. */
function buildSourceOf(spec: WithSource): Pick<BuildSource, 'strategy' | 'contextDir' | 'dockerfile'> {
  return {
    strategy: spec.strategyType?.startsWith('buildpacks') ? 'buildpacks' : 'dockerfile',
    contextDir: spec.sourceContextDir ?? '',
    dockerfile: spec.strategySpecFile || 'Dockerfile',
  };
}

/** Whether the faults are still there where the branch is by now: what is fixed needs a run and nothing else. */
async function atTheTip(
  history: SourceHistory,
  source: BuildSource,
  tip: string,
  findings: readonly SourceFinding[],
  image: NonNullable<Asks['image']>,
): Promise<readonly string[]> {
  const faults = findings.filter(({ kind }) => kind === 'fails');
  const short = tip.slice(0, 7);
  if (faults.length === 0) return [`The branch is at ${short} by now; the commit of the run was looked at.`];
  const tree = (await history.trees([tip])).get(tip);
  if (!tree) return [];
  const now = await examineTree(tree, { ...source, commit: tip }, { image });
  const left = now.findings.filter(({ kind }) => kind === 'fails');
  if (left.length === 0)
    return [`The branch is at ${short} by now, and what failed is fixed there: run the build again.`];
  const same = faults.every(({ cause, file }) =>
    left.some((one) => one.cause === cause && one.file === file),
  );
  return [
    `The branch is at ${short} by now, and ${same ? 'the same is wrong there.' : `this is wrong there: ${left[0]?.detail}`}`,
  ];
}

/** Asks the registry about a base image, with the only login that a build has: that of its output. */
async function askBase(
  gatherer: Gatherer,
  { outputSecret }: WithSource,
  { project, knownRegistries }: AboutSource,
  reference: string,
): Promise<RegistryCheck | undefined> {
  const answer = await gatherer.checkRegistry({
    reference,
    purpose: 'pull',
    ...(project && { project }),
    ...(project && outputSecret !== undefined && { secret: outputSecret }),
    knownHosts: knownRegistries === undefined ? [hostOf(reference)] : [...knownRegistries, 'docker.io'],
  });
  return answer.state === 'present' ? forBase(answer.value) : undefined;
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
    const [here, build, inventory] = await Promise.all([
      gatherer.ask((signal) => gatherer.codeEngine.project(named.project, signal)),
      gatherer.ask((signal) => gatherer.codeEngine.build(named.project, named.name, signal)),
      gatherer.ask((signal) => gatherer.codeEngine.inventory(named.project, signal)),
    ]);
    if (build.state === 'missing') return { project: here, build };
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
    return { project: here, build, ...(source && { source }) };
  }
  const { url, revision, contextDir, dockerfile, strategy, secret } = of;
  const [here, inventory] = project
    ? await Promise.all([
        gatherer.ask((signal) => gatherer.codeEngine.project(project, signal)),
        gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal)),
      ])
    : [];
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
      byPerson: true,
      knownHosts: builds.flatMap(({ sourceUrl }) => gitHosts(sourceUrl)),
      knownRegistries: references.flatMap((reference) => (reference ? [hostOf(reference)] : [])),
      ...(project && {
        secretHosts: builds.flatMap(({ sourceUrl, sourceSecret }) =>
          sourceSecret !== undefined && sourceSecret === secret ? (gitOrigin(sourceUrl) ?? []) : [],
        ),
      }),
    },
  );
  return { ...(here && { project: here }), ...(source && { source }) };
}
