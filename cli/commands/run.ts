import { randomUUID } from 'node:crypto'
import Table from 'cli-table3'

import type { Client } from '#cli/client.ts'
import { importSuiteFiles, printImport } from '#cli/commands/import-suites.ts'
import { CommandError, exitCodes } from '#cli/exit.ts'
import { followRun, listeningLines, tally } from '#cli/follow-run.ts'
import { judgeRun, newFailures, type FailOn } from '#cli/judge-run.ts'
import { listAll } from '#cli/list-all.ts'
import { prepareReportFiles, writeReportFiles } from '#cli/report-files.ts'
import type { Terminal } from '#cli/terminal.ts'
import { itemName, reasonOf, resultOf } from '#lib/runs/report/run-report.ts'
import { RunItemView, RunView, type StartRunInput } from '#lib/runs/schema.ts'
import { SuiteView } from '#lib/suites/schema.ts'

export type RunOptions = {
  suite: string[]
  file: string[]
  target: string
  mode: 'voice' | 'text' | 'twin'
  language: string[]
  device: string[]
  repeat: number
  sequential?: boolean
  junit?: string
  ctrf?: string
  html?: string
  failOn: FailOn
  dryRun?: boolean
  json?: boolean
}

type Io = { client: Client; terminal: Terminal; signal: AbortSignal }

/** Ids of the suites to run: named ones and imported ones. */
async function chooseSuites({ client, terminal }: Io, options: RunOptions): Promise<string[]> {
  const ids: string[] = []
  if (options.file.length > 0) {
    const dryRun = options.dryRun ?? false
    const imported = await importSuiteFiles(client, options.file, { format: 'yaml', dryRun })
    printImport(terminal.err, imported, dryRun)
    ids.push(...imported.suite_ids)
  }
  for (const name of options.suite) {
    const found = await listAll(client, '/api/v1/suites', SuiteView, { search: name })
    const suite = found.find((entry) => entry.name.toLowerCase() === name.toLowerCase())
    if (!suite) throw new CommandError(`There is no suite named ${name}`)
    ids.push(suite.id)
  }
  if (ids.length === 0 && !options.dryRun)
    throw new CommandError('Name what to run with --suite or --file')
  return ids
}

const request = (options: RunOptions, suiteIds: string[]): Partial<StartRunInput> => ({
  suite_ids: suiteIds,
  target: options.target,
  mode: options.mode,
  repetitions: options.repeat,
  fail_on: options.failOn,
  ...(options.sequential && { order: 'sequential' as const }),
  ...(options.language.length > 0 && { languages: options.language }),
  ...(options.device.length > 0 && { device_profiles: options.device }),
})

const itemsOf = (client: Client, runId: string) =>
  listAll(client, `/api/v1/runs/${runId}/executions`, RunItemView, { limit: '1000' })

/** Items of the run before this one with the same suites, target and mode; null when there is none. */
async function itemsBefore(client: Client, run: RunView): Promise<RunItemView[] | null> {
  const suites = run.suites
    .map(({ id }) => id)
    .toSorted()
    .join(' ')
  const same = (other: RunView) =>
    other.id < run.id &&
    other.target.id === run.target.id &&
    other.mode === run.mode &&
    other.suites
      .map(({ id }) => id)
      .toSorted()
      .join(' ') === suites
  const query = { status: 'completed', ...(run.suites[0] && { suite_id: run.suites[0].id }) }
  const earlier = (await listAll(client, '/api/v1/runs', RunView, query)).find(same)
  return earlier ? itemsOf(client, earlier.id) : null
}

function printFailures(terminal: Terminal, items: RunItemView[]): void {
  const bad = items.filter((item) => ['failed', 'error'].includes(resultOf(item)))
  if (bad.length === 0) return
  const table = new Table({
    head: ['case', 'verdict', 'why'],
    wordWrap: true,
    colWidths: [36, 10, 70],
    style: { head: [], border: [] },
  })
  for (const item of bad.slice(0, 50))
    table.push([itemName(item), item.verdict ?? item.status, reasonOf(item)])
  terminal.err(table.toString())
  if (bad.length > 50) terminal.err(`… and ${bad.length - 50} more`)
}

async function cancel({ client, terminal }: Io, runId: string): Promise<number> {
  terminal.err(`\nCancelling run ${runId}; press Ctrl-C again to leave it running.`)
  await client.json(`/api/v1/runs/${runId}/cancel`, RunView, { method: 'POST' })
  return exitCodes.error
}

async function conclude(io: Io, run: RunView, options: RunOptions): Promise<number> {
  const { client, terminal } = io
  const items = await itemsOf(client, run.id)
  await writeReportFiles(io, run, options)
  const before = options.failOn === 'new' ? await itemsBefore(client, run) : null
  const counting =
    options.failOn === 'new' ? newFailures(items, before, run.counts.failed) : run.counts.failed
  if (options.json) terminal.out(JSON.stringify({ run, items }, null, 2))
  printFailures(terminal, items)
  const news = options.failOn === 'new' ? ` (${counting} of them new)` : ''
  terminal.err(`${run.name}: ${run.status}, ${tally(run)}${news}`)
  for (const line of listeningLines(run)) terminal.err(`  ${line}`)
  if (run.failure_reason) terminal.err(run.failure_reason)
  return judgeRun(run, options.failOn, counting)
}

/** Starts a run, follows it to its end and tells what came of it. Returns the exit code. */
export async function run(io: Io, options: RunOptions): Promise<number> {
  const { client, terminal, signal } = io
  // Before anything is started: results that cannot be kept are found too late after an hour.
  prepareReportFiles(options)
  const suiteIds = await chooseSuites(io, options)
  if (options.dryRun) {
    terminal.err(`would run ${suiteIds.length} stored suite(s) against ${options.target}`)
    return exitCodes.ok
  }
  const started = await client.json('/api/v1/runs', RunView, {
    method: 'POST',
    json: request(options, suiteIds),
    idempotencyKey: randomUUID(),
  })
  terminal.err(`run ${started.id}: ${started.name}, ${started.counts.total} item(s)`)
  try {
    return await conclude(io, await followRun(client, started.id, terminal, signal), options)
  } catch (error) {
    if (signal.aborted) return cancel(io, started.id)
    throw error
  }
}
