import { defineCause } from './cause';

export const noneCauses = [
  defineCause({
    id: 'healthy-no-problem',
    title: 'Healthy no problem',
    stage: 'none',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
];
