/** What conversations are about, and the projects that people mean when they name none. */
import type { ProjectRef, WorkloadSubject } from '../../diagnosis/model/subject';

export interface ConversationQueries {
  /**
   * Notes what a thread is about.
   * @param place the channel
   * @param thread the first message's ts, or a name of the whole channel's own
   * @param command a command line of the bot; no text of a person
   */
  saveTopic(place: string, thread: string, command: string, now: number): Promise<void>;
  /** What was noted last, not before `since`. */
  topic(place: string, thread: string, since: number): Promise<string | undefined>;
  /** The workload of the incident that a message of the channel shows. */
  subjectOfMessage(channel: string, ts: string): Promise<WorkloadSubject | undefined>;
  /** @param place a channel or a person; `project` undefined: none any more */
  saveDefaultProject(place: string, project: ProjectRef | undefined, by: string, now: number): Promise<void>;
  defaultProjects(places: readonly string[]): Promise<ReadonlyMap<string, ProjectRef>>;
  /** Forgets what belongs to a workspace. */
  dropConversationsOfWorkspace(workspace: string): Promise<void>;
}
