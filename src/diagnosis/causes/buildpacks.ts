import { defineCause } from './cause';

export const buildpacksCauses = [
  defineCause({
    id: 'buildpack-none-detected',
    title: 'Buildpack none detected',
    stage: 'build',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
  defineCause({
    id: 'buildpack-runtime-version-unsupported',
    title: 'Buildpack runtime version unsupported',
    stage: 'build',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
  defineCause({
    id: 'buildpack-builder-incompatible',
    title: 'Buildpack builder incompatible',
    stage: 'build',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
  defineCause({
    id: 'buildpack-no-start-command',
    title: 'Buildpack no start command',
    stage: 'build',
    meaning: '',
    shows: '',
    proof: '',
    fix: () => [],
    doc: '',
  }),
];
