import { completeSteps, withTarget } from '../../../src/diagnosis/remedy/fix-steps';
import type { FixStep, RemedyFacts } from '../../../src/diagnosis/remedy/remedy';

const facts: RemedyFacts = {
  project: 'shop',
  region: 'eu-de',
  registryHost: 'private.de.icr.io',
  captured: {},
};

const step = (command: string, text = 'Do this.'): FixStep => ({ text, command });
const commands = (steps: readonly FixStep[]) => steps.map(({ command }) => command);

describe('a change takes effect', () => {
  test('with a new run of the job, right after the change', () => {
    const update = step('ibmcloud ce job update --name report --memory 8G');
    const logs = step('ibmcloud ce jobrun logs --jobrun report-1');
    expect(commands(completeSteps([update, logs], facts))).toEqual([
      update.command,
      'ibmcloud ce jobrun submit --job report',
      logs.command,
    ]);
  });

  test('with a new run of the build, after the last of its changes', () => {
    const first = step('ibmcloud ce build update --name api --timeout 1200');
    const last = step('ibmcloud ce build update --name api --size large', 'Or give it more CPU.');
    expect(commands(completeSteps([first, last], facts))).toEqual([
      first.command,
      last.command,
      'ibmcloud ce buildrun submit --build api',
    ]);
  });

  test('with the source, where it is uploaded', () => {
    const update = step('ibmcloud ce build update --name api --size large');
    expect(commands(completeSteps([update], { ...facts, sourceType: 'local' })).at(-1)).toBe(
      'ibmcloud ce buildrun submit --build api --source .',
    );
  });

  test.each(['ibmcloud ce jobrun submit --job report', 'ibmcloud ce jobrun resubmit --jobrun report-1'])(
    'once: after “%s” nothing is added',
    (run) => {
      const steps = [step('ibmcloud ce job update --name report --memory 8G'), step(run)];
      expect(completeSteps(steps, facts)).toEqual(steps);
    },
  );

  test('of an app with the update itself: it is not deployed again', () => {
    const update = step('ibmcloud ce app update --name api --port 3000');
    const again = step('ibmcloud ce app update --name api');
    expect(completeSteps([update, again], facts)).toEqual([update]);
  });

  test('of an app that was only perhaps updated by deploying it', () => {
    const steps = [
      step('ibmcloud ce app update --name api --port 3000', 'Or name another port.'),
      step('ibmcloud ce app update --name api'),
    ];
    expect(completeSteps(steps, facts)).toEqual(steps);
  });

  test('of another app does not deploy this one', () => {
    const steps = [
      step('ibmcloud ce app update --name other --min-scale 0'),
      step('ibmcloud ce app update --name api'),
    ];
    expect(completeSteps(steps, facts)).toEqual(steps);
  });
});

describe('region and project are selected', () => {
  test('once, in front of the first command that needs them', () => {
    const steps = withTarget(
      [
        { text: 'Think.' },
        step('ssh-keyscan github.com > known_hosts'),
        step('ibmcloud ce build update --name api --size large'),
        step('ibmcloud ce buildrun submit --build api'),
      ],
      facts,
    );
    expect(commands(steps)).toEqual([
      undefined,
      'ssh-keyscan github.com > known_hosts',
      'ibmcloud target -r eu-de\nibmcloud ce project select --name shop\nibmcloud ce build update --name api --size large',
      'ibmcloud ce buildrun submit --build api',
    ]);
  });

  test('of the registry too, where its command line is used', () => {
    const steps = withTarget([step('ibmcloud ce app get --name api'), step('ibmcloud cr quota')], facts);
    expect(commands(steps).at(1)).toBe('ibmcloud cr region-set eu-de\nibmcloud cr quota');
  });

  test('not twice, where a step says it itself', () => {
    const steps = [step('ibmcloud cr region-set us-south\nibmcloud cr login')];
    expect(withTarget(steps, facts)).toEqual(steps);
  });

  test('without the project for commands on projects: one that is not active cannot be selected', () => {
    expect(commands(withTarget([step('ibmcloud ce project restore --name shop')], facts))).toEqual([
      'ibmcloud target -r eu-de\nibmcloud ce project restore --name shop',
    ]);
  });

  test.each([
    ['no project is known', { captured: {} }],
    ['the registry is not IBM’s', { registryHost: 'ghcr.io', captured: {} }],
  ])('not where %s', (_why, unknown) => {
    const steps = [step('ibmcloud ce app get --name api'), step('ibmcloud cr quota')];
    expect(withTarget(steps, unknown)).toEqual(steps);
  });

  test('with names that a shell would take apart quoted', () => {
    const [first] = withTarget([step('ibmcloud ce app list')], { ...facts, project: 'my $(shop)' });
    expect(first?.command).toContain("--name 'my $(shop)'");
  });
});
