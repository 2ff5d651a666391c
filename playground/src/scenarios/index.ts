/** Documented cases as data, and the world in which all of them happen at once. */
import { World, type WorldOptions } from '../world';
import { scenarios } from './cases';
import { foundCompany } from './company';
import { fillQuotas } from './fill-quotas';

export { scenarios } from './cases';
export { outOfReachCases } from './cases/out-of-reach';
export { botApiKey, defaultProject, logInstances, regions, registryHostsOf } from './company';
export { explainExamples } from './explain-examples';
export { breakAgain, canMend, mend } from './mend';
export type { ExplainExample, Scenario } from './scenario';

/** The world of the playground, with every scenario in it. */
export function createWorld(options: WorldOptions = {}): World {
  const world = new World(options);
  fill(world);
  return world;
}

/** Makes the world what it was when it was new, at the time that it is now. */
export function resetWorld(world: World): void {
  world.clear();
  fill(world);
}

function fill(world: World): void {
  foundCompany(world);
  for (const scenario of scenarios) scenario.play(world);
  fillQuotas(world);
}
