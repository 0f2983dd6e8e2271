import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

import { settings } from '#lib/platform/config/settings.ts'
import { attempt, installFromDebian, maySetUpDebian } from '#scripts/processes/debian.ts'
import { fromRoot } from '#scripts/processes/root.ts'

/** Chromium without what a window needs: the journeys take 40 % less CPU time in it. */
const headlessShell = '/usr/bin/chromium-headless-shell'
const places = [
  headlessShell,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Some distributions install a script at that path that only says how to install the browser. */
function starts(file: string): boolean {
  const { status } = spawnSync(file, ['--version', '--no-sandbox'], {
    stdio: 'ignore',
    timeout: 30_000,
  })
  return status === 0
}

async function playwrightsOwn(): Promise<string | null> {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return existsSync(file) ? file : null
}

/** An installed Chromium: CHROMIUM_PATH, else the machine's, else Playwright's own; null if none. */
async function findBrowser(): Promise<string | null> {
  const { CHROMIUM_PATH: chosen } = settings()
  if (chosen !== undefined) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist`)
    return chosen
  }
  return places.find((file) => existsSync(file) && starts(file)) ?? (await playwrightsOwn())
}

const installHeadlessShell = () => installFromDebian(['chromium-headless-shell'])

function installFromPlaywright(): boolean {
  const cli = fromRoot('node_modules/@playwright/test/cli.js')
  const flags = ['install', ...(maySetUpDebian() ? ['--with-deps'] : []), 'chromium']
  return attempt(process.execPath, [cli, ...flags])
}

/** The browser for the journeys, installed if the machine has none; throws with what to do about it. */
export async function ensureBrowser(say: (line: string) => void): Promise<string> {
  const { CI, CHROMIUM_PATH: chosen } = settings()
  // A machine that only tests may be given the cheaper browser; any other keeps the one it has.
  if (CI && chosen === undefined && maySetUpDebian() && !existsSync(headlessShell)) {
    say('Installing a Chromium without windows for the journeys (once)…')
    installHeadlessShell()
  }
  const found = await findBrowser()
  if (found !== null) return found
  say('Installing Chromium for the journeys (once)…')
  for (const install of [installFromPlaywright, installHeadlessShell]) {
    install()
    const installed = await findBrowser()
    if (installed !== null) return installed
  }
  throw new Error(
    'No Chromium was found and none could be installed. Install one, or set CHROMIUM_PATH; `npm test -- --unit` runs what needs no browser.',
  )
}
