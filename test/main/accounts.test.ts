import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIns, startStandIns } from '../../playground/src/index';
import { composeCore } from '../../src/core';
import { Masker } from '../../src/diagnosis/model/secrets';
import { readCloudSettings } from '../../src/settings';

/** Two accounts of the simulated IBM Cloud: one whose login works, one whose key is not valid any more. */
describe('several accounts', () => {
  let standIns: StandIns;
  let folder: string;
  beforeAll(async () => {
    standIns = await startStandIns();
    folder = mkdtempSync(join(tmpdir(), 'ce-image-accounts-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await standIns.close();
  });

  function core(text: string) {
    const file = join(folder, 'accounts.yaml');
    writeFileSync(file, text);
    const { IBMCLOUD_API_KEY, ...environment } = standIns.environment;
    const settings = readCloudSettings({
      ...environment,
      IBM_ACCOUNTS: file,
      SHOP_KEY: IBMCLOUD_API_KEY,
      OLD_KEY: 'canary-key-that-nobody-knows',
    });
    return composeCore(settings, { masker: new Masker() });
  }

  const both = `
accounts:
  - { name: shop, apiKeyEnv: SHOP_KEY }
  - { name: old, apiKeyEnv: OLD_KEY }
`;

  test('the login that fails is named, and the other account is diagnosed', async () => {
    const { diagnosis } = core(both);
    const { projects, failedRegions } = await diagnosis.projects();
    expect(failedRegions).toEqual(['account old']);
    expect(new Set(projects.map(({ account }) => account))).toEqual(new Set(['shop']));
    const inquiry = diagnosis.inquire();
    const found = await inquiry.locate({
      kind: 'fleet',
      name: 'fraud-scan',
      project: 'analytics',
      account: 'shop',
    });
    if (found.found !== 'one') throw new Error(found.found);
    // Code Engine, the registry and the VPC are all asked with the account’s own login.
    expect((await inquiry.investigate(found.subject)).cause).toBe('fleet-endpoint-gateway-blocked');
  });

  test('regions are those of each account', async () => {
    const { diagnosis } = core('accounts:\n  - { name: shop, apiKeyEnv: SHOP_KEY, regions: [eu-gb] }\n');
    expect((await diagnosis.projects()).projects.map(({ name }) => name)).toEqual(['logistics-uk']);
  });

  test('a file with mistakes is refused with all of them', () => {
    expect(() => core('accounts:\n  - { name: A B }\n')).toThrow(
      /IBM_ACCOUNTS line 2: accounts\[1\]\.name: “A B”/,
    );
  });
});
