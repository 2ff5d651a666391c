/** Workspaces that the Slack app is installed to. */
import type { Subscription } from './subscription';

export interface InstallationQueries {
  /** @param sealed encrypted; the store cannot read it */
  saveInstallation(workspace: string, sealed: string, now: number): Promise<void>;
  /** What was saved last. */
  installation(workspace: string): Promise<string | undefined>;
  deleteInstallation(workspace: string): Promise<void>;
  /** What the channels of a workspace watch. */
  watchesOfWorkspace(workspace: string): Promise<readonly Pick<Subscription, 'channel' | 'project'>[]>;
  /** Nothing is sent to the workspace any more. */
  dropNoticesOfWorkspace(workspace: string): Promise<void>;
}
