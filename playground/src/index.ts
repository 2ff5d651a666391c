/** Everything that the bot needs of the world, on loopback: Slack, IBM Cloud, registries. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Before } from './before';
import { type Cloud, startCloud } from './cloud';
import { startGitStandIn } from './git';
import { makeCertificates, type RegistryStandIn, registryWorldOf, startRegistryStandIn } from './registry';
import { botApiKey, createWorld, defaultProject, logInstances, regions } from './scenarios';
import { type SlackStandIn, startSlackStandIn } from './slack';
import type { World } from './world';

/** Git hosts whose repositories the simulated companies have. */
const gitHosts = ['github.com', 'gitlab.com'];

export interface StandIns {
  readonly slack: SlackStandIn;
  readonly world: World;
  readonly cloud: Cloud;
  readonly registry: RegistryStandIn;
  /** The settings with which a bot works against these stand-ins. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same for a bot that runs on Code Engine and logs in as a trusted profile. */
  readonly profileEnvironment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the stand-ins on free ports. `before` comes between them and whoever asks them. */
export async function startStandIns(world: World = createWorld(), before?: Before): Promise<StandIns> {
  const registries = () => registryWorldOf(world.registry, { accountId: world.accountId });
  const certificates = await makeCertificates();
  const [slack, cloud, registry, git] = await Promise.all([
    startSlackStandIn(before ? { before } : {}),
    startCloud(world, before),
    startRegistryStandIn(registries, certificates, before),
    startGitStandIn(world.git, before),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'ce-image-playground-'));
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, certificates.authority);
  const tokenFile = join(folder, 'compute-resource-token');
  const profile = world.identities.find((one) => one.profile)?.profile;
  writeFileSync(tokenFile, profile?.computeToken ?? '');
  const endpoints = Object.keys(registries().hosts).map((host) => `${host}=${registry.url}`);
  const environment = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    IBMCLOUD_API_KEY: botApiKey(world),
    IBMCLOUD_IAM_URL: cloud.iamUrl,
    CODE_ENGINE_API_URL: cloud.codeEngineUrl,
    VPC_API_URL: cloud.vpcUrl,
    CLOUD_LOGS: logInstances(world)
      .map(([region, id]) => `${region}=${cloud.logsUrl}/${id}`)
      .join(','),
    CODE_ENGINE_REGIONS: regions(world).join(','),
    CODE_ENGINE_PROJECT: defaultProject,
    REGISTRY_ENDPOINTS: endpoints.join(','),
    REGISTRY_CA_FILE: authority,
    SOURCE_ENDPOINTS: gitHosts
      .flatMap((host) => [`${host}=${git.url}`, `ssh://${host}=${git.sshUrl}`])
      .join(','),
    DATA_DIR: ':memory:',
  };
  const { IBMCLOUD_API_KEY: _, ...keyless } = environment;
  return {
    slack,
    world,
    cloud,
    registry,
    environment,
    profileEnvironment: {
      ...keyless,
      IBMCLOUD_TRUSTED_PROFILE_ID: profile?.id ?? '',
      IBMCLOUD_CR_TOKEN_FILE: tokenFile,
      KUBERNETES_API_URL: cloud.kubernetesUrl,
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await Promise.all([slack.close(), cloud.close(), registry.close(), git.close()]);
    },
  };
}
