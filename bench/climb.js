/** One pull ladder in a process of its own, with nothing loaded that it does not need: `climb.js REFERENCE`. */
const { createRegistry } = require('../dist/registry/index.js');
const { Masker } = require('../dist/diagnosis/model/secrets.js');

const reference = process.argv[2];
const registry = createRegistry({
  clock: { now: () => Date.now(), deadline: (ms) => AbortSignal.timeout(ms) },
  masker: new Masker(),
  allowedHosts: ['127.0.0.1'],
  credentials: { registryCredentials: async () => [] },
});
registry.check({ reference, purpose: 'pull', knownHosts: [] }, new AbortController().signal).then((check) => {
  process.exitCode = check.outcome === 'accessible' ? 0 : 1;
  registry.close();
});
