import type { Command, FixStep, FixSteps } from '../../../src/diagnosis/model/fix';
import { ce, cr, run } from '../../../src/diagnosis/remedy/command';
import type { RemedyFacts } from '../../../src/diagnosis/remedy/facts';
import { completeSteps, withTarget } from '../../../src/diagnosis/remedy/fix-steps';
import { printCommands } from '../../../src/diagnosis/remedy/print';
import { step as stepOf } from '../../../src/diagnosis/remedy/steps';

const facts: RemedyFacts = {
  project: 'shop',
  region: 'eu-de',
  registryHost: 'private.de.icr.io',
  captured: {},
};

const step = (command: Command, text = 'Do this.'): FixStep => stepOf(text, command);
const printed = (steps: FixSteps) => steps.map(({ commands = [] }) => printCommands(commands));

describe('a change takes effect', () => {
  test('with a new run of the job, right after the change', () => {
    const update = step(ce('job update', { name: 'report', memory: '8G' }));
    const logs = step(ce('jobrun logs', { jobrun: 'report-1' }));
    expect(printed(completeSteps([update, logs], facts))).toEqual([
      ...printed([update]),
      'ibmcloud ce jobrun submit --job report',
      ...printed([logs]),
    ]);
  });

  test('with a new run of the build, after the last of its changes', () => {
    const first = step(ce('build update', { name: 'api', timeout: '1200' }));
    const last = step(ce('build update', { name: 'api', size: 'large' }), 'Or give it more CPU.');
    expect(printed(completeSteps([first, last], facts))).toEqual([
      ...printed([first]),
      ...printed([last]),
      'ibmcloud ce buildrun submit --build api',
    ]);
  });

  test('with the source, where it is uploaded', () => {
    const update = step(ce('build update', { name: 'api', size: 'large' }));
    expect(printed(completeSteps([update], { ...facts, sourceType: 'local' })).at(-1)).toBe(
      'ibmcloud ce buildrun submit --build api --source .',
    );
  });

  test.each([ce('jobrun submit', { job: 'report' }), ce('jobrun resubmit', { jobrun: 'report-1' })])(
    'once: after $args nothing is added',
    (anew) => {
      const steps = [step(ce('job update', { name: 'report', memory: '8G' })), step(anew)];
      expect(completeSteps(steps, facts)).toEqual(steps);
    },
  );

  test('of an app with the update itself: it is not deployed again', () => {
    const update = step(ce('app update', { name: 'api', port: '3000' }));
    const again = step(ce('app update', { name: 'api' }));
    expect(completeSteps([update, again], facts)).toEqual([update]);
  });

  test('of an app that was only perhaps updated by deploying it', () => {
    const steps = [
      step(ce('app update', { name: 'api', port: '3000' }), 'Or name another port.'),
      step(ce('app update', { name: 'api' })),
    ];
    expect(completeSteps(steps, facts)).toEqual(steps);
  });

  test('of another app does not deploy this one', () => {
    const steps = [
      step(ce('app update', { name: 'other', 'min-scale': '0' })),
      step(ce('app update', { name: 'api' })),
    ];
    expect(completeSteps(steps, facts)).toEqual(steps);
  });
});

describe('region and project are selected', () => {
  test('once, in front of the first command that needs them', () => {
    const steps = withTarget(
      [
        { text: 'Think.' },
        step({ ...run('ssh-keyscan', '', {}, ['github.com']), into: 'known_hosts' }),
        step(ce('build update', { name: 'api', size: 'large' })),
        step(ce('buildrun submit', { build: 'api' })),
      ],
      facts,
    );
    expect(printed(steps)).toEqual([
      '',
      'ssh-keyscan github.com > known_hosts',
      'ibmcloud target -r eu-de\nibmcloud ce project select --name shop\nibmcloud ce build update --name api --size large',
      'ibmcloud ce buildrun submit --build api',
    ]);
  });

  test('of the registry too, where its command line is used', () => {
    const steps = withTarget([step(ce('app get', { name: 'api' })), step(cr('quota'))], facts);
    expect(printed(steps).at(1)).toBe('ibmcloud cr region-set eu-de\nibmcloud cr quota');
  });

  test('not twice, where a step says it itself', () => {
    const steps = [{ text: 'Log in.', commands: [cr('region-set', ['us-south']), cr('login')] }];
    expect(withTarget(steps, facts)).toEqual(steps);
  });

  test('without the project for commands on projects: one that is not active cannot be selected', () => {
    expect(printed(withTarget([step(ce('project restore', { name: 'shop' }))], facts))).toEqual([
      'ibmcloud target -r eu-de\nibmcloud ce project restore --name shop',
    ]);
  });

  test.each([
    ['no project is known', { captured: {} }],
    ['the registry is not IBM’s', { registryHost: 'ghcr.io', captured: {} }],
  ])('not where %s', (_why, unknown) => {
    const steps = [step(ce('app get', { name: 'api' })), step(cr('quota'))];
    expect(withTarget(steps, unknown)).toEqual(steps);
  });

  test('with names that a shell would take apart quoted', () => {
    const [first] = withTarget([step(ce('app list'))], { ...facts, project: 'my $(shop)' });
    expect(first && printed([first])[0]).toContain("--name 'my $(shop)'");
  });
});

describe('where the commands work', () => {
  test('region, resource group and project by their ids: a name is unique only within a group', () => {
    const [first] = withTarget([step(ce('app update', { name: 'api' }))], {
      ...facts,
      projectId: 'p-1',
      resourceGroup: 'g-1',
    });
    expect(printCommands(first?.commands ?? [])).toBe(
      'ibmcloud target -r eu-de -g g-1\nibmcloud ce project select --id p-1\nibmcloud ce app update --name api',
    );
  });

  test('a quota of a registry whose region nobody knows: a person names it', () => {
    const { registryHost: _, ...unknown } = facts;
    const [first] = withTarget([step(cr('plan-upgrade', ['standard']))], unknown);
    expect(printCommands(first?.commands ?? [])).toBe(
      'ibmcloud cr region-set REGION\nibmcloud cr plan-upgrade standard',
    );
  });

  test('both ways select: who takes the first has not done what another way does', () => {
    const [other, main] = withTarget(
      [
        step(ce('build update', { name: 'api', size: 'large' }), 'Or give it more.'),
        step(ce('buildrun submit', { build: 'api' })),
      ],
      facts,
    );
    for (const one of [other, main]) expect(printCommands(one?.commands ?? [])).toContain('project select');
  });
});
