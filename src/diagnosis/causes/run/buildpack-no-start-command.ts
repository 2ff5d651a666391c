import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'buildpack-no-start-command',
  title: 'The image has no start command',
  stage: 'run',
  meaning:
    'The buildpack built the image and found nothing to start by default. For Python it falls back to the interpreter, which ends at once.',
  shows: '`when there is no default process a command is required`.',
  patterns: [
    ...words(
      94,
      /\bwhen there is no default process\b/i,
      /\bno default process\b(?! type\b)|\bdetermine start command\b/i,
      /\bfailed to launch: .{0,200}/i,
      /\bprocess type .{0,60}(?:was not found|not found|does not exist)\b/i,
      /\bdefault process type '?.{0,40}'? not present in list\b/i,
      /\bno (?:start|launch) (?:command|process|script)\b(?!.{0,40}warn)|\bmissing start (?:command|script)\b|\bunable to find (?:a )?start (?:command|script)\b/i,
    ),
    // The exporter's remark in a build that goes well: the image cannot be started as it is.
    ...words(56, /\bno default process type\b/i),
  ],
  proof: 'The image has the launcher as its entry point and no default process.',
  fix: (facts) => [
    step('Add a Procfile to the root of the context directory, for example: web: python main.py'),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('ts-build-python'),
  cases: ['B-21'],
});
