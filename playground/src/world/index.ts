/** The simulated cloud's state: what exists, what happens to it, and when. */
export * from './build-outcome';
export * from './clock';
export * from './faults';
export * from './kubernetes';
export * from './life';
export type * from './log-archive';
export * from './names';
export * from './program';
export * from './project';
export * from './registry-content';
export type * from './resources';
export type * from './vpc-content';
export * from './world';
