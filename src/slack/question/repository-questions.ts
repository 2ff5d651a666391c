/** What is asked about the repository whose address stands in a sentence. */
import type { Command, SourceCommand } from './command';
import { revisionIn, secretIn } from './follow-up';
import { buildsOf, type Known } from './known';
import { type Sentence, speaksOf } from './sentence';
import { commonWords, fetchWords, troubleWords } from './vocabulary';

/** The builds of a repository, where some are known; else whether a build could fetch it. */
export function sourceQuestions(source: SourceCommand, sentence: Sentence, known: Known): readonly Command[] {
  const { tokens, options, scope, text } = sentence;
  const builds = buildsOf(known, source.url);
  const isCheck = speaksOf(sentence, fetchWords) && !speaksOf(sentence, troubleWords);
  if (builds.length > 0) {
    return builds.map(({ name, project }) => ({
      do: 'diagnose' as const,
      kind: 'build' as const,
      name,
      ...(isCheck ? { check: true as const } : {}),
      ...(project.id === known.defaultProject?.id ? scope : { ...scope, project: project.name }),
    }));
  }
  const secret = options.secret ?? secretIn(tokens);
  const revision = options.revision ?? revisionIn(text) ?? source.revision;
  const contextDir = options['context-dir'] ?? directoryIn(text) ?? source.contextDir;
  const dockerfile = options.dockerfile ?? dockerfileIn(text);
  return [
    {
      ...source,
      ...(revision === undefined ? {} : { revision }),
      ...(contextDir === undefined ? {} : { contextDir }),
      ...(dockerfile === undefined ? {} : { dockerfile }),
      ...(secret === undefined ? {} : { secret }),
      ...scope,
    },
  ];
}

/** `with Dockerfile docker/Dockerfile.prod`. */
function dockerfileIn(text: string): string | undefined {
  return /\bdockerfile[ =:]+[`"']?([\w./-]*(?:dockerfile|containerfile)[\w./-]*)/i.exec(text)?.[1];
}

/** `in the folder services/api`. */
function directoryIn(text: string): string | undefined {
  const named =
    /\b(?:sub-?)?(?:folder|directory|dir|context(?:[ -]dir)?|path)[ =:]+[`"']?([\w.][\w./-]{0,200})/i.exec(
      text,
    )?.[1];
  return named && !commonWords.has(named.toLowerCase()) ? named.replace(/[.]+$/, '') : undefined;
}
