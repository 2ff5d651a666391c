import { scenarios } from '../../playground/src/scenarios';
import { catalogue } from '../../src/diagnosis/causes/index';
import { nothingToName } from '../../src/diagnosis/causes/shared/headline';
import type { CauseId } from '../../src/diagnosis/model/cause-id';
import type { Report } from '../../src/diagnosis/model/report';
import type { WorkloadSubject } from '../../src/diagnosis/model/subject';
import { incidentCard } from '../../src/slack/cards/incident';
import { slipsOf } from '../support/slips';
import { readable, type Stack, startStack } from '../support/stack';

/** What issue after issue relies on: these cases are always played. */
const promised = [
  'I-2',
  'I-3',
  'I-4',
  'I-8',
  'B-3',
  'B-4',
  'B-5',
  'B-7',
  'B-10',
  'B-11',
  'B-13',
  'A-8',
  'J-3',
  'none',
];

/** The blocks of an alert about it. */
function alertOf(report: Report): unknown {
  if (!('name' in report.subject) || report.state === 'healthy') return [];
  const subject = report.subject as WorkloadSubject;
  const at = Date.parse(report.at);
  return incidentCard({
    report,
    affected: [],
    incident: {
      id: '7b0f4ad0-6c7c-4a5e-9a53-0d8c1b1a7c11',
      channel: 'C1',
      key: 'k',
      cause: report.cause,
      title: report.findings[0]?.headline ?? report.headline,
      standing: report.standing,
      confidence: report.confidence,
      thing: { kind: 'workload', key: 'k', subject },
      subject,
      state: 'open',
      openedAt: at,
      lastFailureAt: at,
      failures: 1,
      episodes: 1,
      turns: [],
      flapping: false,
    },
  }).blocks;
}

/** Whether a report is the answer to a command. */
function isAsked(subject: Report['subject'], command: string): boolean {
  const [kind, name, ...rest] = command.split(' ');
  const project = rest[rest.indexOf('--project') + 1];
  return (
    'name' in subject &&
    subject.kind === kind &&
    subject.name === name &&
    (rest.length === 0 || subject.project.name === project)
  );
}

describe('every scenario, from the signed slash command to the card', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  test('the promised cases are there', () => {
    expect(scenarios.map((scenario) => scenario.case)).toEqual(expect.arrayContaining(promised));
  });

  test.each(scenarios.map((scenario) => [scenario.case, scenario.command, scenario.cause] as const))(
    '%s: /ce-image %s is %s',
    async (_documented, command, cause) => {
      expect(catalogue.has(cause as CauseId)).toBe(true);
      const { messages, report } = await stack.ask(command);
      expect(report?.cause).toBe(cause);
      const card = readable(messages);
      if (cause !== 'healthy-no-problem') {
        const known = catalogue.get(cause as CauseId);
        expect(card).toContain(known?.title);
        if (known?.headline !== nothingToName) expect(report?.headline).not.toContain(known?.title);
        expect(report?.findings[0]?.fix.length).toBeGreaterThan(0);
      }
      // Names of projects are unique in a region and a resource group.
      expect(card).not.toMatch(/ibmcloud target -r \S+\s*$/m);
      expect(slipsOf(messages.map(({ blocks }) => blocks))).toEqual([]);
      if (report) expect(slipsOf(alertOf(report))).toEqual([]);
    },
  );

  const shown = scenarios.flatMap(({ case: documented, command, cause, shownBy }) =>
    shownBy === undefined ? [] : [[documented, command, cause, shownBy] as const],
  );

  test('what the ladder of the source proves: B-1, B-4, B-6, B-12 to B-18, and their kin', () => {
    const cases = [
      'B-1',
      'B-4',
      'B-6',
      'B-7',
      'B-12',
      'B-13',
      'B-14',
      'B-15',
      'B-16',
      'B-17',
      'B-18',
      'B-21',
    ];
    expect(shown.map(([documented]) => documented)).toEqual(expect.arrayContaining(cases));
  });

  test.each(shown)(
    '%s: /ce-image %s is proven to be %s by the check of the source',
    (_case, command, cause, by) => {
      const report = stack.reports.find(({ subject }) => isAsked(subject, command));
      expect([report?.cause, report?.confidence]).toEqual([cause, 'proven']);
      const { steps = [], findings = [] } = report?.source ?? {};
      expect(report?.findings[0]?.proof.map(({ source }) => source)).toContain('check');
      if ('step' in by) {
        const at = steps.findIndex(({ step }) => step === by.step);
        expect(steps[at]).toMatchObject({ status: 'failed', cause });
        for (const { status } of steps.slice(0, at)) expect(['passed', 'not-needed']).toContain(status);
        for (const { status } of steps.slice(at + 1)) expect(status).toBe('not-reached');
      } else {
        expect(steps.every(({ status }) => status === 'passed' || status === 'not-needed')).toBe(true);
        expect(findings.find((finding) => finding.cause === cause)).toMatchObject(by);
        expect(report?.findings[0]).toMatchObject(by);
      }
    },
  );

  test('a slip of the pen is seen', () => {
    const drawn = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
    for (const text of [
      'a *bold* word',
      'Tom &amp; Ada',
      'see <https://example.com|this>',
      '1 failures since today',
      'This removes 1 of 1, with their logs',
      'Steps 3 to 3: run',
      'the value undefined',
      'private.de.icr.io/shop/stor…',
    ]) {
      expect({ text, slips: slipsOf([drawn(text)]).length }).toEqual({ text, slips: 1 });
    }
    const twice = drawn('The registry refuses the login of the secret.');
    expect(slipsOf([twice, twice])).toHaveLength(1);
  });

  /** What a project's list of failures calls it: a run by its definition, where there is one. */
  function listed({ kind, name, project }: WorkloadSubject): string {
    const { jobRuns, jobs } = stack.world.project(project.name);
    const job = kind === 'jobrun' ? jobRuns.get(name)?.job_name : undefined;
    return job !== undefined && jobs.has(job) ? `job ${job}` : `${kind} ${name}`;
  }

  test('the overview of each project says of each thing what its card says', async () => {
    const failing = stack.reports.filter(
      (report): report is Report & { subject: WorkloadSubject } =>
        report.state !== 'healthy' && report.state !== 'unknown' && 'name' in report.subject,
    );
    // A project that is deleted or not to be read has no overview.
    const closed = ['shop-archive', 'payroll'];
    // Whether the image of an app that is well is still there, a watch asks once a day; no overview asks for each. And a
    // fleet that a person stopped is no failure.
    const told = failing.filter(
      ({ subject, standing, cause }) =>
        !closed.includes(subject.project.name) && standing !== 'next-start' && cause !== 'fleet-canceled',
    );
    const projects = [...new Set(told.map(({ subject }) => subject.project.name))];
    for (const project of projects) await stack.ask(`overview ${project}`);
    const short = new Map(
      stack.overviews.flatMap(({ project, failing: items }) =>
        items.map(({ subject, verdict }) => [
          `${project.name}: ${subject.kind} ${subject.name}`,
          [verdict?.standing, verdict?.cause, verdict?.headline],
        ]),
      ),
    );
    const ofOverview = told.map(({ subject }) => short.get(`${subject.project.name}: ${listed(subject)}`));
    const ofCard = told.map((report) => [report.standing, report.cause, report.findings[0]?.headline]);
    expect(told.length).toBeGreaterThan(70);
    expect(ofOverview).toEqual(ofCard);
  }, 60_000);

  test('no secret of this world left it', () => {
    const said = stack.everythingSaid();
    expect(said.length).toBeGreaterThan(100_000);
    const leaked = stack.world.canaries.filter((canary) => said.includes(canary));
    expect(leaked).toEqual([]);
  });

  test('Slack took every card', () => {
    const refused = stack.slack.calls.filter(({ answer }) => !answer.ok);
    expect(refused).toEqual([]);
  });
});
