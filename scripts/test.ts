import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { errorMessage } from '#lib/platform/errors.ts'
import { firstLoads, firstLoadTable, heavyLoads } from '#scripts/house/first-load.ts'
import { ensureBrowser } from '#scripts/processes/browser.ts'
import { ensureBuild } from '#scripts/processes/build.ts'
import { ensureOperated } from '#scripts/processes/debian.ts'
import { fromRoot, root } from '#scripts/processes/root.ts'
import { runCommand } from '#scripts/processes/run-command.ts'
import { slowestFiles } from '#scripts/processes/slowest-files.ts'
import {
  type Outcome,
  playwrightOutcome,
  readOutcome,
  sum,
  vitestOutcome,
} from '#scripts/processes/test-report.ts'

const say = (line: string) => console.log(line)
const reports = mkdtempSync(join(tmpdir(), 'earshot-reports-'))

const unitReport = join(reports, 'vitest.json')

async function unit(filters: string[]): Promise<Outcome> {
  const { code } = await runCommand(
    [
      fromRoot('node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
      ...filters,
    ],
    { inherit: true },
  )
  return readOutcome(unitReport, code, 'vitest', (json) => vitestOutcome(json, root))
}

function hasJourneys(): boolean {
  return (
    existsSync(fromRoot('e2e')) &&
    readdirSync(fromRoot('e2e'), { recursive: true }).some((name) =>
      String(name).endsWith('.spec.ts'),
    )
  )
}

/** What the pages of the build load; one that loads too much is a failure. */
function weighPages(): Outcome {
  const pages = firstLoads(fromRoot('.next'))
  say(`\n${firstLoadTable(pages)}\n`)
  const findings = heavyLoads(pages)
  return {
    passed: findings.length === 0 ? 1 : 0,
    failed: findings.length === 0 ? 0 : 1,
    skipped: 0,
    failures: findings.map(({ name, problem }) => ({
      test: `first load: ${name}`,
      message: problem,
    })),
  }
}

async function journeys(filters: string[]): Promise<Outcome> {
  if (!hasJourneys()) return sum([])
  const browser = await ensureBrowser(say)
  await ensureBuild(say)
  const weight = weighPages()
  const report = join(reports, 'playwright.json')
  const { code } = await runCommand(
    [fromRoot('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json', ...filters],
    { inherit: true, env: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
  )
  return sum([weight, readOutcome(report, code, 'playwright', playwrightOutcome)])
}

/** A part that cannot even run is a failed one; the other still runs. */
async function guarded(name: string, part: Promise<Outcome>): Promise<Outcome> {
  try {
    return await part
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [{ test: name, message: errorMessage(error) }],
    }
  }
}

/** Programs that some tests run; without them those are skipped, which is a failure on a machine that only tests. */
async function operated(): Promise<Outcome> {
  ensureOperated(say)
  return sum([])
}

function printSlowest(): void {
  if (!existsSync(unitReport)) return
  console.log('\nslowest test files')
  for (const { file, seconds } of slowestFiles(
    JSON.parse(readFileSync(unitReport, 'utf8')),
    root,
    10,
  ))
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`)
}

const only = process.argv.slice(2).filter((argument) => ['--unit', '--e2e'].includes(argument))
const filters = process.argv.slice(2).filter((argument) => !only.includes(argument))
const wants = (part: string) => only.length === 0 || only.includes(part)

const outcomes: Outcome[] = [await guarded('programs that tests run', operated())]
if (wants('--unit')) outcomes.push(await guarded('unit', unit(filters)))
if (wants('--e2e')) outcomes.push(await guarded('e2e', journeys(filters)))
const { passed, failed, skipped, failures } = sum(outcomes)
printSlowest()
rmSync(reports, { recursive: true, force: true })

for (const { test, message } of failures)
  console.log(
    `\nFAILED ${test}\n${message
      .split('\n')
      .slice(0, 30)
      .map((line) => `    ${line}`)
      .join('\n')}`,
  )
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
console.log(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped`)
