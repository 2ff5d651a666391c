import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, ownWords, sourceHost } from '../shared/headline';
import { remoteReferences } from '../shared/source';

export default defineCause({
  id: 'git-shallow-refused',
  title: 'The git host gives no shallow clone',
  headline: (facts) =>
    naming`${sourceHost(facts)} gives no shallow clone, which Code Engine asks for` ?? ownWords(facts),
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Code Engine clones a branch or a tag with `--depth 1`. The host’s git does not know that, or its administrator forbids it. A commit is cloned with its whole history.',
  shows:
    '`Server does not support shallow clients`, `dumb http transport does not support shallow capabilities`.',
  phrases: [
    /\bdoes not support shallow (?:clients?|requests?|capabilities)\b/i,
    /\bshallow (?:clones?|fetch(?:es)?|updates?) (?:is|are) (?:not (?:allowed|supported|permitted)|disabled|forbidden)\b/i,
  ],
  proof: 'The host was asked for one commit without its history, and refused; or its git does not offer it.',
  fix: (facts) => [
    remoteReferences(facts, 'Find the id of the commit that is to be built.'),
    setBuild(facts, 'Name the commit in place of the branch: it is cloned with its whole history.', {
      commit: 'COMMIT_ID',
    }),
    rerun(facts),
    step(
      'For good: ask the administrator of the git host to allow shallow clones, or use its smart HTTP or SSH.',
    ),
  ],
  doc: codeEngineDoc('code-repositories'),
});
