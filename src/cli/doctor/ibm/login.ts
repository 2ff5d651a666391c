import { howToLogIn } from '../../login';
import type { Check } from '../check';
import { failed, type Outcome, passed } from '../outcome';
import { type AccountState, failure } from './cloud';

const serviceId =
  'Better a service ID, which stays when the person leaves: `ibmcloud iam service-id-create ce-image`, then `ibmcloud iam service-api-key-create`.';

/** IAM takes the login. */
export const ibmLogin: Check = {
  part: 'ibm',
  name: 'IBM Cloud login',
  async run({ ibm }) {
    if (typeof ibm === 'string') return failed(ibm, howToLogIn);
    try {
      const accounts = await ibm.accounts();
      if (accounts) return accounts.map(lineOf).toSorted((a, b) => b.state.localeCompare(a.state));
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

function lineOf({ name, error }: AccountState): Outcome {
  if (error === undefined) return passed(`account ${name}`);
  return failed(`account ${name}: ${error}`, 'Check the login of this account in the file of IBM_ACCOUNTS.');
}
