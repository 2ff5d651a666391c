import { howToLogIn } from '../../login';
import type { Check } from '../check';
import { failed, passed } from '../outcome';
import { failure } from './cloud';

const serviceId =
  'Better a service ID, which stays when the person leaves: `ibmcloud iam service-id-create ce-image`, then `ibmcloud iam service-api-key-create`.';

/** IAM takes the login. */
export const ibmLogin: Check = {
  part: 'ibm',
  name: 'IBM Cloud login',
  async run({ ibm }) {
    if (typeof ibm === 'string') return failed(ibm, howToLogIn);
    try {
      const { accountId, holder } = await ibm.identity();
      const who = holder && ibm.loginBy === 'API key' ? `${ibm.loginBy} of a ${holder}` : ibm.loginBy;
      return passed(
        `${who}, account ${accountId}`,
        holder === 'person' && ibm.loginBy === 'API key' ? serviceId : undefined,
      );
    } catch (error) {
      return failure(error);
    }
  },
};
