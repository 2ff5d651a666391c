/** Measures how many of a file's questions lead to the right thing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkloadKind } from '../../src/diagnosis/model/subject';
import type { Command } from '../../src/slack/question/command';
import { type Known, type KnownResource, resourcesCalled } from '../../src/slack/question/known';
import { parseCommand } from '../../src/slack/question/parse';
import { readQuestion } from '../../src/slack/question/read';
import type { Reading } from '../../src/slack/question/reading';
import { fromSlack } from '../../src/slack/question/slack-text';
import { nameMeant } from '../../src/slack/question/spelling';
import { formatCommand } from '../../src/slack/question/verbs';

const folder = join(__dirname, '../slack/question/inputs');

export interface Missed {
  readonly surface: string;
  readonly input: string;
  readonly wanted: string;
  readonly got: string;
}

/** The questions of this project. */
export const ownFiles: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => join(folder, name));

interface Asked {
  /** `dm`, `mention` or `slash`. */
  readonly surface: string;
  /** The command that the thread was about. */
  readonly about?: string;
  readonly input: string;
  /** Each of these serves whoever asks. */
  readonly wanted: readonly string[];
}

/** @param file lines as `inputs/1-first.txt` tells, or one JSON object a line, see {@link Asked} */
export function measureQuestions(file: string): {
  readonly right: number;
  readonly wrong: readonly Missed[];
} {
  const known = readWorld();
  let right = 0;
  const wrong: Missed[] = [];
  for (const { surface, about, input, wanted } of askedIn(file)) {
    const before = about === undefined ? undefined : (parseCommand(about) as Command);
    const reading = readQuestion(fromSlack(input), {
      surface: surface === 'slash' ? 'command' : 'message',
      known,
      ...(before ? { about: before } : {}),
    });
    const got = outcomeOf(reading, known);
    const isMistake = 'do' in reading && reading.do === 'mistake';
    if (wanted.some((one) => (one === 'mistake' && isMistake) || got === normal(one, known))) right += 1;
    else {
      const where = about === undefined ? surface : `${surface}, about ${about}`;
      wrong.push({ surface: where, input, wanted: wanted.join(' || '), got });
    }
  }
  return { right, wrong };
}

function askedIn(file: string): readonly Asked[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim());
  if (file.endsWith('.jsonl')) return lines.map((line) => JSON.parse(line) as Asked);
  let place: Pick<Asked, 'surface' | 'about'> = { surface: 'dm' };
  return lines.flatMap((line) => {
    if (line.startsWith('# ')) return [];
    const [, surface, about] = /^\[(dm|slash|mention)(?:, about (.+))?\]$/.exec(line) ?? [];
    if (surface) {
      place = { surface, ...(about === undefined ? {} : { about }) };
      return [];
    }
    const at = line.lastIndexOf('=>');
    const input = line.slice(0, at).trim().replaceAll('\\n', '\n');
    const wanted = line
      .slice(at + 2)
      .split('||')
      .map((one) => one.trim());
    return [{ ...place, input, wanted }];
  });
}

function readWorld(): Known {
  const world = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8')) as {
    defaultProject: string;
    projects: { id: string; name: string; region: string }[];
    resources: Record<string, Partial<Record<WorkloadKind, string[]>>>;
    sources: Record<string, string>;
  };
  const called = (name: string) => world.projects.find((each) => each.name === name) as Known['projects'][0];
  const resources = Object.entries(world.resources).flatMap(([project, kinds]) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      names.map((name): KnownResource => {
        const source = kind === 'build' ? world.sources[name] : undefined;
        return { kind: kind as WorkloadKind, name, project: called(project), ...(source ? { source } : {}) };
      }),
    ),
  );
  return { defaultProject: called(world.defaultProject), projects: world.projects, resources };
}

function outcomeOf(reading: Reading, known: Known): string {
  if (!('do' in reading)) return reading.map((command) => written(command, known)).join(' + ');
  if (reading.do === 'mistake') return reading.nearest ? written(reading.nearest, known) : 'mistake';
  return reading.topic === 'form' ? 'form' : `talk ${reading.topic}`;
}

/** A kind and a project that a name alone tells may be left out. */
function written(command: Command, known: Known): string {
  if (command.do === 'explain') return 'explain';
  if (command.do !== 'diagnose' && command.do !== 'logs' && command.do !== 'events')
    return formatCommand(command);
  const name = meantBy(command.name, known);
  const called = resourcesCalled(known, name, command.project).filter(
    ({ kind }) => command.kind === undefined || kind === command.kind,
  );
  const [only, ...others] = called;
  if (!only || others.length > 0) return formatCommand({ ...command, name });
  const elsewhere = only.project.id !== known.defaultProject?.id ? { project: only.project.name } : {};
  return formatCommand({ ...elsewhere, ...command, name, kind: only.kind });
}

/** The one thing that is nearly called so, as it is taken when the question is answered. */
function meantBy(typed: string, known: Known): string {
  const exists = resourcesCalled(known, typed).length > 0;
  const names = known.resources.map(({ name }) => name);
  return exists ? typed : (nameMeant(typed, names) ?? typed);
}

function normal(wanted: string, known: Known): string {
  if (/^(?:explain|mistake|form|talk )/.test(wanted)) return wanted;
  return wanted
    .split(' + ')
    .map((line) => {
      const command = parseCommand(line);
      return command.do === 'mistake' ? line : written(command, known);
    })
    .join(' + ');
}
