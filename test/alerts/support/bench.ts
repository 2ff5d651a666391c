/** Alerts on hand-made lists, a recording messenger and a clock that the test moves. */
import {
  type AlertRules,
  Alerts,
  type Audience,
  DeliveryError,
  type Message,
  type Messenger,
  type Posted,
  type Webhooks,
} from '../../../src/alerts';
import { causeOf } from '../../../src/diagnosis/causes/index';
import type { CauseId } from '../../../src/diagnosis/model/cause-id';
import { SourceError } from '../../../src/diagnosis/model/evidence';
import type { Follow } from '../../../src/diagnosis/model/follow';
import type { App, BuildRun, JobRun } from '../../../src/diagnosis/model/platform';
import type { Report } from '../../../src/diagnosis/model/report';
import type { ActivityKind, ActivitySource, BuildRunner } from '../../../src/diagnosis/model/sources';
import type { ProjectRef, Subject } from '../../../src/diagnosis/model/subject';
import type { AlertStore } from '../../../src/store';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A Monday, ten o'clock in UTC. */
export const MONDAY = Date.UTC(2026, 0, 5, 10);
export const shop: ProjectRef = { id: 'project-shop', name: 'shop', region: 'eu-de' };

/** What Code Engine would list, and why things fail. */
export class FakeProject {
  readonly buildRuns: BuildRun[] = [];
  readonly apps = new Map<string, App>();
  readonly jobRuns: JobRun[] = [];
  readonly causes = new Map<string, CauseId>();
  calls: ActivityKind[] = [];
  investigations = 0;
  failWith?: SourceError;
  #runs = 0;

  /** Ends a run of a build. */
  build(
    name: string,
    status: 'failed' | 'succeeded' | 'running' | 'pending',
    at: number,
    more: Partial<BuildRun> & { cause?: CauseId } = {},
  ): string {
    this.#runs += 1;
    const run = `${name}-run-${this.#runs}`;
    const { cause = 'compile-error', ...spec } = more;
    this.causes.set(run, cause);
    const ended = status === 'failed' || status === 'succeeded';
    this.buildRuns.push({
      name: run,
      buildName: name,
      status,
      createdAt: new Date(at).toISOString(),
      ...(ended && { completionTime: new Date(at).toISOString() }),
      outputImage: `private.de.icr.io/shop/${name}`,
      outputSecret: 'registry-login',
      ...spec,
    });
    return run;
  }

  app(name: string, status: string, more: Partial<App> & { cause?: CauseId } = {}): void {
    const { cause = 'image-tag-not-found', ...spec } = more;
    this.causes.set(name, cause);
    this.apps.set(name, {
      name,
      status,
      latestCreatedRevision: `${name}-00001`,
      imageReference: 'de.icr.io/shop/app:1',
      ...spec,
    });
  }
}

export class FakeCloud {
  readonly projects = new Map<string, FakeProject>([[shop.id, new FakeProject()]]);

  get shop(): FakeProject {
    return this.project(shop);
  }

  project(ref: ProjectRef): FakeProject {
    const project = this.projects.get(ref.id) ?? new FakeProject();
    this.projects.set(ref.id, project);
    return project;
  }

  async activity(ref: ProjectRef, kinds: readonly ActivityKind[]) {
    const project = this.project(ref);
    project.calls.push(...kinds);
    if (project.failWith) throw project.failWith;
    return {
      ...(kinds.includes('buildRuns') && { buildRuns: [...project.buildRuns] }),
      ...(kinds.includes('apps') && { apps: [...project.apps.values()] }),
      ...(kinds.includes('jobRuns') && { jobRuns: [...project.jobRuns] }),
    };
  }

  async investigate(subject: Subject): Promise<Report> {
    if (!('name' in subject)) throw new Error('not asked in these tests');
    const project = this.project(subject.project);
    project.investigations += 1;
    const cause = project.causes.get(subject.name) ?? 'unknown';
    const { title, stage } = causeOf(cause);
    return {
      subject,
      state: cause === 'healthy-no-problem' ? 'healthy' : 'failed',
      standing: cause === 'healthy-no-problem' ? 'well' : 'failed',
      headline: `${subject.name}: ${title}`,
      cause,
      confidence: 'likely',
      findings: [
        {
          cause,
          title,
          headline: title,
          stage,
          confidence: 'likely',
          explanation: title,
          fix: [],
          proof: [{ source: 'log', text: `error in ${subject.name}` }],
        },
      ],
      disagreements: [],
      ruledOut: [],
      missing: [],
      facts: [],
      events: [],
      at: new Date(MONDAY).toISOString(),
      tookMs: 1,
    };
  }

  async transcript(subject: Subject) {
    const name = 'name' in subject ? subject.name : '';
    const logs = [
      {
        pod: `${name}-pod`,
        container: 'step-build-and-push',
        previous: false,
        text: `the log of ${name}`,
        truncated: false,
      },
    ];
    return { logs, events: [], missing: [] };
  }
}

export interface SentMessage {
  readonly message: Message;
  readonly posted: Posted;
  readonly edits: Message[];
}

/** A Slack that keeps what it is sent, and fails when it is told to. */
export class RecordingMessenger implements Messenger {
  readonly sent: SentMessage[] = [];
  /** Each is thrown once, before anything is posted. */
  readonly failures: DeliveryError[] = [];
  /** The next post arrives, and its answer is lost. */
  loseNextAnswer = false;
  /** Called after a message arrived and before its sender hears of it. */
  afterPost?: () => void;
  searches = 0;

  async post(message: Message): Promise<Posted> {
    this.#fail();
    const posted = { channel: message.channel, ts: `${this.sent.length + 1}.000000` };
    this.sent.push({ message, posted, edits: [] });
    this.afterPost?.();
    if (this.loseNextAnswer) {
      this.loseNextAnswer = false;
      throw new DeliveryError('uncertain', 'no answer');
    }
    return posted;
  }

  async update(message: Message, at: Posted): Promise<void> {
    this.#fail();
    const sent = this.sent.find(({ posted }) => posted.ts === at.ts);
    if (!sent) throw new DeliveryError('gone', 'message_not_found');
    sent.edits.push(message);
  }

  async find(message: Message): Promise<Posted | undefined> {
    this.searches += 1;
    return this.sent.find((each) => each.message.noticeId === message.noticeId)?.posted;
  }

  /** Messages of one type, each as it is shown now. */
  shown<T extends Message['view']['type']>(
    type: T,
  ): (Message & { view: Extract<Message['view'], { type: T }> })[] {
    return this.sent
      .map(({ message, edits }) => edits.at(-1) ?? message)
      .filter((message): message is never => message.view.type === type);
  }

  /** What the threads say, in order. */
  get notes(): string[] {
    return this.shown('note').flatMap(({ view }) => view.notes.map(({ what }) => what));
  }

  #fail(): void {
    const failure = this.failures.shift();
    if (failure) throw failure;
  }
}

export class ManualTime {
  at = MONDAY;
  now = () => this.at;
  sleep = async () => undefined;
}

export interface AlertBench {
  readonly alerts: Alerts;
  readonly cloud: FakeCloud;
  readonly source: ActivitySource & Partial<BuildRunner>;
  readonly slack: RecordingMessenger;
  readonly time: ManualTime;
  readonly problems: string[];
  /** Moves the clock, a step at a time, with everything that is due in between. */
  pass(ms: number, step?: number): Promise<void>;
  /** Watches the shop in C1 and lets the first look happen. */
  watchShop(more?: Partial<Parameters<Alerts['watch']>[0]>): Promise<void>;
}

export function benchOn(
  store: AlertStore,
  shared: {
    cloud?: FakeCloud;
    slack?: RecordingMessenger;
    time?: ManualTime;
    owner?: string;
    rules?: Partial<AlertRules>;
    webhooks?: Webhooks;
    audience?: Audience;
    follow?: Follow;
  } = {},
): AlertBench {
  const { cloud = new FakeCloud(), slack = new RecordingMessenger(), time = new ManualTime() } = shared;
  const problems: string[] = [];
  const source: ActivitySource & Partial<BuildRunner> = {
    activity: (ref, kinds) => cloud.activity(ref, kinds),
  };
  const alerts = new Alerts({
    store,
    source,
    diagnosis: { inquire: () => cloud },
    messenger: slack,
    clock: { now: time.now, deadline: () => new AbortController().signal },
    mask: (value) => value,
    log: {
      warn: (text) => problems.push(text),
      error: (text, error) =>
        problems.push(`${text}: ${error instanceof Error ? error.message : String(error)}`),
    },
    // Apps that are well are looked at in tests of that alone.
    rules: { jitter: 0, imageChecks: 0, ...shared.rules },
    time,
    ...(shared.webhooks && { webhooks: shared.webhooks }),
    ...(shared.audience && { audience: shared.audience }),
    random: () => 0.5,
    owner: shared.owner ?? 'one',
    ...(shared.follow && { follow: shared.follow }),
  });
  const pass = async (ms: number, step = 30_000) => {
    const end = time.at + ms;
    while (time.at < end) {
      time.at = Math.min(end, time.at + step);
      await alerts.tick();
    }
  };
  return {
    alerts,
    cloud,
    source,
    slack,
    time,
    problems,
    pass,
    async watchShop(more = {}) {
      await alerts.watch({
        channel: 'C1',
        project: shop,
        kinds: ['builds', 'apps', 'jobs'],
        minFailures: 1,
        createdBy: 'U1',
        ...more,
      });
      await pass(30_000);
    },
  };
}

export { DeliveryError, SourceError };
