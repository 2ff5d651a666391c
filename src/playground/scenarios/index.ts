/** Documented cases as data, and the world in which all of them happen at once. */
import { World, type WorldOptions } from '../world';
import { appCases } from './app-cases';
import { buildCases } from './build-cases';
import { foundCompany } from './company';
import { functionCases } from './function-cases';
import { jobCases } from './job-cases';
import { moreAppCases } from './more-app-cases';
import { moreBuildCases } from './more-build-cases';
import { moreJobCases } from './more-job-cases';
import { pullCases } from './pull-cases';
import { registryCases } from './registry-cases';
import type { Scenario } from './scenario';
import { sourceCases } from './source-cases';

export { botApiKey, defaultProject, regions, registryHostsOf } from './company';
export { explainExamples } from './explain-examples';
export type { ExplainExample, Scenario } from './scenario';

/** Every scenario; their order is the order in which they are listed. */
export const scenarios: readonly Scenario[] = [
  ...buildCases,
  ...moreBuildCases,
  ...sourceCases,
  ...pullCases,
  ...registryCases,
  ...appCases,
  ...moreAppCases,
  ...jobCases,
  ...moreJobCases,
  ...functionCases,
];

/** The world of the playground, with every scenario in it. */
export function createWorld(options: WorldOptions = {}): World {
  const world = new World(options);
  foundCompany(world);
  for (const scenario of scenarios) scenario.play(world);
  return world;
}
