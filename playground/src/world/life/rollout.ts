/** A workload that works its way to where a case has it: its traces so far go, and it is on its way again. */
import { instant } from '../clock';
import type { Project } from '../project';
import type { World } from '../world';

/** Kinds that are rolled out. A build is run, which `runBuild` does. */
export type Rollable = 'app' | 'job' | 'jobrun' | 'function';

/** World time from the beginning of a roll-out to its end. */
const ROLLOUT_MS = 15_000;

/**
 * Shows a workload as being deployed, or a job run as running, and lets `end` happen a little later.
 * False when the project has none of that name.
 */
export function rollOut(
  world: World,
  project: Project,
  kind: Rollable,
  name: string,
  end: () => void,
): boolean {
  if (!begun(world, project, kind, name)) return false;
  world.at(world.clock.now() + ROLLOUT_MS, end);
  return true;
}

function begun(world: World, project: Project, kind: Rollable, name: string): boolean {
  switch (kind) {
    case 'app':
      return appBegun(world, project, name);
    case 'function': {
      const known = project.functions.get(name);
      if (known)
        world.put(project, 'functions', {
          ...known,
          status: 'deploying',
          status_details: { reason: 'deploying' },
        });
      return known !== undefined;
    }
    case 'job': {
      const runs = [...project.jobRuns.values()].filter((run) => run.job_name === name);
      for (const run of runs) jobRunBegun(world, project, run.name);
      return runs.length > 0;
    }
    case 'jobrun':
      return jobRunBegun(world, project, name);
  }
}

function appBegun(world: World, project: Project, name: string): boolean {
  const app = project.apps.get(name);
  const latest = app?.status_details.latest_created_revision;
  if (!app || latest === undefined) return false;
  forget(project, 'serving.knative.dev/revision', latest);
  project.revisionObjects.set(latest, {
    name: latest,
    conditions: [{ type: 'Ready', status: 'Unknown', reason: 'Deploying', message: '' }],
  });
  const revision = project.revisions.get(latest);
  if (revision) {
    world.put(project, 'revisions', {
      ...revision,
      created_at: world.instant(),
      status: 'loading',
      status_details: { reason: 'deploying', actual_instances: 0 },
    });
  }
  world.put(project, 'apps', {
    ...app,
    status: 'deploying',
    status_details: { ...app.status_details, reason: 'deploying' },
  });
  return true;
}

function jobRunBegun(world: World, project: Project, name: string): boolean {
  const run = project.jobRuns.get(name);
  if (!run) return false;
  forget(project, 'codeengine.cloud.ibm.com/job-run', name);
  const now = world.clock.now();
  world.put(project, 'jobRuns', {
    ...run,
    created_at: instant(now),
    status: 'running',
    status_details: {
      requested: 0,
      pending: 0,
      running: 1,
      failed: 0,
      succeeded: 0,
      unknown: 0,
      running_indices: '0',
      indices_details: { 0: { status: 'running', started_at: instant(now) } },
      start_time: instant(now),
    },
  });
  return true;
}

/** Takes away pods by a label, what is told of them, and what is told of their owner. */
function forget(project: Project, label: string, owner: string): void {
  const gone = new Set([owner]);
  for (const pod of project.pods.values()) if (pod.labels[label] === owner) gone.add(pod.name);
  for (const name of gone) {
    project.pods.delete(name);
    project.instances.delete(name);
  }
  const kept = project.events.filter(({ object }) => !gone.has(object.name));
  project.events.splice(0, project.events.length, ...kept);
}
