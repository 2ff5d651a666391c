/** One card of each kind, of a made-up project: for asking Slack whether it would take them. */
import type { Incident } from '../../../alerts';
import type { Report, Transcript } from '../../../diagnosis/model/report';
import type { WorkloadSubject } from '../../../diagnosis/model/subject';
import { alertCard } from '../../../slack/cards/alerts';
import type { Card } from '../../../slack/cards/blocks';
import { assignView, muteView } from '../../../slack/cards/incident-forms';
import { noneCard, severalCard } from '../../../slack/cards/located';
import { failureCard, helpCard, mistakeCard, progressCard } from '../../../slack/cards/notices';
import { overviewCard } from '../../../slack/cards/overview';
import { reportCard } from '../../../slack/cards/report';
import { transcriptCard, transcriptView } from '../../../slack/cards/transcript';
import { typedWatchCard, watchView } from '../../../slack/cards/watch-view';
import { watchedCard, watchesCard } from '../../../slack/cards/watches';

interface Sample {
  readonly name: string;
  readonly surface: 'message' | 'modal';
  readonly blocks: Card['blocks'];
}

const at = Date.UTC(2026, 0, 5, 10);
const iso = new Date(at).toISOString();
const project = { id: '00000000-0000-4000-8000-000000000000', name: 'shop', region: 'eu-de' };
const subject: WorkloadSubject = { kind: 'app', name: 'shop-api', project };
const event = { type: 'Warning', reason: 'Failed', message: 'Failed to pull image', lastSeen: iso, count: 3 };
const report: Report = {
  subject,
  state: 'failed',
  standing: 'down',
  platformState: 'failed (image_pull_back_off)',
  headline: 'App shop-api (shop) is down: Tag 1 is not in de.icr.io/shop/api',
  cause: 'image-tag-not-found',
  confidence: 'likely',
  findings: [
    {
      cause: 'image-tag-not-found',
      title: 'The tag is not in the registry',
      headline: 'Tag 1 is not in de.icr.io/shop/api',
      stage: 'pull',
      confidence: 'likely',
      explanation: 'The registry knows the repository, and no image with this tag.',
      fix: [],
      proof: [{ source: 'event', text: 'manifest unknown' }],
    },
  ],
  disagreements: [],
  ruledOut: ['The registry answers'],
  missing: [],
  facts: [{ label: 'Image', value: 'de.icr.io/shop/api:1' }],
  events: [event],
  log: { where: 'shop-api-00001, user-container', lines: ['manifest unknown: manifest unknown'] },
  at: iso,
  tookMs: 900,
};
const transcript: Transcript = {
  logs: [
    {
      pod: 'shop-api-00001',
      container: 'user-container',
      text: 'one\ntwo',
      previous: false,
      truncated: false,
    },
  ],
  events: [event],
  missing: [],
};
const watch = {
  channel: 'C0',
  project,
  kinds: ['apps'],
  minFailures: 2,
  createdBy: 'U0',
  createdAt: at,
} as const;
const watches = {
  subscriptions: [watch],
  mutes: [{ target: { kind: 'workload', key: 'app shop-api', subject }, by: 'U0', at, until: at }],
} as const;
const incident: Incident = {
  id: '00000000-0000-4000-8000-000000000001',
  channel: 'C0',
  key: 'key',
  cause: 'image-tag-not-found',
  title: 'The tag is not in the registry',
  confidence: 'likely',
  thing: { kind: 'workload', key: 'app shop-api', subject },
  subject,
  state: 'open',
  openedAt: at,
  lastFailureAt: at,
  failures: 2,
  episodes: 1,
  turns: [],
  flapping: false,
};
/** Somebody has it, and others were called. */
const takenOn: Incident = {
  ...incident,
  acknowledged: { by: 'U0', at },
  assigned: { to: 'U1', by: 'U0', at },
  notify: [{ kind: 'group', id: 'S0' }],
  commit: { id: '4f608d7', by: 'Mara Lindqvist' },
};
const formMemory = { incident: incident.id, channel: 'C0' };

/** A card of each kind, which no real project is needed for. */
export function sampleCards(): readonly Sample[] {
  const candidate = { subject, status: 'failed' };
  const query = { name: 'shop-ap', kind: 'app' } as const;
  const active = { ...project, status: 'active' };
  const cards: Readonly<Record<string, Card>> = {
    help: helpCard(),
    'waiting note': progressCard({ do: 'diagnose', name: 'shop-api' }),
    'typing error': mistakeCard({ do: 'mistake', problem: 'There is no such option.', usage: 'app NAME' }),
    'failure of ours': failureCard('00000000'),
    report: reportCard(report),
    overview: overviewCard({
      project: active,
      failing: [{ subject, state: 'failed', platformState: 'failed', since: iso }],
      counts: { build: 1, buildrun: 0, app: 1, job: 0, jobrun: 0, function: 0, fleet: 0 },
      at: iso,
      tookMs: 900,
    }),
    log: transcriptCard('logs', subject, transcript),
    'choice of names': severalCard([candidate, candidate]),
    'unknown name': noneCard({ found: 'none', query, project: active, nearest: [candidate] }),
    watched: watchedCard(watch, true, undefined),
    watches: watchesCard(watches),
    'how to watch': typedWatchCard(project),
    alert: alertCard({
      type: 'incident',
      incident,
      affected: [],
      report,
      at,
    }),
    'alert that somebody has': alertCard({ type: 'incident', incident: takenOn, affected: [], at }),
    'line of a thread': alertCard({
      type: 'note',
      incidentId: 'I0',
      notes: [{ what: 'acknowledged', at, by: 'U0' }],
    }),
    'summary of a watch': alertCard({ type: 'summary', project, failing: [], more: 0, by: 'U0' }),
  };
  return [
    ...Object.entries(cards).map(([name, { blocks }]) => ({ name, surface: 'message' as const, blocks })),
    {
      name: 'form of watch',
      surface: 'modal',
      blocks: watchView({ channel: 'C0' }, true, project, watches).blocks as Card['blocks'],
    },
    {
      name: 'form of assigning',
      surface: 'modal',
      blocks: assignView(formMemory, incident, 'U0').blocks as Card['blocks'],
    },
    {
      name: 'form of muting',
      surface: 'modal',
      blocks: muteView(formMemory, incident).blocks as Card['blocks'],
    },
    {
      name: 'log in a modal',
      surface: 'modal',
      blocks: transcriptView({ kind: 'logs', command: 'app shop-api' }, subject, transcript, 0)
        .blocks as Card['blocks'],
    },
  ];
}
