import { addFunction } from '../../world';
import { ago, repository } from '../kit';
import type { Scenario } from '../scenario';

/** Functions whose code cannot be fetched or run. */
export const functionCases: readonly Scenario[] = [
  {
    id: 'code-bundle-gone',
    case: 'F-1',
    title: "The function's code bundle was deleted from the registry",
    command: 'function currency-rates --project payments',
    cause: 'function-bundle-invalid',
    play(world) {
      const bundle = 'private.de.icr.io/payments/currency-rates-bundle:7';
      repository(world, bundle);
      addFunction(world, world.project('payments'), {
        name: 'currency-rates',
        createdAt: ago(world, 60 * 24 * 12),
        codeReference: `cr://${bundle}`,
        codeSecret: 'ce-auto-icr-private-eu-de',
        status: 'failed',
        reason: 'no_code_bundle',
        env: [{ type: 'literal', name: 'RATES_API_KEY', value: world.canary('rates-api-key') }],
      });
    },
  },
  {
    id: 'runtime-out-of-support',
    case: 'F-3',
    title: 'The runtime of the function is no longer supported',
    command: 'function label-printer --project warehouse',
    cause: 'function-runtime-unsupported',
    play(world) {
      addFunction(world, world.project('warehouse'), {
        name: 'label-printer',
        createdAt: ago(world, 60 * 24 * 400),
        runtime: 'nodejs-16',
        codeReference: `data:text/plain;base64,${Buffer.from('exports.main = () => ({ body: "printed" });').toString('base64')}`,
        status: 'failed',
        reason: 'unknown_reason',
      });
    },
  },
];
