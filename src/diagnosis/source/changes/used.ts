/** Which files of a tree a build uses: what it copies, and what tells it how. */

import type { SourceTree } from '../../model/source-tree';
import { ignoreFiles, readIgnore } from '../dockerfile/dockerignore';
import { type Instruction, MOST_CHARACTERS, readDockerfile } from '../dockerfile/read';
import { expanded, globalValues, type Values, withValues } from '../dockerfile/variables';
import { readThrough } from '../links';
import type { BuildSource } from '../look';
import { beforeGlob, below, cleaned, joined } from '../paths';

/** Answers for paths from the root. */
export async function usedBy(tree: SourceTree, source: BuildSource): Promise<(path: string) => boolean> {
  const { contextDir } = source;
  if (source.strategy === 'buildpacks') return (path) => below(contextDir, path) !== undefined;
  const dockerfile = joined(contextDir, source.dockerfile);
  const [files, ignore] = await Promise.all([readThrough(tree, [dockerfile]), readIgnore(tree, source)]);
  const copied = copiedBy(files.get(dockerfile)?.text, source);
  const telling = new Set([dockerfile, ...ignoreFiles(source), '.gitmodules', '.gitattributes']);
  return (path) => {
    if (telling.has(path)) return true;
    const inside = below(contextDir, path);
    if (inside === undefined || !copied.some((prefix) => below(prefix, inside) !== undefined)) return false;
    return ignore?.hides(inside) === undefined;
  };
}

/** Paths of the context that are copied, `''` for all of it. Without a Dockerfile that can be read: all of it. */
function copiedBy(text: string | undefined, { args }: BuildSource): readonly string[] {
  if (text === undefined || text.length > MOST_CHARACTERS) return [''];
  const dockerfile = readDockerfile(text);
  if (dockerfile.faults.length > 0) return [''];
  const globals = globalValues(dockerfile, args);
  return dockerfile.stages.flatMap((stage) => {
    const copied: string[] = [];
    for (const [instruction, values] of withValues(stage, globals, args)) {
      copied.push(...copiedByOne(instruction, values));
    }
    return copied;
  });
}

function copiedByOne({ keyword, flags, words, heredocs }: Instruction, values: Values): readonly string[] {
  const isMount = keyword === 'RUN' && /type=bind/.test(flags.get('mount') ?? '');
  if (isMount && !/\bfrom=/.test(flags.get('mount') ?? '')) return [''];
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.has('from') || heredocs.length > 0) return [];
  return words.slice(0, -1).map((word) => {
    const path = expanded(word, values);
    return path === undefined ? '' : beforeGlob(cleaned(path));
  });
}
