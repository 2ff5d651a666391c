import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords, place } from '../shared/headline';
import { namedBuild } from '../shared/source';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'dockerfile-copy-missing-file',
  title: 'A file that COPY or ADD names is not there',
  headline: absentFile,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The file is not in the build context (never committed, ignored by .dockerignore, built only locally), the context directory is another one, or the earlier stage did not make it.',
  shows: '`failed to compute cache key: "/…" not found`, `COPY failed: file not found in build context`.',
  follows: [from(['not-found', 'no-such-file', 'permission-denied'], 'context-file')],
  proof: 'The builder’s own statement names the path; the source at the built commit does not have it.',
  ruleOut: [
    'a .dockerignore that leaves it out',
    'a context directory that is not the one of the Dockerfile',
  ],
  fix: (facts) => [
    ...(facts.found?.contextDir === undefined
      ? []
      : [namedBuild(facts, 'Build from the directory that has it.')]),
    step(`${providing(facts)}; or let the Dockerfile make it, as with node_modules, target and dist.`),
    // Where the source was read, it is in no directory.
    ...(facts.found || facts.sourceRead
      ? []
      : [setBuild(facts, 'Or correct the context directory.', { 'context-dir': 'DIRECTORY' })]),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});

/** What a person does to have the file in the build. */
function providing({ captured, sourceType }: RemedyFacts): string {
  const file = captured.file ?? captured.path ?? 'the file';
  return sourceType === 'local'
    ? `Have ${file} in the directory that you upload, spelt as COPY spells it and not ignored by .ceignore or .dockerignore`
    : `Commit ${file}, spelt as COPY spells it and not ignored by .gitignore or .dockerignore`;
}

/** What COPY or ADD names, and where it stands, by the source or by the builder's own line. */
function absentFile(facts: HeadlineFacts): string | undefined {
  const instruction = /^(?:COPY|ADD)\s+(?:--\S+\s+)*(\S+)/i.exec(facts.fault?.quote ?? '')?.[1];
  const [, quoted, stat] =
    /"\/?([^"\s]{1,120})": not found|\bstat (\S{1,120}?):? /.exec(facts.said ?? '') ?? [];
  const file = instruction ?? quoted ?? stat;
  return (
    naming`${place(facts)} copies ${file}, which is not there` ??
    naming`${file} is not there for COPY or ADD` ??
    ownWords(facts)
  );
}
