import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { settings } from '#lib/platform/config/settings.ts'
import { CtrfReport } from '#lib/runs/report/html-report.ts'
import { verdictTable } from '#scripts/processes/demo-report.ts'
import { type Product, startProduct } from '#scripts/processes/product.ts'
import { fromRoot } from '#scripts/processes/root.ts'
import { runCommand } from '#scripts/processes/run-command.ts'
import { runMain } from '#scripts/processes/run-main.ts'

const couldNotRun = 2
const pageSize = 100

const Token = z.object({ access_token: z.string() })
const Suites = z.object({ data: z.array(z.object({ name: z.string() })) })

async function call<T>(schema: z.ZodType<T>, url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
  return schema.parse(JSON.parse(text))
}

async function signIn({ localUrl, demoPassword }: Product): Promise<string> {
  if (demoPassword === null) throw new Error('The demo does not run with ENVIRONMENT=production')
  const { access_token } = await call(Token, `${localUrl}/api/v1/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'qa@demo.earshot', password: demoPassword }),
  })
  return access_token
}

async function suiteNames({ localUrl }: Product, token: string): Promise<string[]> {
  const { data } = await call(Suites, `${localUrl}/api/v1/suites?limit=${pageSize}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (data.length === 0) throw new Error('The demo has no suites')
  return data.map(({ name }) => name).sort()
}

/** Runs the suites with the command that everybody uses; its progress goes to this terminal. */
async function runSuites(product: Product, reports: string): Promise<number> {
  const token = await signIn(product)
  const suites = await suiteNames(product, token)
  const junit = join(reports, 'junit.xml')
  const ctrf = join(reports, 'ctrf.json')
  const html = join(reports, 'report.html')
  for (const file of [junit, ctrf, html]) rmSync(file, { force: true })
  const { code } = await runCommand(
    [
      '--disable-warning=ExperimentalWarning',
      fromRoot('cli/main.ts'),
      'run',
      ...suites.flatMap((name) => ['--suite', name]),
      ...['--target', 'Simulator', '--mode', 'voice'],
      ...['--junit', junit, '--ctrf', ctrf, '--html', html],
    ],
    { inherit: true, env: { EARSHOT_URL: product.localUrl, EARSHOT_TOKEN: token } },
  )
  if (code > 1) return couldNotRun

  const report = CtrfReport.parse(JSON.parse(readFileSync(ctrf, 'utf8')))
  const { tests, passed, failed } = report.results.summary
  console.log(`\n${verdictTable(report)}\n`)
  console.log(`${tests} tests, ${passed} passed, ${failed} failed`)
  console.log(`JUnit XML  ${junit}\nHTML       ${html}`)
  return code
}

await runMain(async (teardown) => {
  const dataDir = join(fromRoot(settings().EARSHOT_DATA_DIR), 'demo')
  const logFile = join(dataDir, 'demo.log')
  rmSync(logFile, { force: true })
  const write = (line: string) => appendFileSync(logFile, `${line}\n`)
  const product = await startProduct(
    {
      mode: 'production',
      dataDir,
      port: 0,
      host: '127.0.0.1',
      say: (line) => console.error(line),
      output: write,
    },
    teardown,
  )
  return runSuites(product, join(dataDir, 'reports'))
}, couldNotRun)
