import { addJob, addJobRun, minutes, seconds } from '../../world';
import { notReady, scheduled, started } from '../events';
import { ago, publish } from '../kit';
import type { Scenario } from '../scenario';
import { jobFailed, jobNotPulled } from '../workloads';

const managed = 'ce-auto-icr-private-eu-de';

/** Jobs whose image is there and that do not end well. */
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
      publish(world, image, {
        entrypoint: ['python', '-m', 'mailer'],
        exposedPorts: [],
        cmd: [],
        program: { commands: ['python'] },
      });
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
  {
    id: 'job-exits-with-error',
    case: 'J-1',
    title: 'The job’s program ends with an error',
    command: 'jobrun sales-report-run-21 --project reporting',
    cause: 'container-exit-nonzero',
    play(world) {
      const image = 'private.de.icr.io/shop/sales-report:1.9.0';
      publish(world, image, {
        entrypoint: ['python', '-m', 'sales_report'],
        exposedPorts: [],
        program: { ends: 1 },
      });
      jobFailed(world, world.project('reporting'), {
        name: 'sales-report',
        run: 'sales-report-run-21',
        image,
        secret: managed,
        env: [
          {
            type: 'secret_key_reference',
            name: 'DB_PASSWORD',
            reference: 'reporting-database',
            key: 'DB_PASSWORD',
          },
        ],
        minutes: 35,
        failure: 'ContainerExitedCode1',
        exitCode: 1,
        terminated: 'Error',
        took: 22,
        log: [
          'INFO sales_report: reading settings',
          'INFO sales_report: 31 days, 14 stores',
          'WARNING sales_report.rates: no rate for XOF, using 0.0015',
          ...Array.from({ length: 14 }, (_, index) => `INFO sales_report: store ${index + 1} of 14`),
          'Traceback (most recent call last):',
          '  File "<frozen runpy>", line 198, in _run_module_as_main',
          '  File "/app/sales_report/__main__.py", line 41, in <module>',
          '    write(totals)',
          '  File "/app/sales_report/output.py", line 17, in write',
          '    share = store.net / totals.net',
          '            ~~~~~~~~~~^~~~~~~~~~~~',
          'ZeroDivisionError: division by zero',
          '',
        ].join('\n'),
        healthyIndices: 0,
      });
    },
  },
  {
    id: 'job-disk-too-small',
    case: 'J-2',
    title: 'The job writes more than its ephemeral storage holds',
    command: 'jobrun catalog-export-run-6 --project warehouse',
    cause: 'ephemeral-storage-exceeded',
    play(world) {
      const image = 'private.de.icr.io/warehouse/catalog-export:2.2.0';
      publish(world, image, { exposedPorts: [], program: { disk: 0.6 } });
      const message = 'Pod ephemeral local storage usage exceeds the total limit of containers 400M. ';
      jobFailed(world, world.project('warehouse'), {
        name: 'catalog-export',
        run: 'catalog-export-run-6',
        image,
        secret: managed,
        ephemeralStorage: '400M',
        minutes: 24,
        failure: 'ExceededEphemeralStorage',
        exitCode: 137,
        terminated: 'Error',
        took: 61,
        retries: 1,
        podReason: { reason: 'Evicted', message },
        log: Array.from(
          { length: 64 },
          (_, index) => `wrote /tmp/export/part-${String(index).padStart(4, '0')}.parquet (6.3 MB)\n`,
        ).join(''),
        events: [{ after: seconds(64), type: 'Warning', reason: 'Evicted', message }],
      });
    },
  },
  {
    id: 'job-takes-too-long',
    case: 'J-4',
    title: 'The job takes longer than it may',
    command: 'jobrun customer-merge-run-2 --project loyalty',
    cause: 'job-time-limit',
    play(world) {
      const image = 'icr.io/codeengine/firstjob:latest';
      publish(world, image, { visibility: 'public', exposedPorts: [], program: { seconds: 1_050 } });
      jobFailed(world, world.project('loyalty'), {
        name: 'customer-merge',
        run: 'customer-merge-run-2',
        image,
        maxExecutionTime: 600,
        retryLimit: 0,
        minutes: 20,
        failure: 'MaxExecutionTimeExceeded',
        exitCode: 143,
        terminated: 'Error',
        took: 600,
        retries: 0,
        log: Array.from(
          { length: 60 },
          (_, index) => `merged ${(index + 1) * 2_500} of 410000 customers\n`,
        ).join(''),
        events: [
          {
            after: seconds(604),
            type: 'Normal',
            reason: 'Killing',
            message: 'Stopping container customer-merge-run-2',
          },
        ],
      });
    },
  },
  {
    id: 'job-memory-too-small',
    case: 'J-5',
    title: 'The job needs more memory than it has',
    command: 'jobrun basket-analysis-run-14 --project analytics',
    cause: 'container-oom-killed',
    play(world) {
      const image = 'private.us.icr.io/analytics/basket-analysis:0.8.0';
      publish(world, image, { exposedPorts: [], program: { memory: 3 } });
      jobFailed(world, world.project('analytics'), {
        name: 'basket-analysis',
        run: 'basket-analysis-run-14',
        image,
        secret: 'ce-auto-icr-private-us-south',
        memory: '2G',
        arraySpec: '0-3',
        minutes: 29,
        failure: 'OOMKilled',
        exitCode: 137,
        terminated: 'OOMKilled',
        took: 48,
        healthyIndices: 3,
        log: 'loading baskets 2026-04\n  4.1 million rows\ncomputing pairs\n  chunk 1 of 24\n  chunk 2 of 24\n  chunk 3 of 24\n  chunk 4 of 24\n',
      });
    },
  },
  {
    id: 'job-secret-missing',
    case: 'J-8',
    title: 'The job takes a variable from a secret that does not exist',
    command: 'jobrun refund-batch-run-2 --project payments',
    cause: 'secret-not-found',
    play(world) {
      const image = 'private.de.icr.io/payments/refund-batch:1.3.0';
      publish(world, image, { exposedPorts: [] });
      const message = 'secret "psp-credentials" not found';
      jobNotPulled(world, world.project('payments'), {
        name: 'refund-batch',
        run: 'refund-batch-run-2',
        image,
        secret: managed,
        env: [
          { type: 'secret_key_reference', name: 'PSP_KEY', reference: 'psp-credentials', key: 'PSP_KEY' },
        ],
        minutes: 18,
        error: message,
        waiting: { reason: 'CreateContainerConfigError', message },
        events: [
          ...started(image, 'refund-batch-run-2', { seconds: 1.4 }).slice(0, 3),
          {
            after: 3_000,
            type: 'Warning',
            reason: 'Failed',
            message: `Error: ${message}`,
            count: 82,
            lastAfter: minutes(17.8),
            repeatsEvery: 13_000,
          },
        ],
      });
    },
  },
  {
    id: 'job-arguments-wrong',
    case: 'J-9',
    title: 'The job’s program does not know one of its arguments',
    command: 'jobrun sitemap-run-30 --project content',
    cause: 'job-arguments-invalid',
    play(world) {
      const image = 'private.de.icr.io/content/sitemap:0.3.1';
      publish(world, image, {
        entrypoint: ['node', '/app/sitemap.js'],
        cmd: [],
        exposedPorts: [],
        program: { takes: ['--languages', '--gzip', '--out'] },
      });
      jobFailed(world, world.project('content'), {
        name: 'sitemap',
        run: 'sitemap-run-30',
        image,
        secret: managed,
        arguments: ['--languages', 'de,en', '--gzip-level', '9'],
        minutes: 12,
        failure: 'ContainerExitedCode2',
        exitCode: 2,
        terminated: 'Error',
        took: 1,
        log: "usage: sitemap [options]\n\n  --languages <list>   languages to write\n  --gzip               compress the result\n  --out <dir>          directory for the result\n\nerror: unknown option '--gzip-level'\n",
      });
    },
  },
  {
    id: 'job-run-quota',
    case: 'J-10',
    title: 'The project has as many job runs as it may have',
    command: 'jobrun margin-report-run-1 --project reporting',
    cause: 'project-quota-exceeded',
    play(world) {
      const project = world.project('reporting');
      const image = 'private.de.icr.io/shop/margin-report:1.0.0';
      publish(world, image, { exposedPorts: [] });
      const job = { name: 'margin-report', image, secret: managed };
      addJob(world, project, job);
      const message =
        'pods "margin-report-run-1-0-0" is forbidden: exceeded quota: project-quota, requested: count/jobruns.codeengine.cloud.ibm.com=1, used: count/jobruns.codeengine.cloud.ibm.com=100, limited: count/jobruns.codeengine.cloud.ibm.com=100';
      addJobRun(world, project, job, {
        name: 'margin-report-run-1',
        createdAt: ago(world, 15),
        status: 'pending',
        indices: [{ index: 0, status: 'pending' }],
        events: [
          {
            after: 1_500,
            type: 'Warning',
            reason: 'FailedCreate',
            message: `Error creating: ${message}`,
            count: 14,
            lastAfter: minutes(14),
            repeatsEvery: minutes(1),
          },
        ],
      });
    },
  },
  {
    id: 'daemon-ends',
    case: 'J-12',
    title: 'A daemon job ended with exit code 0, which counts as meant',
    command: 'jobrun queue-listener-run-1 --project warehouse',
    cause: 'daemon-exit-zero',
    play(world) {
      const project = world.project('warehouse');
      const image = 'private.de.icr.io/warehouse/queue-listener:1.1.0';
      publish(world, image, { exposedPorts: [], program: { ends: 0 } });
      const job = { name: 'queue-listener', image, secret: managed, runMode: 'daemon' };
      addJob(world, project, job);
      addJobRun(world, project, job, {
        name: 'queue-listener-run-1',
        createdAt: ago(world, 52),
        status: 'completed',
        finishedAfter: minutes(21),
        indices: [
          {
            index: 0,
            status: 'succeeded',
            pod: {
              phase: 'Succeeded',
              container: {
                state: { terminated: 'Completed', exitCode: 0, from: 3_000, to: minutes(21) },
                log: `listening for messages\n${Array.from({ length: 40 }, (_, index) => `message ${index + 1} done\n`).join('')}queue closed the connection, leaving\n`,
              },
              events: started(image, 'queue-listener-run-1'),
            },
          },
        ],
        events: [
          {
            after: minutes(21),
            type: 'Normal',
            reason: 'Completed',
            message: 'JobRun completed successfully',
          },
        ],
      });
    },
  },
];
