/** Every documented case that an API shows, by what goes wrong. */

import type { Scenario } from '../scenario';
import { appCases } from './app';
import { appFromSourceCases } from './app-from-source';
import { archiveCases } from './archive';
import { buildDockerfileCases } from './build-dockerfile';
import { buildLimitCases } from './build-limits';
import { buildRegistryCases } from './build-registry';
import { buildSourceCases } from './build-source';
import { connectivityCases } from './connectivity';
import { fleetCases } from './fleet';
import { functionCases } from './function';
import { healthyCases } from './healthy';
import { jobCases } from './job';
import { loginCases } from './login';
import { outOfReachCases } from './out-of-reach';
import { pullLimitedCases } from './pull-limited';
import { pullMissingCases } from './pull-missing';
import { pullRefusedCases } from './pull-refused';
import { pullUnusableCases } from './pull-unusable';
import { registryRegionCases } from './registry-regions';
import { uploadCases } from './upload';

/** Their order is the order in which they are listed. */
export const scenarios: readonly Scenario[] = [
  ...buildDockerfileCases,
  ...buildLimitCases,
  ...buildRegistryCases,
  ...buildSourceCases,
  ...pullMissingCases,
  ...pullRefusedCases,
  ...pullLimitedCases,
  ...pullUnusableCases,
  ...appCases,
  ...jobCases,
  ...functionCases,
  ...fleetCases,
  ...connectivityCases,
  ...archiveCases,
  ...loginCases,
  ...registryRegionCases,
  ...uploadCases,
  ...appFromSourceCases,
  ...outOfReachCases,
  ...healthyCases,
];
