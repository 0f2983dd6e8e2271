import { defineConfig, devices } from '@playwright/test'

// Set by `npm test`, which looks for a browser and installs one if there is none.
const executablePath = process.env['CHROMIUM_PATH']
// Set by the global setup, which starts the product, before any journey runs.
const baseURL = process.env['EARSHOT_URL']

export default defineConfig({
  testDir: 'e2e',
  // What all journeys stand on comes first: people signed in, a voice AI that hears, a finished run.
  projects: [
    { name: 'ready', testMatch: 'ready.setup.ts' },
    { name: 'journeys', testMatch: '*.spec.ts', dependencies: ['ready'] },
  ],
  globalSetup: './scripts/processes/e2e-setup.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    ...(baseURL !== undefined && { baseURL }),
    // Recording every step costs a quarter of the time: `npm test -- --e2e NAME --trace=on` for one that fails.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
})
