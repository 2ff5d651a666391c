/** Everything that can be told of a Dockerfile before it is built. */

import { directoryOf } from '../../model/source-tree';
import { followLinks } from '../links';
import type { Look } from '../look';
import { baseName, below } from '../paths';
import { Context } from './context';
import { checkCopies } from './copies';
import { MOST_CHARACTERS, readDockerfile } from './read';
import { checkScripts } from './scripts';
import { checkStages } from './stages';
import { checkStart } from './start';

/** Names that Dockerfiles have. */
const NAMES = /^(?:dockerfile|containerfile)(?:\.[\w.-]{1,60})?$|^[\w.-]{1,60}\.dockerfile$/i;
const MOST_NAMED = 4;
/** What is compared with everything before it; those that people write have a tenth of it. */
const MOST_STAGES = 100;
const MOST_INSTRUCTIONS = 1_000;

/** Reports to `look` what of the Dockerfile would fail or is risky. */
export async function checkDockerfile(look: Look): Promise<void> {
  const { tree, source } = look;
  const path = look.inContext(source.dockerfile);
  const entry = tree.entry(path);
  if (!entry || entry.kind === 'directory' || entry.kind === 'submodule') {
    await notThere(look, path);
    return;
  }
  if (entry.kind === 'symlink') {
    const { broken } = await followLinks(tree, '', path);
    if (broken) {
      const detail = `${path} is a link, and where it leads (${broken.target}) there is nothing in ${look.whole}.`;
      look.fails('dockerfile-not-found', detail, { file: path });
      return;
    }
  }
  const file = (await look.read([path])).get(path);
  if (!file || file.binary) {
    look.note(file ? `${path} is no text, and was not read.` : `${path} could not be read.`);
    return;
  }
  if (file.text.length > MOST_CHARACTERS) {
    look.note(`${path} has ${file.text.length} characters, more than are looked at (${MOST_CHARACTERS}).`);
    return;
  }
  // Another frontend has a language of its own.
  const syntax = /^#\s*syntax\s*=\s*(\S+)/im.exec(file.text.split('\n', 5).join('\n'))?.[1];
  if (syntax !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::|@|$)/.test(syntax)) {
    look.note(`${path} is written for ${syntax}, which is not looked into.`);
    return;
  }
  const dockerfile = readDockerfile(file.text);
  for (const { line, quote, detail } of dockerfile.faults)
    look.fails('dockerfile-syntax', detail, { file: path, line, quote });
  if (dockerfile.faults.length > 0) return;
  look.well.push(`${path} is there and can be read`);
  const { stages } = dockerfile;
  const instructions = stages.reduce((sum, stage) => sum + stage.instructions.length, 0);
  if (stages.length > MOST_STAGES || instructions > MOST_INSTRUCTIONS) {
    look.note(
      `${path} has ${stages.length} stages and ${instructions} instructions, more than are looked at (${MOST_STAGES} and ${MOST_INSTRUCTIONS}).`,
    );
    return;
  }
  const context = await Context.open(look);
  const bases = await checkStages(look, path, dockerfile);
  await checkCopies(look, path, dockerfile, context);
  await checkScripts(look, path, dockerfile, context);
  checkStart(look, path, dockerfile, bases);
}

async function notThere(look: Look, path: string): Promise<void> {
  const { tree, source } = look;
  if (source.contextDir !== '' && tree.entry(source.contextDir)?.kind !== 'directory') {
    const like = otherDirectory(look, source.contextDir);
    const meant = like === undefined ? '' : ` ${like} is.`;
    look.fails(
      'dockerfile-not-found',
      `The context directory ${source.contextDir} is not in ${look.whole}.${meant}`,
      {
        file: path,
        ...(like !== undefined && { facts: { contextDir: like } }),
      },
    );
    return;
  }
  const named: string[] = [];
  for (const { path: found, kind } of tree.walk('')) {
    if ((kind === 'file' || kind === 'executable') && NAMES.test(baseName(found))) named.push(found);
  }
  const wanted = baseName(path).toLowerCase();
  const rank = (found: string) =>
    (baseName(found).toLowerCase() === wanted ? 0 : 100) +
    (below(source.contextDir, found) === undefined ? 10 : 0) +
    found.split('/').length;
  named.sort((one, other) => rank(one) - rank(other));
  const removed = await look.removal(path);
  const [nearest] = named;
  if (nearest === undefined) {
    look.fails(
      'dockerfile-not-found',
      `${path} is not in ${look.whole}, and no other Dockerfile is${removed === '' ? ': a build with buildpacks may be meant' : ''}.${removed}`,
      {
        file: path,
      },
    );
    return;
  }
  const inside = below(source.contextDir, nearest);
  const facts =
    inside !== undefined && source.contextDir !== ''
      ? { dockerfile: inside }
      : { contextDir: directoryOf(nearest) || '.', dockerfile: baseName(nearest) };
  const others = named.length > 1 ? ` (also ${named.slice(1, MOST_NAMED).join(', ')})` : '';
  look.fails('dockerfile-not-found', `${path} is not in ${look.whole}; ${nearest} is${others}.${removed}`, {
    file: path,
    facts,
  });
}

/** A directory that differs in the case of its letters only, or has the same last part. */
function otherDirectory({ tree }: Look, wanted: string): string | undefined {
  let ending: string | undefined;
  for (const { path, kind } of tree.walk('')) {
    if (kind !== 'directory') continue;
    if (path.toLowerCase() === wanted.toLowerCase()) return path;
    if (ending === undefined && baseName(path).toLowerCase() === baseName(wanted).toLowerCase())
      ending = path;
  }
  return ending;
}
