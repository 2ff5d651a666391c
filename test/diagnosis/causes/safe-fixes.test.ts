import { DESTRUCTIVE, PLACEHOLDER, parse, shortGroups, UsageError } from '../../../scripts/fixes/grammar';
import { catalogue } from '../../../src/diagnosis/causes/index';
import type { Command, FixStep } from '../../../src/diagnosis/model/fix';
import { withTarget } from '../../../src/diagnosis/remedy/fix-steps';
import { printCommand } from '../../../src/diagnosis/remedy/print';
import cli from '../../contract/ibmcloud-ce-cli.json';
import { worlds } from './support/worlds';

/** What must have been selected before a command of a tool destroys something; of no other tool is one known to be safe. */
const places: readonly (readonly [string, readonly RegExp[]])[] = [
  [
    'ibmcloud ce',
    [/^ibmcloud target -r [a-z]/, /^ibmcloud ce project select --(?:id [0-9a-f]|name (?![A-Z_]+$))/],
  ],
  ['ibmcloud cr', [/^ibmcloud cr region-set [a-z]/]],
];

const contract: Readonly<Record<string, { readonly options: readonly string[] }>> = cli;

const allFixes = worlds.flatMap(([title, facts]) =>
  [...catalogue.values()].map(({ id, fix }) => ({ title, id, facts, steps: withTarget(fix(facts), facts) })),
);

const destroying = ({ commands = [] }: FixStep): readonly Command[] =>
  commands.filter((command) => DESTRUCTIVE.test(printCommand(command)));

/** What is wrong with the steps, told with whose they are. */
function wrongSteps(
  judge: (step: FixStep, fix: (typeof allFixes)[number]) => string | undefined,
): readonly string[] {
  return allFixes.flatMap((fix) =>
    fix.steps.flatMap((step) => {
      const fault = judge(step, fix);
      return fault === undefined ? [] : [`${fix.id} with ${fix.title}: ${fault}`];
    }),
  );
}

describe('the judge itself', () => {
  test.each([
    ['ibmcloud ce app delete --name a', true],
    ['ibmcloud cr retention-policy-set --images 5 shop', true],
    ['ibmcloud cr image-prune-untagged', true],
    ['ibmcloud ce app get --name delete-me', false],
    ['ibmcloud cr image-list', false],
  ])('%s', (line, isDestructive) => {
    expect(DESTRUCTIVE.test(line)).toBe(isDestructive);
  });

  test.each([
    ['ibmcloud ce app sing --name a', /no such command/],
    ['ibmcloud ce build update --name a --colour red', /unknown option --colour/],
    ['ibmcloud ce build update --size large', /required option/],
    ['ibmcloud ce jobrun submit --image a', /required option/],
    ['ibmcloud ce app get --name a b', /takes 0 values/],
    ['ibmcloud cr retention-policy-set shop --images 5', /no such command/],
    ['ibmcloud cr image-list shop --restrict a', /takes 0 values/],
    ['ibmcloud iam service-id-create --file a', /unknown option/],
    ['ibmcloud iam service-api-key-create --file f a b', /values first/],
    ['ibmcloud ce job update --name a --argument --depth', /read as an option/],
    ['docker explode a', /no such command/],
  ])('%s is refused', (line, why) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(why);
  });

  test.each([
    'ibmcloud ce buildrun submit --build a --source .',
    'ibmcloud ce secret create --format registry --name a --server de.icr.io --username iamapikey --password-from-json-file a.json',
    "ssh-keygen -t ed25519 -N '' -f a",
    'ssh-keyscan github.com > known_hosts',
    'docker --config logins login de.icr.io',
  ])('%s is taken', (line) => {
    expect(() => parse(line)).not.toThrow();
  });
});

/** What a command gives that the contract of the Code Engine CLI does not have; undefined: nothing. */
function strangeToCli({ tool, args, flags, values }: Command): string | undefined {
  if (tool !== 'ibmcloud ce') return undefined;
  const [group = '', ...more] = args;
  const known = contract[[shortGroups[group] ?? group, ...more].join(' ')];
  if (!known) return args.join(' ');
  const given = Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
  return given.find((option) => !known.options.includes(option)) ?? values[0];
}

test.each<[string, Partial<Command>]>([
  ['app sing', { args: ['app', 'sing'] }],
  ['--colour', { args: ['build', 'update'], flags: { name: 'a', colour: 'red' } }],
  ['b', { args: ['app', 'get'], flags: { name: 'a' }, values: ['b'] }],
])('%s is strange to the contract', (what, command) => {
  expect(strangeToCli({ tool: 'ibmcloud ce', args: [], flags: {}, values: [], ...command })).toBe(what);
});

test('the data of every Code Engine command of every fix are those of the contract', () => {
  expect(wrongSteps(({ commands = [] }) => commands.map(strangeToCli).find(Boolean))).toEqual([]);
});

test('every command of every fix, printed and taken apart by a shell, is one that its program takes, with the very same values', () => {
  expect(
    wrongSteps(({ commands = [] }) => {
      for (const command of commands) {
        const line = printCommand(command);
        try {
          const { options, values } = parse(line);
          for (const [name, value] of Object.entries(command.flags)) {
            if (value === undefined || value === true) continue;
            const given = (Array.isArray(value) ? value : [value]).map(String);
            if (given.length > 0 && options.get(name)?.join('\n') !== given.join('\n'))
              return `${line}: --${name}`;
          }
          if (values.join('\n') !== command.values.join('\n')) return `${line}: ${values}`;
        } catch (error) {
          return `${line}: ${(error as Error).message}`;
        }
      }
      return undefined;
    }),
  ).toEqual([]);
});

describe('a command that destroys something', () => {
  test('is shown with what it removes and what it keeps', () => {
    expect(
      wrongSteps((step) => {
        if (destroying(step).length === 0) return undefined;
        const { destroys, text } = step;
        return destroys && text.includes(destroys.removes) && text.includes(destroys.keeps)
          ? undefined
          : text;
      }),
    ).toEqual([]);
  });

  test('names what it removes: no word in capitals stands for it', () => {
    expect(
      wrongSteps((step) =>
        destroying(step)
          .map(printCommand)
          .find((line) => PLACEHOLDER.test(line)),
      ),
    ).toEqual([]);
  });

  test('stands behind what says where it works', () => {
    expect(
      allFixes.flatMap(({ id, title, steps }) =>
        steps.flatMap((step, at) => {
          // Who takes the way that is named first runs nothing of another way.
          const before = steps.slice(0, at).filter((one) => !one.instead);
          const said = before.flatMap(({ commands = [] }) => commands.map(printCommand));
          const own = (step.commands ?? []).map(printCommand);
          return own.flatMap((line, which) => {
            if (!DESTRUCTIVE.test(line)) return [];
            const lines = [...said, ...own.slice(0, which)];
            const where = places.find(([tool]) => line.startsWith(`${tool} `))?.[1];
            const isSaid = where?.every((selects) => lines.some((one) => selects.test(one)));
            return isSaid ? [] : [`${id} with ${title}: ${line}`];
          });
        }),
      ),
    ).toEqual([]);
  });

  test('is met in these worlds', () => {
    const met = new Set(
      allFixes.filter(({ steps }) => steps.some((step) => destroying(step).length > 0)).map(({ id }) => id),
    );
    expect([...met].sort()).toEqual([
      'app-exits-cleanly',
      'project-quota-exceeded',
      'registry-quota-storage',
    ]);
  });
});

test('no image is deleted that something is known to run, or that something may run that was not looked at', () => {
  const digestIn = (text: string) => /sha256:[0-9a-f]{64}/.exec(text)?.[0];
  const faults = allFixes.flatMap(({ id, title, facts, steps }) => {
    const removed = steps
      .flatMap(({ commands = [] }) => commands)
      .filter(({ tool, args }) => tool === 'ibmcloud cr' && args[0] === 'image-rm')
      .map(({ values }) => values[0] ?? '');
    if (removed.length === 0) return [];
    const { inUse } = facts;
    const used = new Set([
      ...(inUse?.revisions ?? []).flatMap(({ images }) => images.map(digestIn)),
      ...(inUse?.named ?? []),
      ...(inUse?.elsewhere ?? []),
    ]);
    const namespaces = new Set(removed.map((image) => image.split('/')[1]));
    const isWrong =
      inUse === undefined ||
      inUse.unread > 0 ||
      removed.some((image) => used.has(digestIn(image))) ||
      // Code Engine makes such a namespace for one project alone.
      [...namespaces].some((name) => !name?.startsWith('ce--') || name !== facts.namespace);
    return isWrong ? [`${id} with ${title}: ${removed.join(', ')}`] : [];
  });
  expect(faults).toEqual([]);
});

test('every file that is removed was made by a step before it', () => {
  const faults = allFixes.flatMap(({ id, title, steps }) => {
    const lines = steps.flatMap(({ commands = [] }) => commands.map(printCommand));
    return lines.flatMap((line, at) => {
      const file = /^rm (?:-r )?(\S+)$/.exec(line)?.[1];
      return file === undefined || lines.slice(0, at).some((one) => one.includes(file))
        ? []
        : [`${id} with ${title}: ${line}`];
    });
  });
  expect(faults).toEqual([]);
});

test('a quota and a plan are changed in a region that is named, or that a person must name', () => {
  const faults = allFixes.flatMap(({ id, title, steps }) => {
    const lines = steps.flatMap(({ commands = [] }) => commands.map(printCommand));
    const first = lines.findIndex((line) => /^ibmcloud cr (?:quota-set|plan-upgrade)/.test(line));
    const region = lines.findIndex((line) => line.startsWith('ibmcloud cr region-set '));
    return first >= 0 && (region < 0 || region > first) ? [`${id} with ${title}`] : [];
  });
  expect(faults).toEqual([]);
});

test('a key of a service ID is made, never one of a person, and its file is removed', () => {
  expect(
    wrongSteps(({ commands = [] }) =>
      commands.map(printCommand).find((line) => line.includes('iam api-key-create')),
    ),
  ).toEqual([]);
  const left = allFixes.flatMap(({ id, title, steps }) => {
    const lines = steps.flatMap(({ commands = [] }) => commands.map(printCommand));
    const made = lines.flatMap((line) => /--file (\S+)$/.exec(line)?.slice(1) ?? []);
    return made.filter((file) => !lines.includes(`rm ${file}`)).map((file) => `${id} with ${title}: ${file}`);
  });
  expect(left).toEqual([]);
});

test('a secret that Code Engine keeps itself is never written, and its service ID gets no right', () => {
  expect(
    allFixes
      .filter(({ facts }) => facts.registrySecret?.startsWith('ce-auto-icr-'))
      .flatMap(({ id, title, steps }) =>
        steps
          .flatMap(({ commands = [] }) => commands.map(printCommand))
          .filter((line) => /secret (?:update|create|delete) .*--name ce-auto-/.test(line))
          .map((line) => `${id} with ${title}: ${line}`),
      ),
  ).toEqual([]);
});

test('no host is made of a word that stands for an unknown one', () => {
  expect(
    wrongSteps(({ text, commands = [] }) =>
      [text, ...commands.map(printCommand)].find((line) =>
        /private\.(?:region|icr_host)|\bregion\.icr|REGION\.icr/.test(line),
      ),
    ),
  ).toEqual([]);
});

test('nothing is advised that Code Engine does not have', () => {
  expect(
    wrongSteps(({ text }) => (/pull policy|layer is cached|build cache/i.test(text) ? text : undefined)),
  ).toEqual([]);
});

test('project and resource group are chosen by their ids before the first command that needs them', () => {
  const faults = allFixes
    .filter(({ facts }) => facts.projectId !== undefined && facts.region !== undefined)
    .flatMap(({ id, title, steps }) => {
      const lines = steps.flatMap(({ commands = [] }) => commands.map(printCommand));
      const first = lines.findIndex((line) => /^ibmcloud ce (?!project)/.test(line));
      if (first < 0) return [];
      const before = lines.slice(0, first).join('\n');
      return /ibmcloud target -r \S+ -g \S+/.test(before) && /project select --id \S+/.test(before)
        ? []
        : [`${id} with ${title}: ${lines[first]}`];
    });
  expect(faults).toEqual([]);
});
