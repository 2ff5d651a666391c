import { placeOf } from '../../git';
import type { BuildOutcome, StepOutcome } from '../build-outcome';
import { instant } from '../clock';
import type { Pod, PodContainer, SystemEvent } from '../kubernetes';
import type { BuildBehaviour, Project } from '../project';
import type { Build, BuildRun, BuildSpec } from '../resources';
import type { World } from '../world';
import { commitTo } from './repositories';
import { log } from './stories';

const gitImage = 'icr.io/obs/codeengine/git:v0.17.3';

/** Image of the step that builds, by strategy. */
function builderImage(strategy: string): string {
  return `icr.io/obs/codeengine/${strategy === 'buildpacks' ? 'buildpacks' : 'buildkit'}/builder:v0.17.3`;
}

/** Milliseconds from a run's creation until its first step runs. */
const startDelay = 4_000;

export interface BuildOptions extends Partial<Omit<BuildSpec, 'output_image'>> {
  readonly name: string;
  readonly output_image: string;
  readonly createdAt?: number;
  readonly status?: string;
  readonly reason?: string;
  readonly behaviour: BuildBehaviour;
}

/** Adds a build; what its runs do is `behaviour`. */
export function addBuild(world: World, project: Project, options: BuildOptions): Build {
  const { name, createdAt, status, reason, behaviour, ...spec } = options;
  const build: Build = {
    source_type: 'git',
    source_revision: 'main',
    output_secret: `ce-auto-icr-private-${project.region}`,
    strategy_type: 'dockerfile',
    strategy_size: 'medium',
    timeout: 600,
    ...((spec.strategy_type ?? 'dockerfile') === 'dockerfile' && { strategy_spec_file: 'Dockerfile' }),
    ...spec,
    name,
    created_at: instant(createdAt ?? project.createdAt),
    entity_tag: world.entityTag(),
    status: status ?? 'ready',
    status_details: { reason: reason ?? 'registered' },
  };
  project.behaviours.set(name, behaviour);
  const place = placeOf(build.source_url ?? '');
  if (place && !world.git.find(place.host, place.path)) commitTo(world, build);
  world.put(project, 'builds', build);
  return build;
}

/** `[BUILD]-run-[YYMMDD-hhmmss]`, as Code Engine names a run that nobody named. */
function buildRunName(build: string, at: number): string {
  const stamp = instant(at).replaceAll(/[-:TZ]/g, '');
  return `${build}-run-${stamp.slice(2, 8)}-${stamp.slice(8)}`;
}

export interface BuildRunOptions {
  readonly name?: string;
  /** Build that is run; absent: standalone, with `spec` complete. */
  readonly build?: string;
  readonly spec?: Partial<BuildSpec>;
  readonly startedAt?: number;
  /** Instead of what the build's behaviour says. */
  readonly outcome?: BuildOutcome;
}

/** Runs a build. A run that began in the past is told up to now; the rest happens as time goes on.
 * @throws RangeError when there is no such build or the name is taken */
export function runBuild(world: World, project: Project, options: BuildRunOptions): BuildRun {
  const startedAt = options.startedAt ?? world.clock.now();
  const build = options.build === undefined ? undefined : project.builds.get(options.build);
  if (options.build !== undefined && !build) throw new RangeError(`no build is called ${options.build}`);
  const name = options.name ?? buildRunName(options.build ?? 'buildrun', startedAt);
  if (project.buildRuns.has(name)) throw new RangeError(`a build run is already called ${name}`);
  const spec = specOf(build, options.spec);
  const behaviour = options.build === undefined ? undefined : project.behaviours.get(options.build);
  const outcome = options.outcome ?? behaviour?.(spec, project);
  if (!outcome) throw new RangeError('a standalone build run needs an outcome');

  const tell = (at: number): BuildRun => {
    const telling = new BuildRunTelling(world, project, name, options.build, spec, outcome, startedAt, at);
    return telling.write();
  };
  for (const offset of turningPoints(outcome)) {
    if (startedAt + offset > world.clock.now()) {
      world.at(startedAt + offset, (at) => {
        if (project.buildRuns.has(name)) tell(at);
      });
    }
  }
  return tell(world.clock.now());
}

const standalone: BuildSpec = {
  source_type: 'git',
  output_image: '',
  output_secret: '',
  strategy_type: 'dockerfile',
  strategy_size: 'medium',
  timeout: 600,
};

/** The settings of a run: its build's, with what it says otherwise. */
function specOf(build: Build | undefined, override: Partial<BuildSpec> = {}): BuildSpec {
  if (!build) return { ...standalone, ...override };
  const { name: _name, created_at, entity_tag, status, status_details, ...spec } = build;
  return { ...spec, ...override };
}

/** Milliseconds from the start at which something of a run changes. */
function turningPoints(outcome: BuildOutcome): number[] {
  const source = startDelay + (outcome.source?.seconds ?? 0) * 1_000;
  return [startDelay, source, startDelay + outcome.seconds * 1_000];
}

/** Says what the cloud shows of one run at one moment. */
class BuildRunTelling {
  readonly #begin: number;
  readonly #end: number;
  readonly #pod: string;
  readonly #node: string;

  constructor(
    private readonly world: World,
    private readonly project: Project,
    private readonly name: string,
    private readonly build: string | undefined,
    private readonly spec: BuildSpec,
    private readonly outcome: BuildOutcome,
    private readonly createdAt: number,
    private readonly now: number,
  ) {
    const key = [project.id, name];
    this.#begin = createdAt + startDelay;
    this.#end = this.#begin + outcome.seconds * 1_000;
    this.#pod = `${name}-${world.names.suffix(5, 'run', ...key)}-pod-${world.names.suffix(5, 'pod', ...key)}`;
    this.#node = `10.242.${world.names.number(0, 3, ...key)}.${world.names.number(4, 60, ...key, 'n')}`;
  }

  write(): BuildRun {
    const { project, name } = this;
    const run = this.#run();
    if (!this.outcome.noPod) {
      const pod = this.#podNow();
      project.pods.set(pod.name, pod);
    }
    const mine = new Set([this.#pod, name]);
    const others = project.events.filter((event) => !mine.has(event.object.name));
    project.events.splice(0, project.events.length, ...others, ...this.#events());
    project.buildRunObjects.set(name, this.#object());
    this.world.put(project, 'buildRuns', run);
    return run;
  }

  get #finished(): boolean {
    return (this.outcome.status === 'succeeded' || this.outcome.status === 'failed') && this.now >= this.#end;
  }

  get #status(): string {
    if (this.#finished) return this.outcome.status;
    return this.outcome.status === 'pending' || this.now < this.#begin ? 'pending' : 'running';
  }

  #run(): BuildRun {
    const status = this.#status;
    const { commit, outputDigest } = this.outcome;
    const cloned = commit && this.outcome.source?.exitCode === 0 && status !== 'pending';
    return {
      ...this.spec,
      name: this.name,
      ...(this.build !== undefined && { build_name: this.build }),
      created_at: instant(this.createdAt),
      service_account: 'default',
      status,
      status_details: {
        reason: this.#finished ? this.outcome.reason : status,
        ...(status !== 'pending' && { start_time: instant(this.#begin) }),
        ...(this.#finished && { completion_time: instant(this.#end) }),
        ...(cloned && {
          git_branch_name: commit.branch,
          git_commit_author: commit.author,
          git_commit_sha: commit.sha,
          source_timestamp: instant(this.createdAt - 420_000),
        }),
        ...(this.#finished && outputDigest !== undefined && { output_digest: outputDigest }),
      },
    };
  }

  #podNow(): Pod {
    const { outcome } = this;
    const status = this.#status;
    const sourceEnd = this.#begin + (outcome.source?.seconds ?? 0) * 1_000;
    const steps: PodContainer[] = [
      this.#step('step-source-default', gitImage, outcome.source, this.#begin, sourceEnd),
      this.#step(
        'step-build-and-push',
        builderImage(this.spec.strategy_type),
        outcome.build,
        sourceEnd,
        this.#end,
      ),
    ];
    const phase =
      status === 'pending'
        ? 'Pending'
        : status === 'running'
          ? 'Running'
          : status === 'succeeded'
            ? 'Succeeded'
            : 'Failed';
    return {
      name: this.#pod,
      createdAt: this.createdAt,
      labels: {
        'buildrun.shipwright.io/name': this.name,
        ...(this.build !== undefined && { 'build.shipwright.io/name': this.build }),
        'app.kubernetes.io/managed-by': 'tekton-pipelines',
      },
      ...(outcome.pending === undefined && { node: this.#node }),
      phase,
      ...(this.#finished && outcome.pod && { reason: outcome.pod.reason, message: outcome.pod.message }),
      containers: steps,
      conditions: outcome.pending
        ? [{ type: 'PodScheduled', status: 'False', ...outcome.pending }]
        : [{ type: 'PodScheduled', status: 'True' }],
    };
  }

  #step(name: string, image: string, step: StepOutcome | undefined, from: number, to: number): PodContainer {
    const idle: PodContainer = {
      name,
      image,
      state: { waiting: { reason: 'PodInitializing' } },
      ready: false,
      restarts: 0,
    };
    if (this.#status === 'pending') return idle;
    if (!step) {
      // a step behind one that failed is started and ends at once, without a word
      if (!this.#finished) return { ...idle, state: { running: { startedAt: this.#begin } }, ready: true };
      const ended = { exitCode: 1, reason: 'Error', startedAt: this.#begin, finishedAt: this.#end };
      return { ...idle, state: { terminated: ended }, log: log('', this.#begin, this.#end) };
    }
    if (this.now < from) return { ...idle, state: { running: { startedAt: this.#begin } }, ready: true };
    if (this.now < to || (this.outcome.status === 'running' && to === this.#end)) {
      const lines = step.log.split('\n');
      const share = Math.min(1, (this.now - from) / Math.max(1, to - from));
      const written = lines.slice(0, Math.max(1, Math.floor(lines.length * share))).join('\n');
      return {
        ...idle,
        state: { running: { startedAt: this.#begin } },
        ready: true,
        log: log(written, from, this.now),
      };
    }
    return {
      ...idle,
      state: {
        terminated: {
          exitCode: step.exitCode,
          reason: step.reason,
          ...(step.message !== undefined && { message: step.message }),
          startedAt: this.#begin,
          finishedAt: to,
        },
      },
      log: log(step.log, from, to),
    };
  }

  #events(): SystemEvent[] {
    const { createdAt, outcome } = this;
    const onPod = { kind: 'Pod', name: this.#pod };
    const said = (
      after: number,
      reason: string,
      message: string,
      component = 'kubelet',
      more: Partial<SystemEvent> = {},
    ): SystemEvent => ({
      object: onPod,
      type: 'Normal',
      reason,
      message,
      firstSeen: createdAt + after,
      lastSeen: createdAt + after,
      count: 1,
      component,
      ...(component === 'kubelet' && { host: this.#node }),
      ...more,
    });
    const events: SystemEvent[] = [];
    if (!outcome.noPod && !outcome.pending) {
      const place = `${this.project.namespace}/${this.#pod}`;
      const builder = builderImage(this.spec.strategy_type);
      events.push(
        said(600, 'Scheduled', `Successfully assigned ${place} to ${this.#node}`, 'default-scheduler'),
        said(2_000, 'Pulled', `Container image "${gitImage}" already present on machine`),
        said(2_100, 'Created', 'Created container step-source-default'),
        said(2_400, 'Started', 'Started container step-source-default'),
        said(2_500, 'Pulled', `Container image "${builder}" already present on machine`),
        said(2_600, 'Created', 'Created container step-build-and-push'),
        said(2_900, 'Started', 'Started container step-build-and-push'),
      );
    }
    for (const event of outcome.events ?? []) {
      events.push(
        said(event.after * 1_000, event.reason, event.message, event.component, {
          type: event.type,
          ...(event.onRun && {
            object: { kind: 'BuildRun', name: this.name, apiVersion: 'shipwright.io/v1beta1' },
          }),
          ...(event.repeatsEvery !== undefined && { repeatsEvery: event.repeatsEvery }),
        }),
      );
    }
    return events.filter((event) => event.firstSeen <= this.now);
  }

  #object() {
    const fill = (text: string): string =>
      text
        .replaceAll('{pod}', this.#pod)
        .replaceAll('{run}', this.name)
        .replaceAll('{namespace}', this.project.namespace);
    const { outcome } = this;
    if (!this.#finished && this.outcome.status !== 'pending') {
      const reason = this.#status === 'pending' ? 'Pending' : 'Running';
      return {
        name: this.name,
        succeeded: 'Unknown' as const,
        reason,
        message: 'Not all Steps in the Task have finished executing',
      };
    }
    const failedStep =
      outcome.source && outcome.source.exitCode !== 0 ? 'step-source-default' : 'step-build-and-push';
    return {
      name: this.name,
      succeeded:
        outcome.status === 'succeeded'
          ? ('True' as const)
          : outcome.status === 'pending'
            ? ('Unknown' as const)
            : ('False' as const),
      reason: outcome.condition.reason,
      message: fill(outcome.condition.message),
      ...(outcome.status === 'failed' && {
        failureDetails: {
          ...outcome.failureDetails,
          ...(!outcome.noPod && { location: { pod: this.#pod, container: failedStep } }),
        },
      }),
    };
  }
}

/** Removes a build run and what Kubernetes has of it. `false`: there is none of that name. */
export function removeBuildRun(world: World, project: Project, name: string): boolean {
  for (const pod of project.pods.values()) {
    if (pod.labels['buildrun.shipwright.io/name'] === name) project.pods.delete(pod.name);
  }
  project.buildRunObjects.delete(name);
  return world.remove(project, 'buildRuns', name);
}
