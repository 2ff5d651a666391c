import type { Command } from '../../../src/diagnosis/model/fix';
import type { Finding, Report } from '../../../src/diagnosis/model/report';
import { ce } from '../../../src/diagnosis/remedy/command';
import { printCommand } from '../../../src/diagnosis/remedy/print';
import { reportCard } from '../../../src/slack/cards/report';
import { failedApp, failedBuild, healthy, workload } from '../../support/reports';

/** The words of a card, in the order in which they are read; a space that keeps two together is one like any other. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { text, ...rest } = value as Record<string, unknown>;
  return [typeof text === 'string' ? text : words(text), ...Object.values(rest).map(words)]
    .filter(Boolean)
    .join(' ')
    .replace(/[ \u00a0]+/g, ' ');
}

/** The failed app, found out otherwise. */
function withFinding(finding: Partial<Finding>): Report {
  const report = failedApp();
  return { ...report, findings: [{ ...(report.findings[0] as Finding), ...finding }] };
}

describe('the card of a report', () => {
  test('leads to the very line at the git host', () => {
    const sourceUrl = 'https://github.com/example/shop-api/blob/0a1b2c3/Dockerfile#L7';
    const card = reportCard(withFinding({ file: 'Dockerfile', line: 7, sourceUrl }));
    expect(words(card.blocks)).toContain(`<${sourceUrl}|Dockerfile line 7 at the git host>`);
    expect(words(reportCard(withFinding({ file: 'Dockerfile', line: 7 })).blocks)).not.toContain('git host');
  });

  test('says state and cause first, then the fix, a line for each thing that was looked at, and folds the rest', () => {
    const read = words(reportCard(failedApp()).blocks);
    const order = [
      '❌ App shop-api (shop) is down: de.icr.io refuses the login of secret shop-registry',
      'Secret shop-registry holds an API key',
      'Proven by a check run just now (secret shop-registry)',
      '1. Create a new API key.',
      'ibmcloud ce registry update --name shop-registry --password API_KEY',
      '3. Deploy again.',
      'Registry access pull fails with shop-registry ✓ DNS ✓ TCP ✓ TLS ✓ API ✗ auth',
      'Events',
      'Sources disagree',
      'Also found Tag 1.4.2 is not in private.de.icr.io/shop/api (possible)',
      'Not known Logs: no instance has started → nothing to do',
      // Folded from here on.
      'Registry access, events, what was ruled out',
      'asked with secret shop-registry as iamapikey',
      'not asked: manifest, platform',
      'The tag does not exist (possible)',
      'Ruled out',
      'de.icr.io resolves and answers · TLS is fine',
      'Checked <!date^1772446272^',
      'in 1.2 s',
      '|documentation>',
      'Check again',
      'Show log',
      'All events',
      'Open in console',
    ];
    let from = 0;
    for (const piece of order) {
      const at = read.indexOf(piece, from);
      expect({ piece, found: at >= 0 }).toEqual({ piece, found: true });
      from = at;
    }
  });

  test('of a build shows source, strategy, steps, commit, duration and the deciding log lines', () => {
    const read = words(reportCard(failedBuild()).blocks);
    for (const piece of [
      'Build run shop-api-run-7 (1 min 1 s)',
      '✓ fetch source 11 s → ✗ build and push 48 s (failed) → ○ record result (not reached)',
      '`https://github.com/example/shop-api @ main`',
      '`dockerfile, medium`',
      '`0a1b2c3d4e5f by Ada Alvarez`',
      'error building image: manifest unknown',
      'Likely, from a log line (step-build-and-push)',
    ]) {
      expect(read).toContain(piece);
    }
  });

  test.each([
    ['failed', 'passed', 'not-asked', 'pull fails'],
    ['failed', 'passed', 'failed', 'push fails'],
    ['accessible', 'passed', 'not-asked', 'pull works ,'],
    ['accessible', 'passed', 'passed', 'pull and push work'],
    ['accessible', 'not-asked', 'passed', 'push works'],
    ['not-checked', 'not-reached', 'not-asked', 'was not checked'],
  ] as const)('says what a registry allows: %s, manifest %s, push %s', (outcome, manifest, push, says) => {
    const report = failedApp();
    const check = report.registry as NonNullable<typeof report.registry>;
    const steps = check.steps.map((each) => {
      if (each.step === 'manifest') return { ...each, status: manifest };
      return each.step === 'push' ? { ...each, status: push } : each;
    });
    expect(words(reportCard({ ...report, registry: { ...check, outcome, steps } }).blocks)).toContain(says);
  });

  test('tells the reason of a failing pull without what wraps it', () => {
    const report = failedApp();
    const image = 'private.de.icr.io/shop/api:1.4.2';
    const message = `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    const eventsOf = (text: string) =>
      words(
        reportCard({ ...report, events: [{ type: 'Warning', reason: 'Failed', message: text, count: 3 }] })
          .blocks,
      );
    expect(eventsOf(message)).toContain('Events Failed ×3: Failed to pull image: not found');
    const unable = message.replace('Failed to pull image', 'Unable to fetch image');
    expect(eventsOf(unable)).toContain('Events Failed ×3: Unable to fetch image: not found');
    const status = message.replace(
      `${image}: not found`,
      'unexpected status from GET request to https://private.de.icr.io/v2/shop/api/manifests/1.4.2: 404 Not Found - Server message: manifest unknown',
    );
    expect(eventsOf(status)).toContain('Failed to pull image: 404 Not Found - manifest unknown');
    const value = unable.replace(
      'not found',
      'UNAUTHORIZED: authentication required; [map[Action:pull Name:shop/api]]',
    );
    expect(eventsOf(value)).toContain('Unable to fetch image: UNAUTHORIZED: authentication required');
    expect(eventsOf(value).split('Registry access, events')[0]).not.toContain('map[');
    const again = 'Back-off restarting failed container user-container in pod api-00001-deployment-1_abc';
    expect(eventsOf(again)).toMatch(
      /Events Failed ×3: Back-off restarting failed container user-container(?! in pod)/,
    );
  });

  test('says that there are no events only where that tells something', () => {
    const of = (given: Partial<Report>) => words(reportCard({ ...healthy(), events: [], ...given }).blocks);
    expect(of({})).toContain('Events none in the last hour');
    expect(of({ subject: workload('fleet', 'nightly') })).not.toContain('Events');
    expect(of({ standing: 'unknown', state: 'unknown' })).not.toContain('Events');
    expect(of({ facts: [] })).not.toContain('Events');
  });

  test('shows what makes room for the fix never without the fix', () => {
    const remove = Array.from({ length: 5 }, (_, at) =>
      ce('revision delete', { name: `old-${at}`, force: true }),
    );
    const destroys = { removes: '5 of 9, for good', keeps: 'the newest' };
    const fix = [
      { text: 'First, delete app revisions that nobody needs. '.repeat(4), commands: remove, destroys },
      {
        text: 'Use the secret.',
        commands: [ce('app update', { name: 'shop-api', 'registry-secret': 'icr' })],
      },
      {
        text: 'Or copy the image.',
        commands: [ce('app update', { name: 'shop-api', image: 'icr.io/a/b:1' })],
      },
      {
        text: 'Then use the copy.',
        commands: [ce('app update', { name: 'shop-api', image: 'icr.io/a/b:2' })],
      },
    ];
    const { blocks } = reportCard(withFinding({ fix }));
    const open = words(blocks.filter(({ type }) => type !== 'container'));
    expect(open).toContain('2. Use the secret.');
    expect(words(blocks)).toContain('Steps 3 and 4: Or copy the image.');
  });

  test('quotes no path that the answer names', () => {
    const proof = [{ source: 'check' as const, text: 'services/api/Dockerfile', where: 'source check' }];
    const headline = 'There is no Dockerfile in the repository; services/api/Dockerfile is there';
    const read = words(reportCard(withFinding({ proof, headline })).blocks);
    expect(read).toContain('Proven by a check run just now (source check).');
  });

  test('quotes an event once, however it is worded', () => {
    const report = failedApp();
    const [first] = report.findings;
    const said = 'Readiness probe failed: HTTP probe failed with statuscode: 404';
    const proof = [
      { source: 'event' as const, text: said },
      { source: 'event' as const, text: `Unhealthy: ${said}` },
    ];
    const findings = first
      ? [{ ...first, proof, explanation: `It answers, and not on /ready: ${said}` }]
      : [];
    const read = words(reportCard({ ...report, findings }).blocks);
    expect(read.split(said)).toHaveLength(2);
    expect(read.split('Proven by an event')).toHaveLength(2);
  });

  test('does not repeat a fact that the build part shows', () => {
    const build = failedBuild();
    const image = build.build?.run?.outputImage as string;
    const read = words(reportCard({ ...build, facts: [{ label: 'Output image', value: image }] }).blocks);
    expect(read.split(`\`${image}\``)).toHaveLength(2);
  });

  test('of a healthy app is short and says what was checked', () => {
    const card = reportCard(healthy());
    expect(card.text).toBe('✅ App shop-web (shop) is healthy');
    expect(words(card.blocks)).toContain('the image can be pulled');
    expect(words(card.blocks)).not.toContain('How to fix it');
  });

  test('points at the root when the subject is only where it shows', () => {
    const read = words(
      reportCard({ ...failedApp(), root: { kind: 'buildrun', name: 'shop-api-run-7' } }).blocks,
    );
    expect(read).toContain('the build run shop-api-run-7, not the app shop-api itself');
  });

  test('of a text or an image offers what makes sense for it', () => {
    const ofText = words(reportCard({ ...failedApp(), subject: { kind: 'text', text: 'x' } }).blocks);
    expect(ofText).toContain('refuses the login of secret shop-registry');
    expect(ofText).not.toContain('Check again');
    const ofImage = words(
      reportCard({ ...failedApp(), subject: { kind: 'image', reference: 'icr.io/a/b:1' } }).blocks,
    );
    expect(ofImage).toContain('Check again');
    expect(ofImage).not.toContain('Show log');
  });

  test('keeps state, explanation and fix when the evidence is too long', () => {
    const long = failedApp();
    const card = reportCard({
      ...long,
      events: Array.from({ length: 500 }, (_, n) => ({
        message: `${n}${'m'.repeat(5000)}`,
        reason: 'Failed',
        object: 'Pod/x',
      })),
      log: { where: 'w', lines: Array.from({ length: 500 }, () => '"'.repeat(2000)) },
      ruledOut: Array.from({ length: 100 }, () => 'r'.repeat(400)),
      disagreements: Array.from({ length: 100 }, () => 'd'.repeat(4000)),
    });
    const read = words(card.blocks);
    expect(read).toContain('ibmcloud ce registry update --name shop-registry --password API_KEY');
    expect(read).toContain('Secret shop-registry holds an API key');
    expect(read).toContain('more event');
  });

  test('has the very sentence of its notification as header', () => {
    for (const report of [failedApp(), failedBuild(), healthy()]) {
      const card = reportCard(report);
      expect(card.blocks[0]).toMatchObject({ type: 'header', text: { text: card.text } });
    }
  });

  test('says below the header what of a long headline did not fit there', () => {
    const why = `its host was not asked: ${'no workload names it, '.repeat(3)}so it was left`;
    const headline = `Image evil.example/a:1 was not checked: ${why}. To allow it, add it to the settings.`;
    const { findings: _, registry: __, ...report } = failedApp();
    const [first, second] = reportCard({ ...report, findings: [], headline }).blocks;
    expect(words(first)).toContain(why);
    expect(words(first)).not.toContain('To allow it');
    expect(words(second)).toContain('To allow it, add it to the settings.');
    expect(words(second)).not.toContain(why);
  });

  test('of a text without failure says what to do next', () => {
    const subject = { kind: 'text' as const, text: 'all is well' };
    const headline = 'This text shows no failure';
    const read = words(reportCard({ ...healthy(), subject, headline }).blocks);
    expect(read).toContain('✅ This text shows no failure');
    expect(read).toContain('Paste the lines around the failure');
  });

  test('keeps a command whole and lets go of the lines that select the project before it', () => {
    const command = 'ibmcloud ce app update --name shop-api --port 3000';
    const select = ce('project select', { name: 'x'.repeat(900) });
    const fix = [
      { text: 'Set the port.', commands: [select, ce('app update', { name: 'shop-api', port: 3000 })] },
    ];
    const json = JSON.stringify(reportCard(withFinding({ fix })).blocks);
    expect(json).toContain(JSON.stringify({ type: 'text', text: command }));
  });

  test('a command that deletes stands behind what it needs selected, and whole or not at all', () => {
    const select = ce('project select', { name: 'x'.repeat(300) });
    const gone = ['a', 'b', 'c', 'd'].map((letter) =>
      ce('revision delete', { name: letter.repeat(200), force: true }),
    );
    const destroys = { removes: 'revisions', keeps: 'the newest' };
    const linesOf = (...commands: readonly Command[]) => {
      const fix = [{ text: 'Delete revisions.', destroys, commands }];
      const json = JSON.stringify(reportCard(withFinding({ fix })).blocks);
      const [, found] =
        /rich_text_preformatted[^[]*\[\{"type":"text","text":"(ibmcloud [^"]*)"/.exec(json) ?? [];
      return found?.split('\\n');
    };
    expect(linesOf(select, ...gone)).toEqual([select, ...gone.slice(0, 2)].map(printCommand));
    // Where no deletion fits, nothing is shown that a person might complete by guessing.
    expect(linesOf(ce('project select', { name: 'x'.repeat(900) }), ...gone)).toBeUndefined();
  });

  test('keeps the cause in the header however long the name is', () => {
    const headline = `Image de.icr.io/${'long/'.repeat(60)}app:1 cannot be used: The tag is not in the registry`;
    const [first] = reportCard({ ...failedApp(), headline }).blocks;
    const text = (first as { text: { text: string } }).text.text;
    expect(text.length).toBeLessThanOrEqual(150);
    expect(text).toMatch(/^❌ Image de\.icr\.io.*: The tag is not in the registry$/);
  });

  test('does not quote as proof what the explanation says', () => {
    const report = withFinding({
      explanation: 'The secret shop-registry does not exist in the project shop.',
      proof: [
        {
          source: 'check',
          text: 'the secret “shop-registry” does not exist in the project shop',
          where: 'secrets',
        },
        { source: 'platform', text: 'CreateContainerConfigError', where: 'pod x' },
      ],
    });
    const read = words(reportCard(report).blocks);
    expect(read.match(/does not exist in the project/g)).toHaveLength(1);
    expect(read).toContain('CreateContainerConfigError');
  });

  test('still says how sure it is when all proof is in the explanation', () => {
    const text = 'The quota of the project is used up: 100 of 100 build runs.';
    const report = withFinding({
      explanation: text,
      proof: [{ source: 'check', text, where: 'resource quota' }],
    });
    expect(words(reportCard(report).blocks)).toContain('Proven by a check run just now (resource quota).');
  });

  test('leaves out a reason that the status shows, and a status that the headline says', () => {
    const proof = [
      { source: 'platform' as const, text: 'timeout' },
      { source: 'platform' as const, text: 'BuildRunTimeout: failed to finish within 10m0s' },
    ];
    const read = words(reportCard({ ...withFinding({ proof }), platformState: 'failed (timeout)' }).blocks);
    expect(read.match(/\btimeout\b/g)).toHaveLength(1);
    const says = (platformState: string) =>
      words(reportCard({ ...failedApp(), platformState }).blocks).includes('Platform says');
    expect(says('failed')).toBe(false);
    expect(says('failed (failed)')).toBe(false);
    expect(says('failed (no_revision_ready)')).toBe(true);
  });

  test('shows what stands between backticks as code, never the backticks', () => {
    const card = reportCard(
      withFinding({
        explanation: 'Without a tag it is `latest`, see `ibmcloud cr images`.',
        fix: [{ text: 'Name a tag in `--image`.' }],
      }),
    );
    const json = JSON.stringify(card.blocks.filter(({ type }) => type === 'rich_text'));
    for (const code of ['latest', 'ibmcloud cr images', '--image']) {
      expect(json).toContain(JSON.stringify({ type: 'text', text: code, style: { code: true } }));
    }
    expect(json).not.toContain('`');
  });

  test('of a healthy workload calls a finding a remark', () => {
    const report = { ...withFinding({}), state: 'healthy' as const };
    const read = words(reportCard(report).blocks);
    expect(read).toContain('Worth knowing: ');
    expect(read).toContain('What you can do');
    expect(read).not.toContain('How to fix it');
  });

  test('names the cure once when several sources fail for one reason', () => {
    const cure = 'Give the service ID the role Reader.';
    const missing = ['App', 'Secrets'].map((source) => ({
      source,
      reason: 'forbidden' as const,
      detail: `${source} may not be read`,
      cure,
    }));
    const read = words(reportCard({ ...failedApp(), missing }).blocks);
    expect(read).toContain(`App, Secrets: not allowed → ${cure}`);
  });
});

describe('the registry on a card', () => {
  const fine = () => {
    const report = failedBuild();
    const check = report.registry as NonNullable<typeof report.registry>;
    const steps = check.steps.map((each) => ({ ...each, status: 'passed' as const }));
    return { ...report, registry: { ...check, steps, outcome: 'accessible' as const } };
  };

  test('is a line without details when it is fine and the trouble elsewhere; ruled out need not repeat it', () => {
    const report = {
      ...fine(),
      ruledOut: ['registry access: the secret may pull', 'timeout: 8 of 600 seconds'],
    };
    const read = words(reportCard(report).blocks);
    expect(read).toContain('Registry access');
    expect(read).toContain('✓ auth');
    expect(read).not.toContain('linux/amd64,');
    expect(read).not.toContain('registry access:');
    expect(read).toContain('timeout: 8 of 600 seconds');
  });

  test('is shown when it has something to tell all the same', () => {
    const report = fine();
    const drift = { pinnedDigest: 'sha256:0123456789ab', tagDigest: 'sha256:ba9876543210' };
    const read = words(reportCard({ ...report, registry: { ...report.registry, drift } }).blocks);
    expect(read).toContain('The tag has moved to sha256:ba9876543210');
  });

  test('names the step that failed, and what lies behind it in one row', () => {
    const read = words(reportCard(withFinding({ proof: [] })).blocks);
    expect(read).toContain('✗ auth\nnot asked: manifest, platform');
    expect(read).toContain('Auth: 401 Unauthorized');
  });
});

describe('the events on a card', () => {
  const pod = 'Pod/shop-api-1';
  const image = 'private.de.icr.io/shop/shop-api:1.4.2';
  const warning = (reason: string, message: string, count = 1) => ({
    type: 'Warning',
    reason,
    message,
    object: pod,
    count,
  });
  const normal = (reason: string) => ({ type: 'Normal', reason, message: `${reason} it`, object: pod });
  const pulls = [
    warning('Failed', `Failed to pull image "${image}": rpc error: code = NotFound: not found`, 6),
    warning('Failed', 'Error: ErrImagePull', 6),
    warning('Failed', 'Error: ImagePullBackOff', 68),
    warning('BackOff', `Back-off pulling image "${image}"`, 68),
  ];

  test('are the warnings; what went well is counted only', () => {
    const events = [warning('Unhealthy', 'Readiness probe failed'), normal('Started'), normal('Created')];
    const read = words(reportCard({ ...failedApp(), events }).blocks);
    expect(read).toContain('Unhealthy Pod/shop-api-1: Readiness probe failed');
    expect(read).toContain('… 2 more events');
    expect(read).not.toContain('Started it');
  });

  test('tell of one failing pull in one line, with how often', () => {
    const read = words(reportCard({ ...failedApp(), events: pulls }).blocks);
    expect(read).toContain(`Failed ×6, BackOff ×68 Pod/shop-api-1: Failed to pull image "${image}"`);
    expect(read).not.toContain('ErrImagePull it');
    // Once in the line that is seen, once among the details.
    expect(read.match(/Failed to pull image/g)).toHaveLength(2);
  });

  test('of two containers stay two lines', () => {
    const other = pulls.map((each) => ({ ...each, object: 'Pod/shop-api-2' }));
    const read = words(reportCard({ ...failedApp(), events: [...pulls, ...other] }).blocks);
    expect(read.match(/Failed to pull image/g)).toHaveLength(3);
  });

  test('that only say what went well are shown where nothing else is known, the latest two', () => {
    const events = [normal('Started'), normal('Created'), normal('Pulled')];
    const unknown = { ...withFinding({ cause: 'unknown' }), events };
    const read = words(reportCard(unknown).blocks);
    expect(read).toContain('Started it');
    expect(read).toContain('… 1 more event');
    expect(read).not.toContain('Pulled it');
  });

  test('that only say what went well are counted where the cause is known, and there may be none', () => {
    const events = [normal('Started'), normal('Created'), normal('Pulled')];
    const read = words(reportCard({ ...failedApp(), events }).blocks);
    expect(read).toContain('Events 3, no warning');
    expect(read).not.toContain('Started it');
    expect(words(reportCard({ ...failedApp(), events: [] }).blocks)).toContain(
      'Events none in the last hour',
    );
    const missing = [{ source: 'Events', reason: 'forbidden' as const, detail: 'may not be read' }];
    expect(words(reportCard({ ...failedApp(), events: [], missing }).blocks)).not.toContain('Events none');
  });

  test('keep their end, where the reason stands', () => {
    const message = `Failed to pull image "${image}": ${'rpc error: failed to resolve reference: '.repeat(40)}403 Forbidden`;
    const read = words(reportCard({ ...failedApp(), events: [warning('Failed', message)] }).blocks);
    expect(read).toMatch(/Failed to pull image "private.* … .*403 Forbidden/);
  });

  test('are not called quoted when the proof that quotes them is not shown', () => {
    const message = 'Readiness probe failed: connection refused';
    const proof = [
      { source: 'check' as const, text: 'The secret x does not exist.' },
      { source: 'platform' as const, text: 'no_revision_ready' },
      { source: 'event' as const, text: message },
    ];
    const report = withFinding({ explanation: 'The secret x does not exist.', proof });
    const read = words(reportCard({ ...report, events: [warning('Unhealthy', message, 4)] }).blocks);
    expect(read).toContain(`Unhealthy ×4 Pod/shop-api-1: ${message}`);
  });

  test('are not called the same for being alike', () => {
    const events = [warning('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503', 9)];
    const proof = [
      { source: 'event' as const, text: 'Readiness probe failed: HTTP probe failed with statuscode: 503' },
    ];
    const read = words(reportCard({ ...withFinding({ proof }), events }).blocks);
    expect(read).toContain('Liveness probe failed');
    expect(read).not.toContain('as quoted above');
  });
});
