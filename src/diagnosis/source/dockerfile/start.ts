/** How the image starts: a command at all, signals, user, port. */
import type { Look } from '../look';
import type { Dockerfile, DockerStage, Instruction } from './read';
import type { Base } from './stages';
import { expanded, globalValues, stageValues } from './variables';

/** Official images whose own command is a shell or a prompt: it ends at once where nobody types. */
const PROMPTS =
  /^(?:docker\.io\/)?(?:library\/)?(?:alpine|debian|ubuntu|busybox|fedora|centos|rockylinux|almalinux|amazonlinux|node|python|golang|ruby|rust|php|openjdk|eclipse-temurin|amazoncorretto|perl|elixir|erlang|gcc|bash)(?::|@|$)/;

/** Reports to `look` what of the last stage keeps the image from starting. */
export function checkStart(look: Look, file: string, dockerfile: Dockerfile, bases: readonly Base[]): void {
  const last = dockerfile.stages.at(-1);
  if (!last) return;
  const chain = stagesBelow(last, bases);
  const own = chain.flatMap(({ instructions }) => instructions);
  const of = (keyword: string) => own.findLast((each) => each.keyword === keyword);
  const entrypoint = of('ENTRYPOINT');
  const cmd = of('CMD');
  const root = bases[chain[0]?.index ?? last.index];
  if (!entrypoint && !cmd) checkBase(look, file, last, root);
  else if (!checkForm(look, file, entrypoint) && !checkForm(look, file, cmd)) {
    checkSignals(look, file, entrypoint, cmd);
  }
  checkUser(look, file, own);
  checkPort(look, file, dockerfile, last, own);
}

/** The stage and those that it builds on, the lowest first. */
function stagesBelow(last: DockerStage, bases: readonly Base[]): readonly DockerStage[] {
  const chain = [last];
  for (let at = bases[last.index]?.onStage; at && chain.length < 50; at = bases[at.index]?.onStage)
    chain.unshift(at);
  return chain;
}

function checkBase(look: Look, file: string, last: DockerStage, root: Base | undefined): void {
  const where = { file, line: last.from.line, quote: last.from.text };
  const image = root?.image;
  const facts = root?.check?.facts;
  const none = 'The Dockerfile has no CMD and no ENTRYPOINT';
  if (image === 'scratch') {
    look.fails('no-entrypoint', `${none}, and scratch has neither: nothing can be started.`, where);
  } else if (facts && (facts.cmd?.length ?? 0) === 0 && (facts.entrypoint?.length ?? 0) === 0) {
    look.fails('no-entrypoint', `${none}, and the base image ${image} has neither: nothing can be started.`, {
      ...where,
      proof: 'the registry shows the configuration of the base image',
    });
  } else if (image !== undefined && PROMPTS.test(image)) {
    look.risk(
      'no-entrypoint',
      `${none}, so ${image} would start what it starts by itself: a shell or a prompt, which ends at once. An app or job then needs a command of its own.`,
      where,
    );
  }
}

/** What looks like a JSON array and is none: it goes to the shell, which looks for a program called `[…`. */
function checkForm(look: Look, file: string, instruction: Instruction | undefined): boolean {
  if (!instruction || instruction.isJson || !/^\[.*\]$/s.test(instruction.rest)) return false;
  const { keyword, rest, line, text: quote } = instruction;
  // `[ "$A" = 1 ]` is a test of the shell.
  if (!/^\[['"“”‘’]/.test(rest) && !rest.includes(',')) return false;
  const why = /['“”‘’]/.test(rest)
    ? 'it wants straight double quotes'
    : 'a comma or a quote is missing or too many';
  look.fails(
    'entrypoint-not-found',
    `${keyword} ${rest} is no JSON array (${why}), so a shell is given it, and looks for a program called ${rest.split(/\s/, 1)[0]}.`,
    { file, line, quote },
  );
  return true;
}

function checkSignals(
  look: Look,
  file: string,
  entrypoint: Instruction | undefined,
  cmd: Instruction | undefined,
): void {
  const first = entrypoint ?? cmd;
  if (!first || first.isJson) return;
  // A shell that runs one command hands signals on only when it is told to.
  const isExec = /^exec\s/.test(first.rest) || /(?:&&|;)\s*exec\s/.test(first.rest);
  if (isExec) return;
  if (entrypoint && !entrypoint.isJson && cmd) {
    look.risk(
      'start-ignores-signals',
      `ENTRYPOINT is in shell form, so CMD (line ${cmd.line}) is not passed to it, and no signal reaches the program: write it as a JSON array.`,
      { file, line: entrypoint.line, quote: entrypoint.text },
    );
    return;
  }
  look.risk(
    'start-ignores-signals',
    `${first.keyword} is in shell form: a shell starts the program and keeps SIGTERM to itself, so instances are killed in place of being stopped. Write it as a JSON array.`,
    { file, line: first.line, quote: first.text },
  );
}

function checkUser(look: Look, file: string, own: readonly Instruction[]): void {
  const user = own.findLast(({ keyword }) => keyword === 'USER');
  const [name = ''] = user?.rest.split(':') ?? [];
  if (!user || name === '' || name.includes('$') || /^\d+$/.test(name) || name === 'root') return;
  look.risk(
    'run-as-root-forbidden',
    `USER ${name} is a name: where a policy asks for a user that is not root, only a number can be checked (USER 1000).`,
    { file, line: user.line, quote: user.text },
  );
}

function checkPort(
  look: Look,
  file: string,
  dockerfile: Dockerfile,
  last: DockerStage,
  own: readonly Instruction[],
): void {
  const { port, args } = look.source;
  const exposed = own.filter(({ keyword }) => keyword === 'EXPOSE');
  if (port === undefined || exposed.length === 0) return;
  const values = stageValues(last, globalValues(dockerfile, args), args);
  const ports = exposed.flatMap(({ words }) =>
    words.map((word) => expanded(word, values)?.replace(/\/tcp$/i, '')),
  );
  if (ports.some((each) => each === undefined || each === String(port) || /[-/]/.test(each))) return;
  const [first] = exposed;
  if (!first) return;
  look.risk(
    'port-not-listening',
    `EXPOSE says ${ports.join(', ')}, and the app is asked at port ${port}: one of them is probably wrong. Code Engine tells the port in the variable PORT.`,
    { file, line: first.line, quote: first.text },
  );
}
