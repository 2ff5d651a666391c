/** A question of the command line, answered by the same core and cards as in Slack. */
import { WebClient } from '@slack/web-api';
import { systemTime } from '../alerts';
import { systemClock } from '../core';
import type { Diagnosis, Inquiry, Overview } from '../diagnosis/model/diagnosis';
import { unfollowed } from '../diagnosis/model/follow';
import type { Report, Transcript } from '../diagnosis/model/report';
import type { Masker } from '../diagnosis/model/secrets';
import { createLogger } from '../logging';
import { openToMembers } from '../slack/access';
import { answer } from '../slack/answer';
import { AlertsUnavailable } from '../slack/available-alerts';
import type { Card } from '../slack/cards/blocks';
import { Conversations } from '../slack/conversations';
import { Directory } from '../slack/directory';
import { memoryLedger } from '../slack/event-ledger';
import { KnownPeople } from '../slack/people';
import type { Command } from '../slack/question/command';
import { RecentProjects } from '../slack/recent-projects';
import { Persistence } from '../slack/sending/persist';
import type { Reply } from '../slack/sending/reply';
import { CardSender } from '../slack/sending/send';
import { SingleFlight, WorkTracker } from '../slack/work';
import { placeIn } from '../slack/workspaces/place';

/** What the exit code of `why` says. */
export const exitCodes = { healthy: 0, cause: 1, unknown: 2, usage: 3 } as const;

/** Milliseconds after which a person is told that it is being looked at. */
const QUIET_MS = 1000;

const noAlerts = () => Promise.reject(new AlertsUnavailable('Alerts belong to Slack.'));

/** What was told, and what stands behind it. */
export interface Told {
  readonly card?: Card;
  readonly report?: Report;
  readonly overview?: Overview;
  readonly transcript?: Transcript;
  readonly projects?: Awaited<ReturnType<Diagnosis['projects']>>;
}

type Seen = { -readonly [key in Exclude<keyof Told, 'card'>]?: Told[key] };

export interface Asking {
  readonly diagnosis: Diagnosis;
  readonly masker: Masker;
  /** Takes what a person who waits is told, and what goes wrong within. */
  readonly aside: (line: string) => void;
  /** Nobody waits. */
  readonly silent?: boolean;
}

/** Asks, and resolves to what was told. */
export async function answerOf(
  asked: Command,
  { diagnosis, masker, aside, silent = false }: Asking,
): Promise<Told> {
  const seen: Seen = {};
  const logger = createLogger('error', masker, aside);
  const reply = new TerminalReply(aside, silent);
  const people = new KnownPeople();
  await answer(
    asked,
    reply,
    // Nobody watches from a terminal, so Slack is never asked.
    {
      user: '',
      channel: '',
      place: placeIn(undefined, ''),
      personPlace: placeIn(undefined, ''),
      isDirect: true,
      usualProject: async () => undefined,
      client: new WebClient(),
    },
    {
      diagnosis: observed(diagnosis, seen),
      masker,
      logger,
      sender: new CardSender({ warn: () => undefined }),
      access: {
        of: async () => ({ ...openToMembers, administers: true }),
        told: async () => 'all',
        rules: async () => undefined,
        unknown: async () => [],
      },
      persistence: new Persistence({ time: systemTime, warn: () => undefined }),
      projects: new RecentProjects(diagnosis, systemTime.now),
      people,
      directory: new Directory(people, logger),
      placeOf: (id) => placeIn(undefined, id),
      uninstalled: async () => undefined,
      ledger: memoryLedger(),
      alerts: noAlerts,
      files: {},
      conversations: new Conversations({
        open: noAlerts,
        opened: async () => undefined,
        now: systemTime.now,
        warn: () => undefined,
      }),
      work: new WorkTracker(),
      flights: new SingleFlight(),
      // Who asks in a terminal is the operator.
      audit: { note: () => undefined },
      now: systemTime.now,
      patienceMs: QUIET_MS,
      follow: unfollowed,
    },
  );
  reply.end();
  return { ...seen, ...(reply.card && { card: reply.card }) };
}

/** The exit code of what was told. */
export function exitCodeOf({ report, overview, transcript, projects }: Told): number {
  // What was asked for is there, or is not.
  if (transcript) {
    const { logs, events, missing } = transcript;
    return logs.length + events.length > 0 || missing.length === 0 ? exitCodes.healthy : exitCodes.unknown;
  }
  if (overview) return overview.failing.length > 0 ? exitCodes.cause : exitCodes.healthy;
  if (!report && projects) return projects.projects.length > 0 ? exitCodes.healthy : exitCodes.unknown;
  if (!report || report.cause === 'unknown' || report.state === 'unknown') return exitCodes.unknown;
  return ['healthy', 'running', 'pending'].includes(report.state) ? exitCodes.healthy : exitCodes.cause;
}

/** The same core, whose last answers are remembered. */
function observed(core: Diagnosis, seen: Seen): Diagnosis {
  const watched = <T extends Pick<Inquiry, 'investigate' | 'overview' | 'transcript'>>(inquiry: T): T => ({
    ...inquiry,
    async investigate(subject, wishes) {
      seen.report = await inquiry.investigate(subject, wishes);
      return seen.report;
    },
    async overview(query) {
      const found = await inquiry.overview(query);
      if (!('found' in found)) seen.overview = found;
      return found;
    },
    async transcript(subject, wishes) {
      seen.transcript = await inquiry.transcript(subject, wishes);
      return seen.transcript;
    },
  });
  return {
    ...watched(core),
    inquire: (...given) => watched(core.inquire(...given)),
    async projects(sees) {
      seen.projects = await core.projects(sees);
      return seen.projects;
    },
  };
}

/** Keeps the last card, and tells a person who waits on stderr, so that a pipe holds the answer alone. */
class TerminalReply implements Reply {
  card: Card | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #start = systemClock.now();

  constructor(
    private readonly tell: (line: string) => void,
    private readonly silent: boolean,
  ) {}

  async progress({ text }: Card): Promise<void> {
    if (this.silent || this.#timer) return;
    const wait = Math.max(0, QUIET_MS - (systemClock.now() - this.#start));
    this.#timer = setTimeout(() => this.tell(`${text}\n`), wait);
  }

  async answer(card: Card): Promise<void> {
    this.card = card;
  }

  async aside(card: Card): Promise<void> {
    this.card = card;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
