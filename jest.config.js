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
  // Every look at a global crosses the border of the test's context, which costs more than the work (half of what the
  // database's query builder took). These are handed to each module instead; not those that fake timers replace, nor
  // those whose names packages give to classes of their own.
  sandboxInjectedGlobals: [
    'Array',
    'Error',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'RegExp',
    'String',
    'Symbol',
  ],
  testTimeout: 20_000,
  maxWorkers: 2,
};
