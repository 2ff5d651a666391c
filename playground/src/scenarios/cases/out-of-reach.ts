import { addBuild, addJob, hours, runBuild } from '../../world';
import { publish, succeeded } from '../kit';
import type { Scenario } from '../scenario';
import { appInState } from '../workloads';

/** Runs that were removed, and projects that are closed. */
export const outOfReachCases: readonly Scenario[] = [
  {
    id: 'build-run-retention',
    case: 'B-26',
    title: 'The build run was removed after its time of retention',
    command: 'buildrun shop-search-run-260301-071502 --project shop-ci',
    cause: 'build-run-removed',
    play(world) {
      const project = world.project('shop-ci');
      publish(world, 'private.de.icr.io/shop/shop-search:2.2.0');
      const commit = {
        sha: world.names.hex(40, 'commit', 'shop-search'),
        author: 'Mara Lindqvist',
        branch: 'main',
      };
      const build = addBuild(world, project, {
        name: 'shop-search',
        source_url: 'https://github.com/fernwood-shop/shop-search',
        output_image: 'private.de.icr.io/shop/shop-search:2.2.0',
        behaviour: (spec) => succeeded(world, spec, commit, world.clock.now()),
      });
      const startedAt = world.clock.now() - hours(2);
      runBuild(world, project, {
        build: 'shop-search',
        startedAt,
        outcome: { ...succeeded(world, build, commit, startedAt), noPod: true },
      });
    },
  },
  {
    id: 'job-run-retention',
    case: 'J-13',
    title: 'The job run was removed after its time of retention',
    command: 'jobrun loyalty-digest-26031 --project loyalty',
    cause: 'job-run-removed',
    play(world) {
      addJob(world, world.project('loyalty'), {
        name: 'loyalty-digest',
        image: 'icr.io/codeengine/firstjob:latest',
        createdAt: world.clock.now() - hours(900),
      });
    },
  },
  {
    id: 'no-service-role',
    case: 'P-1',
    title: 'The bot has no service role in the project',
    command: 'app salary-slips --project payroll',
    cause: 'project-access-denied',
    play(world) {
      const image = 'private.de.icr.io/payments/salary-slips:1.0.0';
      appInState(world, world.project('payroll'), {
        name: 'salary-slips',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 60 * 24,
        status: 'ready',
        reason: 'ready',
        digest: publish(world, image),
      });
    },
  },
  {
    id: 'project-deleted',
    case: 'P-3',
    title: 'The project was deleted and can still be restored',
    command: 'app storefront --project shop-archive',
    cause: 'project-not-active',
    play(world) {
      const image = 'private.de.icr.io/shop/storefront:1.0.0';
      appInState(world, world.project('shop-archive'), {
        name: 'storefront',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 60 * 24 * 40,
        status: 'ready',
        reason: 'ready',
        digest: publish(world, image),
      });
    },
  },
];
