import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { listNames } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { ownWords } from '../shared/headline';

const createPage = codeEngineDoc('ts-app-create-fails');

export default defineCause({
  id: 'name-taken',
  title: 'The name is already in use in the project',
  headline: ownWords,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'A resource of this kind and name exists.',
  shows: '`Application … already exists within project …, please select a unique name.`',
  phrases: [
    /\balready exists within project\b/i,
    /\b(?:select|use|choose) a unique name\b/i,
    /\b(?:application|app|build|build ?run|job|job ?run|function|secret|config ?map|project)(?: with(?: the)? name)? ['"][\w.-]{1,63}['"] already exists\b/i,
    /\b[a-z]{3,30}(?:\.[a-z.]{3,60})? "[\w.-]{1,63}" already exists$/,
  ],
  proof: 'The project’s list has the name.',
  fix: (facts) => [
    ...(facts.name === undefined ? [listNames(facts)] : []),
    step(
      `Choose another name and give the command again${facts.name === undefined ? '' : `: ${facts.name}-2, for example`}.`,
    ),
    // A fleet cannot be changed, and is shown by its id.
    ...(facts.name === undefined || facts.kind === undefined || facts.kind === 'fleet'
      ? [step('Or change what has the name instead of creating it again.')]
      : [
          step(
            `Or change the one that has the name, with ${facts.kind} update in place of ${facts.kind} create. It is this:`,
            ce(`${facts.kind} get`, { name: facts.name }),
          ),
        ]),
  ],
  doc: createPage,
  cases: ['A-1'],
});
