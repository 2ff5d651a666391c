const swc = (syntax) => [
  '@swc/jest',
  { jsc: { parser: { syntax }, target: 'es2023' }, module: { type: 'commonjs' } },
];

/** Tests mirror src/; swc only strips types, so a run costs no type check (npm run typecheck does that). */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  transform: {
    '^.+\\.ts$': swc('typescript'),
    // They import files dynamically, which jest's sandbox refuses.
    '/node_modules/(@electric-sql|@opentelemetry/otlp-exporter-base)/.+\\.c?js$': swc('ecmascript'),
  },
  transformIgnorePatterns: ['/node_modules/(?!@electric-sql/|@opentelemetry/otlp-exporter-base/)'],
  testTimeout: 20_000,
  maxWorkers: 2,
};
