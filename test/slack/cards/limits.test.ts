import fc from 'fast-check';
import {
  blockViolations,
  interactiveElements,
  messageSize,
  viewViolations,
} from '../../../playground/src/slack/block-kit';
import type { Located, Overview } from '../../../src/diagnosis/model/diagnosis';
import type { MissingReason } from '../../../src/diagnosis/model/missing-reason';
import type { PlatformEvent, Project } from '../../../src/diagnosis/model/platform';
import { registrySteps } from '../../../src/diagnosis/model/registry-check';
import type { Report } from '../../../src/diagnosis/model/report';
import { type Subject, workloadKinds } from '../../../src/diagnosis/model/subject';
import type { Card } from '../../../src/slack/cards/blocks';
import { noneCard, projectTroubleCard, severalCard } from '../../../src/slack/cards/located';
import {
  failureCard,
  inviteHint,
  mistakeCard,
  progressCard,
  projectsCard,
  sourceErrorCard,
} from '../../../src/slack/cards/notices';
import { overviewCard } from '../../../src/slack/cards/overview';
import { reportCard } from '../../../src/slack/cards/report';
import { problemView, transcriptCard, transcriptView } from '../../../src/slack/cards/transcript';
import { missingWords } from '../../../src/slack/cards/wording';
import { parseCommand } from '../../../src/slack/question/parse';

/** Text as hostile and as long as it gets. */
const hostile = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n\n',
    '```',
    '`',
    '<!channel> <@U0ADA> <https://evil.example|click>',
    '&lt;!here&gt;',
    '*bold* _it_ ~no~ :fire:',
    '\u0000\u0007\u2028\ud800',
    '"'.repeat(4000),
    '&'.repeat(4000),
    '\\'.repeat(3000),
    '😀'.repeat(2500),
    'x'.repeat(20_000),
    'a\n'.repeat(3000),
  ),
  // Any units of UTF-16, halves of pairs among them.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.string({ maxLength: 200 }),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 14 });
const strings = few(hostile);
const kind = fc.constantFrom(...workloadKinds);
const ms = fc.oneof(fc.nat(), fc.constant(-1), fc.constant(Number.NaN), fc.constant(1e300));
const instant = fc.oneof(fc.constant('2026-03-02T10:11:12Z'), hostile);
const reason = fc.constantFrom(...(Object.keys(missingWords) as MissingReason[]));

const projectRef = fc.record({ id: hostile, name: hostile, region: fc.oneof(fc.constant('eu-de'), hostile) });
const project: fc.Arbitrary<Project> = fc.record({
  id: hostile,
  name: hostile,
  region: hostile,
  status: hostile,
});
const workload = fc.record({ kind, name: hostile, project: projectRef });
const subject: fc.Arbitrary<Subject> = fc.oneof(
  workload,
  fc.record({
    kind: fc.constant('image' as const),
    reference: hostile,
    secret: hostile,
    project: projectRef,
  }),
  fc.record({ kind: fc.constant('text' as const), text: hostile }),
);
const event: fc.Arbitrary<PlatformEvent> = fc.record({
  type: maybe(hostile),
  reason: maybe(hostile),
  message: hostile,
  object: maybe(hostile),
  count: maybe(fc.double()),
  lastSeen: maybe(hostile),
}) as fc.Arbitrary<PlatformEvent>;
const state = fc.constantFrom('failed', 'warning', 'running', 'pending', 'healthy', 'unknown' as const);
const missing = few(fc.record({ source: hostile, reason, detail: hostile, cure: hostile }));
const finding = fc.record({
  cause: fc.constantFrom('auth-invalid' as const, 'unknown' as const),
  headline: hostile,
  title: hostile,
  stage: fc.constant('pull' as const),
  confidence: fc.constantFrom('proven', 'likely', 'possible', 'unknown' as const),
  proof: few(
    fc.record({
      source: fc.constantFrom('check', 'platform', 'event', 'log', 'text' as const),
      text: hostile,
      where: hostile,
    }),
  ),
  explanation: hostile,
  fix: few(
    fc.record({
      text: hostile,
      commands: few(
        fc.record({
          tool: fc.constantFrom('ibmcloud ce' as const, 'docker' as const),
          args: fc.constant(['app', 'update']),
          flags: fc.record({ name: hostile, force: fc.constant(true as const) }),
          values: few(hostile),
        }),
      ),
    }),
  ),
  doc: fc.oneof(hostile, fc.constant('https://cloud.ibm.com/docs?a=1&b=<2>|x')),
});
const registry = fc.record({
  reference: hostile,
  askedHost: hostile,
  credential: fc.record({
    kind: fc.constantFrom('secret', 'anonymous' as const),
    secretName: hostile,
    username: hostile,
    note: hostile,
  }),
  steps: fc.tuple(
    ...registrySteps.map((step) =>
      fc.record({
        step: fc.constant(step),
        status: fc.constantFrom('passed', 'failed', 'not-reached', 'not-asked', 'not-needed' as const),
        ms: fc.nat(),
        proof: hostile,
      }),
    ),
  ),
  outcome: fc.constantFrom('accessible', 'failed', 'not-checked' as const),
  findings: few(fc.record({ cause: fc.constant('auth-invalid' as const), detail: hostile })),
  drift: maybe(fc.record({ pinnedDigest: hostile, tagDigest: hostile, pinnedExists: fc.boolean() })),
  icr: maybe(
    fc.record({
      plan: hostile,
      storage: fc.record({ used: fc.nat(), limit: fc.nat() }),
      trash: few(fc.record({ digest: hostile, tags: strings, daysUntilExpiry: fc.nat() })),
      vulnerabilities: fc.record({ status: hostile, count: fc.nat() }),
      missing: fc.constant([]),
    }),
  ),
  facts: maybe(fc.record({ platforms: strings, totalBytes: fc.nat(), created: hostile, digest: hostile })),
  notes: strings,
});
const report = fc.record({
  subject,
  state,
  platformState: maybe(hostile),
  headline: hostile,
  cause: fc.constantFrom('auth-invalid', 'healthy-no-problem', 'unknown' as const),
  confidence: fc.constant('proven' as const),
  findings: fc.array(finding, { maxLength: 6 }),
  disagreements: strings,
  ruledOut: strings,
  missing,
  root: maybe(fc.record({ kind, name: hostile })),
  facts: few(fc.record({ label: hostile, value: hostile })),
  build: maybe(
    fc.record({
      run: fc.record({
        name: hostile,
        status: hostile,
        reason: hostile,
        sourceUrl: hostile,
        sourceRevision: hostile,
        outputImage: hostile,
        outputDigest: hostile,
        gitCommitSha: hostile,
        gitCommitAuthor: hostile,
        strategyType: hostile,
      }),
      timeline: fc.array(
        fc.record({
          name: hostile,
          status: fc.constantFrom('done', 'running', 'failed', 'waiting', 'unknown' as const),
          ms,
        }),
        { maxLength: 30 },
      ),
      durationMs: ms,
    }),
  ),
  registry: maybe(registry),
  events: fc.array(event, { maxLength: 30 }),
  log: maybe(fc.record({ where: hostile, lines: fc.array(hostile, { maxLength: 40 }) })),
  consoleUrl: fc.oneof(hostile, fc.constant('https://cloud.ibm.com/codeengine/x?y=1')),
  at: instant,
  tookMs: ms,
}) as fc.Arbitrary<unknown> as fc.Arbitrary<Report>;

/** What Slack must take, and what nobody must be able to make live. */
function expectSendable(card: Card): void {
  expect(blockViolations(card.blocks, 'message')).toEqual([]);
  expect(card.blocks.length).toBeLessThanOrEqual(49);
  expect(messageSize(card.blocks)).toBeLessThanOrEqual(12_000);
  expect(card.text.length).toBeGreaterThan(0);
  expect(card.text.length).toBeLessThanOrEqual(4000);
  expect([card.text, ...mrkdwnTexts(card.blocks)].flatMap(live)).toEqual([]);
  const ids = card.blocks.flatMap((block) => interactiveElements({ ...block }).map((each) => each.action_id));
  expect(new Set(ids).size).toBe(ids.length);
}

const ourOwn = /^<(?:!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>]*|https:\/\/[^<>|]+\|documentation)>$/;

/** What is live in a text, without the links and dates of our own. */
function live(mrkdwn: string): readonly string[] {
  return (mrkdwn.match(/<[^>]*>?/g) ?? []).filter((each) => !ourOwn.test(each));
}

function mrkdwnTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnTexts);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  return object.type === 'mrkdwn' ? [String(object.text)] : Object.values(object).flatMap(mrkdwnTexts);
}

describe('whatever a card is made of, Slack takes it and nothing in it is live', () => {
  const check = <T>(arbitrary: fc.Arbitrary<T>, card: (value: T) => Card) =>
    fc.assert(
      fc.property(arbitrary, (value) => expectSendable(card(value))),
      { numRuns: 300 },
    );

  test('report, to all and to the asker alone', () =>
    check(report, (each) => {
      const card = reportCard(each);
      expectSendable({ ...card, blocks: [...card.blocks, inviteHint()] });
      return card;
    }));

  test('overview', () =>
    check(
      fc.record({
        project,
        failing: fc.array(
          fc.record({ subject: workload, state, platformState: hostile, since: instant, hint: hostile }),
          {
            maxLength: 150,
          },
        ),
        counts: fc.record(Object.fromEntries(workloadKinds.map((each) => [each, fc.nat()]))),
        at: instant,
        tookMs: ms,
      }) as fc.Arbitrary<unknown> as fc.Arbitrary<Overview>,
      overviewCard,
    ));

  test('several matches', () =>
    check(
      fc.array(fc.record({ subject: workload, status: hostile }), { minLength: 1, maxLength: 150 }),
      (all) => severalCard(all),
    ));

  test('none found', () =>
    check(
      fc.record({
        found: fc.constant('none' as const),
        query: fc.record({ kind, name: hostile }),
        project,
        nearest: few(fc.record({ subject: workload, status: hostile })),
        retention: hostile,
      }) as fc.Arbitrary<Extract<Located, { found: 'none' }>>,
      (none) => noneCard(none),
    ));

  test('project in doubt', () => {
    const projects = fc.array(project, { maxLength: 150 });
    check(
      fc.oneof(
        fc.record({
          found: fc.constant('project-unknown' as const),
          asked: hostile,
          region: hostile,
          nearest: projects,
          failedRegions: strings,
        }),
        fc.record({ found: fc.constant('project-ambiguous' as const), asked: hostile, projects }),
        fc.record({ found: fc.constant('project-required' as const), projects, failedRegions: strings }),
      ),
      (trouble) => projectTroubleCard(trouble, { do: 'diagnose', name: 'x' }),
    );
  });

  test('projects', () =>
    check(
      fc.record({
        projects: fc.array(project, { maxLength: 150 }),
        failedRegions: few(hostile),
        defaultProject: hostile,
      }),
      projectsCard,
    ));

  test('typing errors and progress', () =>
    check(
      fc.oneof(
        hostile,
        hostile.map((s) => `biuld "${s}"`),
        hostile.map((s) => `app x --region ${s}`),
      ),
      (typed) => {
        const parsed = parseCommand(typed);
        return parsed.do === 'mistake' ? mistakeCard(parsed) : progressCard(parsed);
      },
    ));

  test('failures', () => {
    check(fc.record({ reason, message: hostile, cure: hostile }), (error) =>
      sourceErrorCard(error, { do: 'overview' }),
    );
    expectSendable(failureCard('0a1b2c3d', { do: 'projects' }));
  });

  test('logs and events, as a message and as every page of a modal', () => {
    const transcript = fc.record({
      logs: few(
        fc.record({
          pod: hostile,
          container: hostile,
          previous: fc.boolean(),
          text: hostile,
          truncated: fc.boolean(),
        }),
      ),
      events: fc.array(event, { maxLength: 200 }),
      missing,
    });
    fc.assert(
      fc.property(
        transcript,
        workload,
        fc.constantFrom('logs' as const, 'events' as const),
        fc.nat(50),
        (given, whose, what, page) => {
          expectSendable(transcriptCard(what, whose, given));
          const memory = { kind: what, command: 'app x' };
          const view = transcriptView(memory, whose, given, page);
          expect(viewViolations(view)).toEqual([]);
          expect(mrkdwnTexts(view).flatMap(live)).toEqual([]);
          expect(viewViolations(problemView(memory, severalCard([{ subject: whose }])))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a log of ten megabytes is shown from its end', () => {
    const text = Array.from({ length: 200_000 }, (_, n) => `line ${n} ${'x'.repeat(40)}`).join('\n');
    const logs = [{ pod: 'p', container: 'c', previous: false, text, truncated: false }];
    const card = transcriptCard(
      'logs',
      { kind: 'app', name: 'x', project: { id: 'i', name: 'n', region: 'eu-de' } },
      {
        logs,
        events: [],
        missing: [],
      },
    );
    expect(JSON.stringify(card.blocks)).toContain('line 199999');
    expectSendable(card);
  });
});
