/** Installations of the Slack app, encrypted in the store. */
import type { Installation, InstallationQuery, InstallationStore, Logger } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Secret } from '../../diagnosis/model/secrets';
import type { Home } from './place';
import type { Seal } from './seal';

/** The part of the alert store that keeps installations. */
export interface SealedInstallations {
  saveInstallation(workspace: string, sealed: string, now: number): Promise<void>;
  installation(workspace: string): Promise<string | undefined>;
  deleteInstallation(workspace: string): Promise<void>;
}

export interface InstallationsOptions {
  readonly seal: Seal;
  /** Rejects while the database does not answer. */
  readonly store: () => Promise<SealedInstallations>;
  readonly now: () => number;
  /** Takes each token that was read or written, so that it is never logged. */
  readonly learn: (token: string) => void;
  readonly clientOptions: () => WebClientOptions;
  /** With which the app exchanges a token that is about to end for a new one. */
  readonly app: { readonly id: string; readonly secret: Secret };
  /** True for the first of all instances that claims `id`. */
  readonly claim: (id: string) => Promise<boolean>;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * A rotated token is good for twelve hours; it is exchanged when less than this is left, milliseconds. Bolt's own way
 * begins at two hours and lets each instance do it, although a refresh token is good once.
 * Source: docs.slack.dev/authentication/using-token-rotation.
 */
const RENEW_BEFORE = 3 * 3_600_000;
/** Who claimed to renew and did not, because it died, holds nobody up for longer. */
const CLAIM_MS = 2 * 60_000;

/** The app is not installed to the workspace (any more). */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
  constructor(workspace: string) {
    super(`the app is not installed to ${workspace}`);
  }
}

export class Installations implements InstallationStore {
  constructor(private readonly options: InstallationsOptions) {}

  async storeInstallation(installation: Installation): Promise<void> {
    await this.#save(keyOf(installation), installation);
  }

  /** Of the workspace, or of the organisation that has installed it for all of its workspaces. */
  async fetchInstallation(query: InstallationQuery<boolean>): Promise<Installation<'v2', boolean>> {
    const { teamId, enterpriseId, isEnterpriseInstall } = query;
    const names = isEnterpriseInstall ? [enterpriseId] : [teamId, enterpriseId];
    for (const name of names) {
      const found = name === undefined ? undefined : await this.of(name);
      if (found) return found;
    }
    throw new NotInstalled(names.join(' or '));
  }

  async deleteInstallation({
    teamId,
    enterpriseId,
    isEnterpriseInstall,
  }: InstallationQuery<boolean>): Promise<void> {
    const name = isEnterpriseInstall ? enterpriseId : teamId;
    if (name) await this.remove(name);
  }

  /** @param workspace id of a workspace, or of an organisation */
  async of(workspace: string): Promise<Installation<'v2', boolean> | undefined> {
    const { seal, store } = this.options;
    const sealed = await (await store()).installation(workspace);
    if (sealed === undefined) return undefined;
    const { text, isOld } = seal.open(workspace, sealed);
    const installation = JSON.parse(text) as Installation<'v2', boolean>;
    this.#learn(installation);
    if (isOld) await this.#save(workspace, installation);
    return this.#renewed(workspace, installation);
  }

  /** With a token that is good for hours. One instance asks for it; the others go on with the one that they have. */
  async #renewed<I extends Installation<'v2', boolean>>(workspace: string, installation: I): Promise<I> {
    const { app, claim, clientOptions, logger, now } = this.options;
    const { bot } = installation;
    if (!bot?.refreshToken || bot.expiresAt === undefined) return installation;
    if (bot.expiresAt * 1000 - now() > RENEW_BEFORE) return installation;
    const turn = Math.floor(now() / CLAIM_MS);
    if (!(await claim(`renew:${workspace}:${bot.expiresAt}:${turn}`))) return installation;
    try {
      const { access_token, refresh_token, expires_in } = await new WebClient(
        undefined,
        clientOptions(),
      ).oauth.v2.access({
        client_id: app.id,
        client_secret: app.secret.reveal(),
        grant_type: 'refresh_token',
        refresh_token: bot.refreshToken,
      });
      if (!access_token || !refresh_token || !expires_in) throw new Error('Slack gave no token');
      const expiresAt = Math.floor(now() / 1000) + expires_in;
      const renewed = {
        ...installation,
        bot: { ...bot, token: access_token, refreshToken: refresh_token, expiresAt },
      };
      await this.#save(workspace, renewed);
      return renewed;
    } catch (error) {
      logger.warn(`the token of ${workspace} could not be renewed, and is tried again:`, error);
      return installation;
    }
  }

  async remove(workspace: string): Promise<void> {
    await (await this.options.store()).deleteInstallation(workspace);
  }

  /** Whose people are at home where the app is installed to. Rejects with NotInstalled. */
  async home(workspace: string): Promise<Home> {
    const found = await this.of(workspace);
    if (!found) throw new NotInstalled(workspace);
    const { team, enterprise } = found;
    return {
      ...(team?.id !== undefined && !found.isEnterpriseInstall && { teamId: team.id }),
      ...(enterprise?.id !== undefined && { enterpriseId: enterprise.id }),
    };
  }

  /** A client that speaks as the bot of a workspace. Rejects with NotInstalled. */
  async client(workspace: string): Promise<WebClient> {
    const token = (await this.of(workspace))?.bot?.token;
    if (!token) throw new NotInstalled(workspace);
    return new WebClient(token, this.options.clientOptions());
  }

  async #save(workspace: string, installation: Installation): Promise<void> {
    const { seal, store, now } = this.options;
    this.#learn(installation);
    const sealed = seal.seal(workspace, JSON.stringify(installation));
    await (await store()).saveInstallation(workspace, sealed, now());
  }

  #learn({ bot, user }: Pick<Installation, 'bot' | 'user'>): void {
    for (const token of [bot?.token, bot?.refreshToken, user?.token, user?.refreshToken]) {
      if (token) this.options.learn(token);
    }
  }
}

function keyOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
  const id = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (!id) throw new Error('an installation without a workspace');
  return id;
}
