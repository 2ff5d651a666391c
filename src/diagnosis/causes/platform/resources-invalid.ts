import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { ownWords } from '../shared/headline';

const createPage = codeEngineDoc('ts-app-create-fails');

export default defineCause({
  id: 'resources-invalid',
  title: 'CPU and memory do not go together or are out of bounds',
  headline: ownWords,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'Code Engine has fixed pairs of CPU and memory, up to 12 vCPU and 48 GB.',
  shows: '`memory parameter must be between …`.',
  phrases: [
    /\b(?:minimum|maximum) (?:memory|cpu) (?:usage|limit to request ratio) per (?:Pod|Container) is\b/,
    /\b(?:memory|cpu) parameter must be between\b/i,
    /\bCPU and memory (?:combination|pair)\b.{0,80}(?:invalid|not (?:valid|supported))/i,
    /\b(?:invalid|unsupported) CPU and memory (?:combination|pair)\b/i,
  ],
  proof: 'The API’s answer.',
  fix: (facts) =>
    facts.creating
      ? [
          step(
            'Give the command again with CPU and memory that go together, for example --cpu 1 --memory 4G.',
          ),
        ]
      : [
          setWorkload(facts, 'Choose CPU and memory that go together, for example 1 vCPU and 4 GB.', {
            cpu: 1,
            memory: '4G',
          }),
        ],
  doc: createPage,
  cases: ['A-5'],
});
