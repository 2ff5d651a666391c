import { addSshSecret, fetched, hours } from '../../world';
import { type Attempt, type FailingBuild, failingBuild, sourceFailed } from '../kit';
import type { Scenario } from '../scenario';

/** What Shipwright says of a checkout that failed. */
const failures = {
  unreachable: { reason: 'GitError', message: 'The source could not be fetched.' },
  unknownKey: {
    reason: 'GitAuthInvalidKey',
    message: 'The source repository could not be accessed: the SSH key or the host key is not valid.',
  },
  revision: {
    reason: 'GitRevisionNotFound',
    message: 'The source revision was not found in the repository.',
  },
} as const;

function failing(
  words: string,
  failure: { readonly reason: string; readonly message: string },
  reason = 'failed_to_execute_build_run',
): Pick<FailingBuild, 'outcome'> {
  return { outcome: (attempt: Attempt) => sourceFailed(attempt, words, failure, { reason }) };
}

/** Builds whose source cannot be fetched. */
export const buildSourceCases: readonly Scenario[] = [
  {
    id: 'repository-private-over-https',
    case: 'B-13',
    title: 'A private repository is cloned over HTTPS without a login',
    command: 'build price-rules --project payments',
    fix: {
      source_url: 'git@github.com:fernwood-shop/price-rules.git',
      source_secret: 'github-deploy-key',
    },
    cause: 'git-repo-not-found',
    shownBy: { step: 'auth' },
    play(world) {
      const output = "fatal: could not read Username for 'https://github.com': terminal prompts disabled";
      failingBuild(world, world.project('payments'), {
        name: 'price-rules',
        source_url: 'https://github.com/fernwood-shop/price-rules',
        repository: { private: true },
        output_image: 'private.de.icr.io/payments/price-rules:1.0.0',
        createdAt: world.clock.now() - hours(1),
        failedAgo: [31, 9],
        mended: (spec, home) => fetched(world, home, spec) !== undefined,
        outcome: (attempt) =>
          sourceFailed(
            attempt,
            output,
            {
              reason: 'GitRemoteRepositoryPrivate',
              message:
                'The source repository does not exist, or you have insufficient permission to access it.',
            },
            { reason: 'missing_code_repo_access' },
          ),
      });
    },
  },
  {
    id: 'git-host-in-private-network',
    case: 'B-12',
    title: 'The git server is in a network that the build cannot see',
    command: 'build label-templates --project warehouse',
    cause: 'git-host-unreachable',
    shownBy: { step: 'dns' },
    play(world) {
      failingBuild(world, world.project('warehouse'), {
        name: 'label-templates',
        source_url: 'https://git.intern.fernwood.example/warehouse/label-templates.git',
        repository: 'none',
        output_image: 'private.de.icr.io/warehouse/label-templates:1.3.0',
        failedAgo: [52, 25],
        ...failing(
          "fatal: unable to access 'https://git.intern.fernwood.example/warehouse/label-templates.git/': Could not resolve host: git.intern.fernwood.example",
          failures.unreachable,
        ),
      });
    },
  },
  {
    id: 'ssh-without-known-host',
    case: 'B-14',
    title: 'An SSH address is cloned without a secret',
    command: 'build theme-store --project content',
    fix: { source_url: 'https://github.com/fernwood-shop/theme-store' },
    cause: 'git-host-key-unverified',
    shownBy: { step: 'identity' },
    play(world) {
      failingBuild(world, world.project('content'), {
        name: 'theme-store',
        source_url: 'git@github.com:fernwood-shop/theme-store.git',
        output_image: 'private.de.icr.io/content/theme-store:4.4.0',
        failedAgo: [30],
        mended: (spec, home) => fetched(world, home, spec) !== undefined,
        ...failing(
          'Host key verification failed.\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
          failures.unknownKey,
          'missing_code_repo_access',
        ),
      });
    },
  },
  {
    id: 'deploy-key-not-accepted',
    case: 'B-15',
    title: 'GitHub does not accept the deploy key',
    command: 'build fraud-check --project payments',
    fix: { source_secret: 'github-deploy-key' },
    cause: 'git-auth-failed',
    shownBy: { step: 'auth' },
    play(world) {
      const project = world.project('payments');
      addSshSecret(world, project, 'fraud-check-key', 'github.com', 'refused');
      failingBuild(world, project, {
        name: 'fraud-check',
        source_url: 'git@github.com:fernwood-shop/fraud-check.git',
        repository: { private: true },
        source_secret: 'fraud-check-key',
        output_image: 'private.de.icr.io/payments/fraud-check:0.7.1',
        failedAgo: [47, 16],
        workedAgo: 300,
        mended: (spec, home) => fetched(world, home, spec) !== undefined,
        ...failing(
          'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
          failures.unknownKey,
          'missing_code_repo_access',
        ),
      });
    },
  },
  {
    id: 'branch-renamed',
    case: 'B-16',
    title: 'The branch was renamed',
    command: 'build size-charts --project content',
    fix: { source_revision: 'main' },
    cause: 'git-revision-not-found',
    shownBy: { step: 'revision' },
    play(world) {
      failingBuild(world, world.project('content'), {
        name: 'size-charts',
        source_url: 'https://github.com/fernwood-shop/size-charts',
        source_revision: 'master',
        repository: { branch: 'main' },
        output_image: 'private.de.icr.io/content/size-charts:2.0.0',
        failedAgo: [36],
        workedAgo: 700,
        mended: (spec, home) => fetched(world, home, spec) !== undefined,
        ...failing(
          "warning: Could not find remote branch master to clone.\nfatal: Couldn't find remote ref refs/heads/master\nfatal: Remote branch master not found in upstream origin",
          failures.revision,
        ),
      });
    },
  },
  {
    id: 'ssh-key-expired',
    case: 'B-17',
    title: 'The SSH key has expired at GitLab',
    command: 'build delivery-slots --project logistics-uk',
    cause: 'ssh-key-expired',
    shownBy: { step: 'auth' },
    play(world) {
      const project = world.project('logistics-uk');
      addSshSecret(world, project, 'gitlab-deploy-key', 'gitlab.com', { expired: true });
      failingBuild(world, project, {
        name: 'delivery-slots',
        source_url: 'git@gitlab.com:fernwood/delivery-slots.git',
        repository: { private: true },
        source_secret: 'gitlab-deploy-key',
        output_image: 'private.uk.icr.io/logistics/delivery-slots:1.12.0',
        failedAgo: [22],
        workedAgo: 96,
        mended: (spec, home) => fetched(world, home, spec) !== undefined,
        ...failing(
          'remote: \nremote: ========================================================================\nremote: \nremote: ERROR: Your SSH key has expired.\nremote: \nremote: ========================================================================\nremote: \nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
          failures.unknownKey,
          'missing_code_repo_access',
        ),
      });
    },
  },
  {
    id: 'ssh-key-with-passphrase',
    case: 'B-18',
    title: 'The SSH key has a passphrase, which nobody can type',
    command: 'build return-labels --project logistics-uk',
    cause: 'ssh-key-passphrase',
    shownBy: { step: 'auth' },
    play(world) {
      const project = world.project('logistics-uk');
      addSshSecret(world, project, 'laptop-key', 'github.com', {}, { passphrase: 'open sesame' });
      failingBuild(world, project, {
        name: 'return-labels',
        source_url: 'git@github.com:fernwood-shop/return-labels.git',
        repository: { private: true },
        source_secret: 'laptop-key',
        output_image: 'private.uk.icr.io/logistics/return-labels:0.3.0',
        failedAgo: [19],
        mended: (spec, home) => fetched(world, home, spec) !== undefined,
        ...failing(
          'Load key "/workspace/shp-source-secret/ssh-privatekey": incorrect passphrase supplied to decrypt private key\ngit@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
          failures.unknownKey,
          'missing_code_repo_access',
        ),
      });
    },
  },
];
