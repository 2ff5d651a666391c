import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlreadyRuns, type Incident, StoreError } from '../../../src/alerts';
import { causeOf } from '../../../src/diagnosis/causes/index';
import { pressed, type Sender, send, submitted } from '../../support/forged';
import { type HttpStub, startHttpStub } from '../../support/http-stub';
import { fakeDiagnosis, workload } from '../../support/reports';
import { type Bench, startBench } from '../../support/slack-bench';

const ID = '7b0f4ad0-6c7c-4a5e-9a53-0d8c1b1a7c11';
/** The audit has never a word of a log: an incident’s own title may quote one. */
const TITLE = causeOf('compile-error').title;
const incident = {
  id: ID,
  title: 'customer Jane Doe has no address',
  cause: 'compile-error',
  subject: workload('build', 'shop-api'),
  state: 'open',
} as unknown as Incident;

/** Each act with the value of its button, the call that it makes of alerts, and its name in the audit. */
const acts = [
  ['incident_acknowledge', ID, ['acknowledge', ID, 'U0ADA'], 'acknowledge'],
  ['incident_unacknowledge', ID, ['unacknowledge', ID, 'U0ADA'], 'unacknowledge'],
  ['incident_resolve', ID, ['resolve', ID, 'U0ADA'], 'resolve'],
  ['incident_rerun', ID, ['rerun', ID, 'U0ADA'], 'rerun'],
  ['incident_assign', `me:${ID}`, ['assign', ID, 'U0ADA', 'U0ADA'], 'assign (me)'],
  ['incident_assign', `nobody:${ID}`, ['assign', ID, undefined, 'U0ADA'], 'assign (nobody)'],
  ['incident_snooze', `hour:${ID}`, ['snooze', ID, 'U0ADA', 'hour'], 'snooze (hour)'],
  ['incident_snooze', `tomorrow:${ID}`, ['snooze', ID, 'U0ADA', 'tomorrow'], 'snooze (tomorrow)'],
  ['incident_snooze', `change:${ID}`, ['snooze', ID, 'U0ADA', 'change'], 'snooze (change)'],
] as const;
const check = ['incident_check', ID, ['checkAgain', ID], 'check'] as const;
const chosen = (value: string) => ({ selected_option: { value } });
const memory = (channel: string) => JSON.stringify({ incident: ID, channel });
const forms = [
  ['assign_incident', { to: { selected_user: 'U0BEN' } }, ['assign', ID, 'U0BEN', 'U0ADA'], 'assign'],
  [
    'mute_incident',
    { what: chosen('cause'), length: chosen('8h') },
    ['mute', ID, 'U0ADA', 'cause', '8h', undefined],
    'mute',
  ],
] as const;

describe('what is pressed on the card of an incident', () => {
  let bench: Bench;
  let responses: HttpStub;
  let folder: string;
  const calls: unknown[][] = [];
  const audit: { action: string; about: string; result: string; project?: unknown }[] = [];
  let answer: () => unknown;
  let state: Incident['state'];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ce-image-incident-'));
    const accessFile = join(folder, 'access.yml');
    // The shop is seen in two channels, and acted upon by one person.
    writeFileSync(accessFile, 'rules: [{projects: shop, see: [C0SHOP, G0GROUP], act: [U0ADA, U0BEN]}]');
    responses = await startHttpStub();
    responses.on('POST /response', { text: 'ok' });
    const does =
      (name: string) =>
      async (...given: unknown[]) => {
        calls.push([name, ...given]);
        return answer();
      };
    const names = [
      'acknowledge',
      'unacknowledge',
      'resolve',
      'rerun',
      'assign',
      'snooze',
      'checkAgain',
      'mute',
    ];
    const alerts = {
      incident: async (id: string) => (id === ID ? { ...incident, state } : undefined),
      ...Object.fromEntries(names.map((name) => [name, does(name)])),
    };
    bench = await startBench(fakeDiagnosis(), {
      app: {
        accessFile,
        alerts: async () => alerts as never,
        openedAlerts: () => undefined,
        writeAudit: (line) => void audit.push(JSON.parse(line).audit),
      },
    });
  });
  afterAll(async () => {
    await Promise.all([bench.stop(), responses.close()]);
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    calls.length = 0;
    audit.length = 0;
    answer = () => ({ incident });
    state = 'open';
  });

  /** What the person alone is told; undefined: nothing. */
  const press = async (action: string, value: string, sender: Sender = {}) => {
    const before = responses.requests.length;
    await send(bench, pressed(action, value, sender), `${responses.url}/response`);
    return responses.requests.slice(before).map(({ body }) => body)[0];
  };
  const submit = async (form: string, values: Readonly<Record<string, unknown>>, sender: Sender = {}) => {
    const { channel = 'C0SHOP' } = sender;
    const { body } = await send(bench, submitted(form, memory(channel), values, sender));
    return JSON.stringify(body ?? '');
  };

  test.each([...acts, check])(
    '%s %s is done for whoever may act, and noted',
    async (action, value, call, word) => {
      expect(await press(action, value)).toBeUndefined();
      expect(calls).toEqual([[...call]]);
      expect(audit).toEqual([
        expect.objectContaining({
          by: 'U0ADA',
          kind: 'did',
          action: word,
          about: TITLE,
          project: { id: incident.subject.project.id, name: 'shop' },
          result: 'done',
        }),
      ]);
    },
  );

  test.each(acts)('%s %s is refused to whoever only sees it, and noted', async (action, value) => {
    for (const sender of [{ user: 'U0CHI' }, { user: 'U0CHI', channel: 'G0GROUP' }]) {
      expect(await press(action, value, sender)).toMatch(/not allowed/);
    }
    expect(calls).toEqual([]);
    expect(audit.map(({ about, result }) => [about, result])).toEqual([
      [TITLE, 'refused'],
      [TITLE, 'refused'],
    ]);
  });

  test('to look again needs no more than to see it', async () => {
    await press(check[0], check[1], { user: 'U0CHI' });
    expect(calls).toEqual([['checkAgain', ID]]);
    expect(audit[0]).toMatchObject({ result: 'done' });
  });

  test.each([...acts, check])(
    '%s %s is not there for whoever does not see it: no name, not even in the audit',
    async (action, value) => {
      const answers = [
        await press(action, value, { user: 'U0CHI', channel: 'C0GENERAL' }),
        // The one who may act elsewhere, in a channel that does not see it.
        await press(action, value, { channel: 'C0GENERAL' }),
        await press(action, value.replace(ID, '00000000-0000-4000-8000-000000000000')),
      ];
      for (const told of answers) expect(told).toContain('not kept any more');
      expect(new Set(answers).size).toBe(1);
      expect(calls).toEqual([]);
      expect(audit.map(({ about, project, result }) => [about, project, result])).toEqual(
        Array.from({ length: 3 }, () => ['an incident', undefined, 'not found']),
      );
      expect(JSON.stringify(audit)).not.toMatch(new RegExp(`${TITLE}|"shop"|Jane`));
    },
  );

  test.each([
    ['incident_snooze', ID],
    ['incident_snooze', `for-ever:${ID}`],
    ['incident_snooze', `__proto__:${ID}`],
    ['incident_assign', ID],
    ['incident_assign', `U0BEN:${ID}`],
    ['incident_assign', ''],
    ['incident_resolve', ''],
    ['incident_resolve', `${ID}:${ID}:x`],
    ['incident_rerun', "'; drop table incidents"],
  ])(
    '%s with a value that was tampered with, %j, does nothing, and says that it is not there',
    async (action, value) => {
      expect(await press(action, value)).toContain('not kept any more');
      expect(calls).toEqual([]);
      expect(audit[0]).toMatchObject({ result: 'not found' });
    },
  );

  test.each([
    ['what is gone meanwhile', () => 'gone' as const, /not kept any more/, 'not found'],
    [
      'a build that runs',
      () => {
        throw new AlreadyRuns(workload('build', 'shop-api'), 'shop-api-run-7');
      },
      // With a way to that run.
      /"value":"buildrun shop-api-run-7/,
      'runs already',
    ],
    [
      'what is no build',
      () => {
        throw new RangeError('only builds can be run again');
      },
      /not kept any more/,
      'failed',
    ],
    [
      'a database in trouble',
      () => {
        throw new StoreError('The database does not answer.');
      },
      /The database does not answer/,
      'failed',
    ],
    [
      'a fault of ours',
      () => {
        throw new TypeError('boom at hunter2');
      },
      /reference [0-9a-f]{8}/,
      'failed',
    ],
  ])('%s is told, and noted', async (_what, outcome, words, result) => {
    answer = outcome;
    const told = await press('incident_rerun', ID);
    expect(told).toMatch(words);
    expect(told).not.toContain('hunter2');
    expect(audit[0]).toMatchObject({ about: TITLE, result });
  });

  test('a run that was started is noted by its name', async () => {
    answer = () => ({ run: 'shop-api-run-8' });
    expect(await press('incident_rerun', ID)).toBeUndefined();
    expect(audit[0]).toMatchObject({ result: 'started shop-api-run-8' });
  });

  test('a second press while the first is under way does nothing more', async () => {
    let finish: (value: unknown) => void = () => undefined;
    answer = () => new Promise((resolve) => (finish = resolve));
    const first = press('incident_rerun', ID);
    while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await bench.slack.delivery.deliver('interactive', pressed('incident_rerun', ID).payload);
    finish({ run: 'shop-api-run-9' });
    await first;
    expect(calls).toHaveLength(1);
  });

  describe('a form', () => {
    test.each(forms)('%s does it for whoever may act, and notes it', async (form, values, call, word) => {
      expect(await submit(form, values)).toBe('""');
      expect(calls).toEqual([[...call]]);
      expect(audit).toEqual([
        expect.objectContaining({ action: word, about: TITLE, result: expect.any(String) }),
      ]);
    });

    test.each(forms)('%s asks for the rights anew: whoever only sees it is refused', async (form, values) => {
      expect(await submit(form, values, { user: 'U0CHI' })).toMatch(/not allowed/);
      expect(calls).toEqual([]);
      expect(audit[0]).toMatchObject({ about: TITLE, result: 'refused' });
    });

    test.each(forms)('%s of what is not seen names nothing, not even in the audit', async (form, values) => {
      expect(await submit(form, values, { channel: 'C0GENERAL' })).toContain('not kept any more');
      expect(calls).toEqual([]);
      expect(audit[0]).toMatchObject({ about: 'an incident', result: 'not found' });
      expect(audit[0]?.project).toBeUndefined();
    });

    test.each([
      ['assign_incident', { to: {} }, 'Choose a person'],
      ['assign_incident', { to: { selected_user: 'U0CEIMAGE' } }, 'no person'],
      ['assign_incident', { to: { selected_user: 'U9EVE' } }, 'not allowed to use ce-image'],
      ['mute_incident', { what: chosen('cause'), length: chosen('a year') }, 'for how long'],
      ['mute_incident', {}, 'for how long'],
    ])('%s with %j is refused with what to choose', async (form, values, words) => {
      expect(await submit(form, values)).toContain(words);
      expect(calls).toEqual([]);
    });

    test('to assign what is resolved is refused, and what is not is done', async () => {
      state = 'resolved';
      expect(await submit('assign_incident', { to: { selected_user: 'U0BEN' } })).toContain(
        'resolved already',
      );
      expect(calls).toEqual([]);
      state = 'open';
      expect(await submit('assign_incident', { to: { selected_user: 'U0BEN' } })).toBe('""');
      expect(calls).toHaveLength(1);
    });

    test.each(forms)('%s of what is gone meanwhile says so', async (form, values) => {
      answer = () => 'gone';
      expect(await submit(form, values)).toContain('not kept any more');
      expect(audit[0]).toMatchObject({ about: TITLE, result: 'refused' });
    });

    test.each(forms)('%s while the database is in trouble says so', async (form, values) => {
      answer = () => {
        throw new StoreError('The database does not answer.');
      };
      expect(await submit(form, values)).toContain('The database does not answer');
      expect(audit[0]).toMatchObject({ about: TITLE, result: 'failed' });
    });

    test.each(forms)('%s whose memory was tampered with is too old', async (form, values) => {
      for (const bad of ['', '{', '[]', 'null', '{"incident":7}', '{"channel":"C0SHOP"}']) {
        const { body } = await send(bench, submitted(form, bad, values));
        expect(JSON.stringify(body)).toContain('too old');
      }
      expect(calls).toEqual([]);
    });
  });
});
