/** FROM and `--from`: stages that exist, arguments that have a value, images that can be pulled. */
import { distance } from 'fastest-levenshtein';
import { traitsOf } from '../../causes/index';
import type { RegistryCheck } from '../../model/registry-check';
import type { Look, Where } from '../look';
import type { Dockerfile, DockerStage, Instruction } from './read';
import { expanded, globalValues, needed, type Values } from './variables';

/** What a FROM names, found out. */
export interface Base {
  readonly stage: DockerStage;
  /** The stage that it builds on. */
  readonly onStage?: DockerStage;
  /** The image, with its variables. */
  readonly image?: string;
  readonly check?: RegistryCheck;
}

/** Images that are asked about. */
const MOST_IMAGES = 6;

/** Reports to `look` each FROM that names what is not there, and returns what each stage begins from. */
export async function checkStages(
  look: Look,
  file: string,
  dockerfile: Dockerfile,
): Promise<readonly Base[]> {
  const { image: ask } = look.asks;
  const globals = globalValues(dockerfile, look.source.args);
  const bases = dockerfile.stages.map((stage) => baseOf(look, file, dockerfile, stage, globals));
  for (const stage of dockerfile.stages) {
    for (const instruction of stage.instructions)
      checkFrom(look, file, dockerfile, stage, instruction, globals);
  }
  const sources = dockerfile.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => imagesOf(dockerfile, stage, instruction, globals)),
  );
  const images = [...new Set([...bases, ...sources].flatMap(({ image }) => image ?? []))].filter(
    (image) => image !== 'scratch',
  );
  const checks = new Map<string, RegistryCheck | undefined>();
  if (ask) {
    await Promise.all(images.slice(0, MOST_IMAGES).map(async (image) => checks.set(image, await ask(image))));
  }
  let pulled = 0;
  const checked = bases.map((base) => {
    const check = base.image === undefined ? undefined : checks.get(base.image);
    if (!check) return base;
    if (check.outcome === 'accessible') pulled += 1;
    else reportImage(look, file, base.stage.from, 'FROM ', base.image ?? '', check);
    return { ...base, check };
  });
  for (const { image, instruction } of sources) {
    const check = checks.get(image);
    if (check && check.outcome !== 'accessible')
      reportImage(look, file, instruction, `${instruction.keyword} --from=`, image, check);
  }
  if (pulled > 0)
    look.well.push(
      `${pulled === 1 ? 'the base image' : `${pulled} base images`} can be pulled for linux/amd64`,
    );
  return checked;
}

function baseOf(look: Look, file: string, dockerfile: Dockerfile, stage: DockerStage, globals: Values): Base {
  const { from, base, index } = stage;
  const where = { file, line: from.line, quote: from.text };
  const platform = expanded(from.flags.get('platform') ?? '', globals);
  const isLast = index === dockerfile.stages.length - 1;
  if (isLast && platform !== undefined && /^linux\/(?!amd64)\w+/.test(platform)) {
    look.fails(
      'exec-format-error',
      `The image is built for ${platform}, and Code Engine runs linux/amd64: leave --platform out.`,
      where,
    );
  }
  const image = expanded(base, globals);
  const lacking = image === undefined ? needed(base).filter((name) => globals.get(name) === undefined) : [];
  if (lacking.length > 0) {
    const [name = ''] = lacking;
    const declared = globals.has(name);
    const inStage = dockerfile.stages.some(({ instructions }) =>
      instructions.some(({ keyword, words }) => keyword === 'ARG' && words[0]?.split('=')[0] === name),
    );
    const why = declared
      ? `ARG ${name} has no default, and Code Engine passes no value unless the build has one`
      : inStage
        ? `ARG ${name} is declared behind the first FROM, where FROM does not see it`
        : `no ARG before the first FROM declares ${name}`;
    look.fails('build-env-variable-missing', `FROM ${base}: ${why}.`, where);
    return { stage };
  }
  if (image === undefined) return { stage };
  if (image === '' || /[:@]$/.test(image)) {
    look.fails('invalid-image-name', `FROM ${base} comes to “${image}”, which names no image.`, where);
    return { stage };
  }
  const onStage = stageCalled(dockerfile, image, index);
  if (onStage) return { stage, onStage };
  const near = nearStage(dockerfile, image, index);
  if (near !== undefined) {
    look.fails(
      'dockerfile-unknown-stage',
      `FROM ${image}: no stage before it is called so; ${near} is.`,
      where,
    );
    return { stage };
  }
  return { stage, image };
}

/** What `COPY --from` and `RUN --mount=…,from=…` name, with its variables. */
function namesOf({ keyword, flags, mounts }: Instruction, globals: Values): readonly string[] {
  const given =
    keyword === 'COPY'
      ? [flags.get('from')]
      : keyword === 'RUN'
        ? mounts.map((mount) => mount.get('from'))
        : [];
  return given.flatMap((name) => {
    const known = name === undefined ? undefined : expanded(name, globals);
    return known === undefined || known === '' ? [] : [known];
  });
}

/** Those of them that are images: a name that is no stage is one when it has a path, a tag or a digest. */
function imagesOf(
  dockerfile: Dockerfile,
  stage: DockerStage,
  instruction: Instruction,
  globals: Values,
): readonly { readonly image: string; readonly instruction: Instruction }[] {
  return namesOf(instruction, globals)
    .filter((name) => /[/:@]/.test(name) && !stageCalled(dockerfile, name, stage.index))
    .map((image) => ({ image, instruction }));
}

/** Stages that `--from` names must be there, and come before. */
function checkFrom(
  look: Look,
  file: string,
  dockerfile: Dockerfile,
  stage: DockerStage,
  instruction: Instruction,
  globals: Values,
): void {
  const { line, text: quote } = instruction;
  for (const name of namesOf(instruction, globals))
    checkStage(look, dockerfile, stage, name, { file, line, quote });
}

function checkStage(
  look: Look,
  dockerfile: Dockerfile,
  stage: DockerStage,
  name: string,
  where: Where,
): void {
  if (/^\d+$/.test(name)) {
    if (Number(name) < stage.index) return;
    const count = stage.index === 1 ? 'one stage' : `${stage.index} stages`;
    look.fails(
      'dockerfile-unknown-stage',
      `--from=${name}: there ${stage.index === 1 ? 'is' : 'are'} ${count} before it, counted from 0.`,
      where,
    );
    return;
  }
  if (stageCalled(dockerfile, name, stage.index)) return;
  const later = stageCalled(dockerfile, name, dockerfile.stages.length);
  if (later) {
    const which = later.index === stage.index ? 'it stands in that very stage' : 'that stage comes later';
    look.fails(
      'dockerfile-unknown-stage',
      `--from=${name}: ${which}, and only earlier ones can be copied from.`,
      where,
    );
    return;
  }
  const near = nearStage(dockerfile, name, stage.index);
  if (near !== undefined) {
    look.fails(
      'dockerfile-unknown-stage',
      `--from=${name}: no stage is called so; ${near} is. BuildKit would look for an image ${name}.`,
      where,
    );
  }
}

function stageCalled({ stages }: Dockerfile, name: string, before: number): DockerStage | undefined {
  return stages.slice(0, before).find((stage) => stage.name?.toLowerCase() === name.toLowerCase());
}

/** A stage whose name is nearly this one, which is no image with a path, a tag or a digest. */
function nearStage({ stages }: Dockerfile, name: string, before: number): string | undefined {
  if (/[/:@.]/.test(name)) return undefined;
  const names = stages.slice(0, before).flatMap((stage) => stage.name ?? []);
  const most = Math.max(1, Math.floor(name.length / 3));
  return names
    .map((each) => ({ each, far: distance(each.toLowerCase(), name.toLowerCase()) }))
    .filter(({ each, far }) => far <= most || each.startsWith(name) || name.startsWith(each))
    .sort((one, other) => one.far - other.far)[0]?.each;
}

function reportImage(
  look: Look,
  file: string,
  { line, text: quote }: Instruction,
  named: string,
  image: string,
  check: RegistryCheck,
): void {
  const failed = check.steps.find(({ status }) => status === 'failed');
  if (!failed?.cause) return;
  const { ofBaseImage: cause = failed.cause } = traitsOf(failed.cause);
  const near =
    check.tags?.[0] === undefined ? '' : ` The repository has ${check.tags.slice(0, 3).join(', ')}.`;
  const detail = `${named}${image}: ${failed.proof ?? 'the registry refuses it'}.${near}`;
  const where = { file, line, quote, proof: 'the registry was asked, as the build asks it' };
  // Such a limit is counted for the address that asks, and the build asks from another one.
  if (cause === 'base-image-rate-limited') look.risk(cause, detail, where);
  else look.fails(cause, detail, where);
}
