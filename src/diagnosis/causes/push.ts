import { defineCause } from './cause';

export const pushCauses = [
  defineCause({
    id: 'permission-denied-push',
    title: 'Permission denied push',
    stage: 'push',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
  defineCause({
    id: 'registry-quota-storage',
    title: 'Registry quota storage',
    stage: 'push',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
  defineCause({
    id: 'push-layer-too-large',
    title: 'Push layer too large',
    stage: 'push',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
  defineCause({
    id: 'push-tag-immutable',
    title: 'Push tag immutable',
    stage: 'push',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
];
