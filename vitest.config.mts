import { defineConfig } from 'vitest/config';

/** One project per suite: what starts real processes runs one file at a time and may take long; pure tests may not. */
const real = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    // A test that is skipped or marked `only` by mistake fails the run where it counts.
    allowOnly: false,
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 } },
      // The files share modules, which are heavy to load, but no state: each starts a browser of its own.
      {
        test: {
          name: 'pages',
          include: ['test/pages/**/*.test.ts'],
          globalSetup: 'test/pages/support/globalSetup.ts',
          isolate: false,
          ...real,
        },
      },
      { test: { name: 'lab', include: ['test/{guard,lab}/**/*.test.ts'], ...real } },
      // A lab runs one profile at a time: what needs MySQL has a suite, and a lab, of its own.
      {
        test: {
          name: 'drivers',
          include: ['test/drivers/**/*.test.ts'],
          exclude: ['test/drivers/mysql*.test.ts'],
          globalSetup: 'test/support/labSetup.ts',
          ...real,
        },
      },
      { test: { name: 'mysql', include: ['test/drivers/mysql*.test.ts'], globalSetup: 'test/support/labSetup.ts', ...real } },
      { test: { name: 'compose', include: ['test/compose/**/*.test.ts'], ...real, testTimeout: 900_000 } },
      // Servers with TLS, SASL and access lists, which the suite starts itself.
      {
        test: {
          name: 'external',
          include: ['test/external/**/*.test.ts'],
          globalSetup: 'test/external/support/globalSetup.ts',
          ...real,
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], ...real } },
    ],
  },
});
