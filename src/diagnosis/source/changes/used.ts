/** Which files of a tree a build uses: what it copies, and what tells it how. */
import type { SourceTree } from '../../model/source-tree';
import { DockerIgnore } from '../dockerfile/dockerignore';
import { MOST_CHARACTERS, readDockerfile } from '../dockerfile/read';
import { expanded, globalValues, stageValues } from '../dockerfile/variables';
import type { BuildSource } from '../look';
import { below, cleaned, hasGlob, joined } from '../paths';

/** Answers for paths from the root. */
export async function usedBy(tree: SourceTree, source: BuildSource): Promise<(path: string) => boolean> {
  const { contextDir } = source;
  if (source.strategy === 'buildpacks') return (path) => below(contextDir, path) !== undefined;
  const dockerfile = joined(contextDir, source.dockerfile);
  const ignores = [`${dockerfile}.dockerignore`, joined(contextDir, '.dockerignore')];
  const files = await tree.read([dockerfile, ...ignores].filter((path) => tree.entry(path) !== undefined));
  const copied = copiedBy(files.get(dockerfile)?.text, source);
  const ignored = ignores.find((path) => files.has(path));
  const ignore =
    ignored === undefined ? undefined : new DockerIgnore(ignored, files.get(ignored)?.text ?? '');
  const telling = new Set([dockerfile, ...ignores, '.gitmodules', '.gitattributes']);
  return (path) => {
    if (telling.has(path)) return true;
    const inside = below(contextDir, path);
    if (inside === undefined || !copied.some((prefix) => below(prefix, inside) !== undefined)) return false;
    return ignore?.hides(inside) === undefined;
  };
}

/** Paths of the context that are copied, `''` for all of it. Without a Dockerfile that can be read: all of it. */
function copiedBy(text: string | undefined, { args = new Map() }: BuildSource): readonly string[] {
  if (text === undefined || text.length > MOST_CHARACTERS) return [''];
  const dockerfile = readDockerfile(text);
  if (dockerfile.faults.length > 0) return [''];
  const globals = globalValues(dockerfile, args);
  return dockerfile.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction): readonly string[] => {
      const { keyword, flags, words, heredocs } = instruction;
      const isMount = keyword === 'RUN' && /type=bind/.test(flags.get('mount') ?? '');
      if (isMount && !/\bfrom=/.test(flags.get('mount') ?? '')) return [''];
      if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.has('from') || heredocs.length > 0) return [];
      const values = stageValues(stage, globals, args, instruction);
      return words.slice(0, -1).map((word) => {
        const path = expanded(word, values);
        if (path === undefined) return '';
        const parts = cleaned(path).split('/');
        const glob = parts.findIndex(hasGlob);
        return glob < 0 ? parts.join('/') : parts.slice(0, glob).join('/');
      });
    }),
  );
}
