/** Pull and registry: the image cannot be fetched. */
import { pullImageCauses } from './pull-image';
import { pullMissingCauses } from './pull-missing';
import { pullNetworkCauses } from './pull-network';
import { pullRefusedCauses } from './pull-refused';
import { pullSecretCauses } from './pull-secret';

export const pullCauses = [
  ...pullMissingCauses,
  ...pullRefusedCauses,
  ...pullNetworkCauses,
  ...pullImageCauses,
  ...pullSecretCauses,
] as const;
