/** What can happen in the world. Scenarios tell it of the past, a person's hand makes it happen now. */
export * from './access-to-images';
export * from './apps';
export * from './build-runs';
export * from './deploy';
export * from './fleets';
export * from './follow';
export * from './functions';
export * from './jobs';
export * from './limits';
export * from './projects';
export * from './repositories';
export * from './rollout';
export * from './secrets';
export * from './source-access';
export * from './stories';
