/** One message that waits, for one attempt to send it: a store and a Slack that answer as they are told. */
import type { Told } from '../../../src/alerts/outbox/audience';
import { DeliveryError, type Message, type Posted } from '../../../src/alerts/outbox/messenger';
import { Outbox } from '../../../src/alerts/outbox/outbox';
import { defaultRules } from '../../../src/alerts/rules';
import type { AlertStore, Channel, ClaimedNotice, Incident, NoticeContent } from '../../../src/store/port';
import { failedApp } from '../../support/reports';

export const NOW = Date.UTC(2026, 0, 5, 10);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
const project = { id: 'p', name: 'shop', region: 'eu-de' };
const subject = { kind: 'build', name: 'api', project } as const;
export const incident = {
  id: 'i1',
  cause: 'compile-error',
  title: 'It does not compile',
  subject,
  state: 'open',
  evidenceId: 'e1',
} as Incident;
export const report = failedApp();
export const trouble = { reason: 'is_archived', since: NOW - MINUTE, attempts: 1, told: false };

export interface Given {
  readonly content?: NoticeContent;
  readonly claim?: Partial<ClaimedNotice>;
  readonly told?: Told;
  readonly channel?: Channel;
  /** Is what Slack answers; posts and edits alike. */
  readonly slack?: DeliveryError;
  /** Is what a search finds. */
  readonly found?: Posted | DeliveryError | Error;
  readonly waiting?: number;
}

export function bench(given: Given = {}) {
  const wrote: [string, ...unknown[]][] = [];
  const posted: Message[] = [];
  const edited: [Message, Posted][] = [];
  const searches: [Message, number][] = [];
  const claims: unknown[][] = [];
  const problems: [string, unknown][] = [];
  const locked: unknown[] = [];
  let waiting = given.waiting ?? 1;
  const writes =
    (name: string) =>
    async (...all: unknown[]) =>
      void wrote.push([name, ...all]);
  const store = {
    claimNotice: async (...all: unknown[]) => {
      claims.push(all);
      if (claims.length > 9) throw new Error('it claims without end');
      waiting -= 1;
      return waiting < 0
        ? undefined
        : {
            id: 'n1',
            channel: 'C1',
            content: given.content ?? { type: 'incident', incidentId: 'i1' },
            version: 3,
            attempts: 0,
            createdAt: NOW,
            unclean: false,
            claimedUntil: NOW + 25 * SECOND,
            ...given.claim,
          };
    },
    incident: async (id: string) => (id === 'i1' ? incident : undefined),
    affected: async () => [],
    evidence: async () => ({ report }),
    channel: async () => given.channel,
    noticeShown: writes('shown'),
    noticeFailed: writes('failed'),
    noticeUneditable: writes('uneditable'),
    saveChannel: writes('saved'),
    addNotice: writes('added'),
    lockChannels: async (channels: unknown) => void locked.push(channels),
    subscriptionsIn: async () => [{ createdBy: 'U1' }, { createdBy: 'U2' }, { createdBy: 'U1' }],
    waitingIn: async () => 7,
    transaction: (work: (tx: unknown) => Promise<unknown>) => work(store),
  } as unknown as AlertStore;
  const answer = async () => {
    if (given.slack) throw given.slack;
  };
  const outbox = new Outbox({
    store,
    messenger: {
      post: async (message) => {
        posted.push(message);
        await answer();
        return { channel: 'D1', ts: '5.0' };
      },
      update: async (message, at) => {
        edited.push([message, at]);
        await answer();
      },
      find: async (message, since) => {
        searches.push([message, since]);
        if (given.found instanceof Error) throw given.found;
        return given.found;
      },
    },
    rules: defaultRules,
    time: { now: () => NOW, sleep: async () => undefined },
    owner: 'one',
    audience: async (place, of) => (place === 'C1' && of.id === 'p' ? (given.told ?? 'all') : 'nothing'),
    onProblem: (what, error) => void problems.push([what, error]),
  });
  return { outbox, wrote, posted, edited, searches, claims, problems, locked };
}
export const slack = (kind: DeliveryError['kind'], retryAfterMs?: number) =>
  new DeliveryError(kind, kind === 'undrawable' ? 'undrawable' : 'a_word', retryAfterMs, {
    cause: new TypeError('odd'),
  });
/** What one attempt wrote down. */
export async function attempt(given: Given) {
  const made = bench(given);
  expect(await made.outbox.sendOne()).toBe(true);
  return made;
}
export const done = (ts: string, postedIn: string, version = 3) => [
  'shown',
  'one',
  'n1',
  { version, at: NOW, ts, postedIn, quietUntil: NOW + defaultRules.editPace },
];
export const failure = (more: object) => [
  'failed',
  'one',
  'n1',
  { error: 'a_word', uncertain: false, ...more },
];
