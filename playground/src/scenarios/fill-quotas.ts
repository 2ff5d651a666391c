/** Projects whose quota is used up have as much of it as they can: what is counted is there. */
import { addApp, addJob, addJobRun, hours, type Project, type World } from '../world';
import { publish } from './kit';

/** Older things of no case, until the quota is full. */
export function fillQuotas(world: World): void {
  for (const project of world.projects.values()) {
    for (const { counts, hard } of project.quotas) {
      const missing = counts === undefined ? 0 : Number(hard) - project[counts].size;
      if (missing > 0 && counts === 'revisions') addRevisions(world, project, missing);
      if (missing > 0 && counts === 'jobRuns') addRuns(world, project, missing);
    }
  }
}

/** An app that has been deployed often. */
function addRevisions(world: World, project: Project, count: number): void {
  const image = `private.de.icr.io/${project.name}/flash-sale:1`;
  const digest = publish(world, image);
  const createdAt = (at: number) => world.clock.now() - hours(40 * 24 - at);
  addApp(world, project, {
    name: 'flash-sale',
    image,
    secret: `ce-auto-icr-private-${project.region}`,
    createdAt: createdAt(0),
    status: 'ready',
    reason: 'ready',
    revisions: Array.from({ length: count }, (_, at) => ({
      createdAt: createdAt(at),
      status: 'ready',
      reason: 'ready',
      digest,
    })),
  });
}

/** A job that runs often. */
function addRuns(world: World, project: Project, count: number): void {
  const image = 'private.de.icr.io/shop/daily-stock:1';
  publish(world, image, { exposedPorts: [] });
  const job = { name: 'daily-stock', image, secret: `ce-auto-icr-private-${project.region}` };
  addJob(world, project, job);
  for (let at = 1; at <= count; at += 1) {
    addJobRun(world, project, job, {
      name: `daily-stock-run-${at}`,
      createdAt: world.clock.now() - hours(160) + at * 60_000,
      status: 'completed',
      finishedAfter: 20_000,
      indices: [{ index: 0, status: 'succeeded' }],
    });
  }
}
