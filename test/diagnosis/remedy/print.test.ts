import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { Command, Program } from '../../../src/diagnosis/model/fix';
import { ce, cr, iam, run } from '../../../src/diagnosis/remedy/command';
import { printCommand, printCommands, printReport, printSteps } from '../../../src/diagnosis/remedy/print';
import { failedApp } from '../../support/reports';

describe('a command', () => {
  test.each<[string, Command, string]>([
    [
      'leaves out what is not known, and keeps bare flags',
      ce('build update', { name: 'shop-api', size: undefined, timeout: 900, wait: true }),
      'ibmcloud ce build update --name shop-api --timeout 900 --wait',
    ],
    [
      'repeats an option that has several values',
      ce('job update', { name: 'report', argument: ['3', 'all'] }),
      'ibmcloud ce job update --name report --argument 3 --argument all',
    ],
    [
      'keeps a value that begins with a dash to its option',
      ce('job update', { name: 'report', argument: ['--depth'] }),
      'ibmcloud ce job update --name report --argument=--depth',
    ],
    [
      'of the registry ends with its image, after the options',
      cr('retention-policy-set', ['shop'], { images: 5 }),
      'ibmcloud cr retention-policy-set --images 5 shop',
    ],
    [
      'of IAM names what it is about first',
      iam('api-key-create', ['shop'], { file: 'shop.json' }),
      'ibmcloud iam api-key-create shop --file shop.json',
    ],
    ['has short options', run('ibmcloud', 'target', { r: 'eu-de' }), 'ibmcloud target -r eu-de'],
    [
      'of git joins an option and its value',
      run('git', 'update-index', { chmod: '+x' }, ['run.sh']),
      'git update-index --chmod=+x run.sh',
    ],
    [
      'may put what it prints in a file',
      { ...run('ssh-keyscan', '', {}, ['github.com']), into: 'known_hosts' },
      'ssh-keyscan github.com > known_hosts',
    ],
    [
      'quotes what a shell would take apart',
      ce('secret create', { name: "it's; rm -rf /", server: '$(reboot)', username: '' }),
      `ibmcloud ce secret create --name 'it'\\''s; rm -rf /' --server '$(reboot)' --username ''`,
    ],
    [
      'quotes nothing else',
      ce('app update', { image: 'us.icr.io/shop/api:1@sha256:ab' }),
      'ibmcloud ce app update --image us.icr.io/shop/api:1@sha256:ab',
    ],
  ])('%s', (_what, command, line) => {
    expect(printCommand(command)).toBe(line);
  });

  test('is taken apart by a shell into the very words that it was made of', () => {
    const word = fc
      .string({ unit: 'binary', maxLength: 30 })
      .filter((text) => !/[\0\uD800-\uDFFF]/.test(text));
    const tool = fc.constantFrom<Program>('ibmcloud ce', 'ibmcloud cr', 'ibmcloud iam', 'docker');
    const commands = fc.sample(fc.record({ tool, value: word, name: word }), { numRuns: 300, seed: 7 });
    // One shell for all of them: it is given a function for each program, which prints its words.
    const script = [
      'show() { for word; do printf "%s\\0" "$word"; done; }',
      'ibmcloud() { show "$@"; }',
      'docker() { show "$@"; }',
      ...commands.map(({ tool: of, value, name }) => printCommand(run(of, 'do', { name }, [value]))),
    ].join('\n');
    const words = execFileSync('/bin/sh', { input: script, encoding: 'utf8' }).split('\0').slice(0, -1);
    const expected = commands.flatMap(({ tool: of, value, name }) => {
      const option = name.startsWith('-') ? [`--name=${name}`] : ['--name', name];
      const rest = of === 'ibmcloud iam' ? [value, ...option] : [...option, value];
      return [...of.split(' ').slice(1), 'do', ...rest];
    });
    expect(words).toEqual(expected);
  });
});

test('several commands are lines', () => {
  expect(printCommands([cr('login'), cr('quota')])).toBe('ibmcloud cr login\nibmcloud cr quota');
});

test('a step without commands has none when it is printed', () => {
  expect(printSteps([{ text: 'Think.' }])).toEqual([{ text: 'Think.' }]);
});

test('a report is printed with its commands as lines, and nothing else changed', () => {
  const report = failedApp();
  const { findings, ...rest } = printReport(report);
  const { findings: before, ...same } = report;
  expect(rest).toEqual(same);
  expect(findings[0]?.fix.at(-1)).toEqual({
    text: 'Deploy again.',
    command: 'ibmcloud ce app update --name shop-api',
  });
  expect(findings).toMatchObject(before.map(({ fix: _, ...finding }) => finding));
});
