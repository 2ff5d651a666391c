import { addJob, addJobRun, minutes, seconds } from '../world';
import { notReady, scheduled } from './events';
import { ago, publish } from './kit';
import type { Scenario } from './scenario';

/** Jobs that start and fail. */
export const jobCases: readonly Scenario[] = [
  {
    id: 'job-command-missing',
    case: 'J-3',
    title: "The job's command is not in the image",
    command: 'jobrun shop-mailer-run-1',
    cause: 'entrypoint-not-found',
    play(world) {
      const project = world.project('shop');
      const image = 'private.de.icr.io/shop/shop-mailer:0.9.1';
      publish(world, image, { entrypoint: ['python', '-m', 'mailer'], exposedPorts: [], cmd: [] });
      const job = {
        name: 'shop-mailer',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        commands: ['/app/send-mails'],
        arguments: ['--batch', '500'],
        env: [{ type: 'literal', name: 'SMTP_PASSWORD', value: world.canary('smtp-password') }],
      };
      addJob(world, project, job);
      const why =
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app/send-mails": stat /app/send-mails: no such file or directory: unknown';
      addJobRun(world, project, job, {
        name: 'shop-mailer-run-1',
        createdAt: ago(world, 14),
        status: 'failed',
        finishedAfter: seconds(52),
        indices: [
          {
            index: 0,
            status: 'failed',
            lastFailureReason: 'ExecutableNotFound',
            retries: 3,
            pod: {
              phase: 'Failed',
              createdAfter: seconds(40),
              container: {
                state: {
                  terminated: 'StartError',
                  exitCode: 128,
                  message: why,
                  from: seconds(4),
                  to: seconds(4),
                },
                log: '',
              },
              conditions: notReady('shop-mailer-run-1'),
              events: [
                scheduled(),
                { after: 900, type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` },
                {
                  after: 2_600,
                  type: 'Normal',
                  reason: 'Pulled',
                  message: `Successfully pulled image "${image}" in 1.702s (1.702s including waiting). Image size: 84112908 bytes.`,
                },
                {
                  after: 2_700,
                  type: 'Normal',
                  reason: 'Created',
                  message: 'Created container shop-mailer-run-1',
                },
                { after: 3_900, type: 'Warning', reason: 'Failed', message: `Error: ${why}` },
              ],
            },
          },
        ],
        events: [
          {
            after: minutes(0.9),
            type: 'Warning',
            reason: 'Failed',
            message: 'JobRun failed: index 0 failed after 3 retries',
          },
        ],
      });
    },
  },
];
