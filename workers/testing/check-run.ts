import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import type { Sql } from '#db/client.ts'

const Call = z.looseObject({
  time: z.string(),
  item: z.string().nullable(),
  outcome: z.string(),
  status: z.number().nullable(),
  ms: z.number(),
})
export type LoggedCall = z.output<typeof Call>

/** What the voice AI says that it was asked by a run, in the order in which the calls ended. */
export async function readCalls(sql: Sql, runId: string, logFile: string): Promise<LoggedCall[]> {
  const rows = await sql<{ id: string }[]>`
    select id from test_execution_queue where run_id = ${runId}`
  const ids = new Set(rows.map(({ id }) => id))
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line !== '')
  return lines
    .map((line) => Call.parse(JSON.parse(line)))
    .filter(({ item }) => ids.has(item?.split(':')[0] ?? ''))
}

type Item = {
  id: string
  status: string
  verdict: string | null
  attempt: number
  execution_id: string | null
  last_error: string | null
}

type Execution = {
  id: string
  item_id: string
  attempt: number
  is_final: boolean
  verdict: string
  requests: number
  answered: number
  judged: boolean
}

export type Checked = {
  items: Item[]
  executions: Execution[]
  /** calls that no recorded attempt accounts for: their workers died */
  extraCalls: number
  /** what contradicts the promise; empty when all is well */
  faults: string[]
}

async function read(sql: Sql, runId: string) {
  const items = await sql<Item[]>`
    select id, status, verdict, attempt, execution_id, last_error
    from test_execution_queue where run_id = ${runId}`
  const executions = await sql<Execution[]>`
    select e.id, e.item_id, e.attempt, e.is_final, e.verdict,
      coalesce(jsonb_array_length(d.attempts), 0) as requests,
      (select count(*)::int from jsonb_array_elements(d.attempts) a where a ->> 'outcome' = 'ok') as answered,
      d.execution_id is not null and v.verdict = e.verdict as judged
    from voice_test_executions e
    left join execution_details d on d.execution_id = e.id
    left join validation_results v on v.execution_id = e.id
    where e.run_id = ${runId}`
  const [summary] = await sql<Record<string, number | string>[]>`
    select s.total, s.passed, s.failed, s.invalid, s.cancelled, r.status
    from run_summaries s join test_runs r on r.id = s.run_id where s.run_id = ${runId}`
  const [days] = await sql<Record<string, number>[]>`
    select coalesce(sum(executions), 0)::int as executions, coalesce(sum(passed), 0)::int as passed,
      coalesce(sum(failed), 0)::int as failed, coalesce(sum(invalid), 0)::int as invalid
    from test_metrics where suite_id in (select unnest(suite_ids) from test_runs where id = ${runId})`
  // Another run may record between these statements, but never within one.
  const [totals] = await sql<{ differing: number }[]>`
    select count(*)::int as differing from (
      select sum(m.executions) as executions, sum(m.passed) as passed, sum(m.failed) as failed, m.organization_id, m.day
      from test_metrics m where m.organization_id = (select organization_id from test_runs where id = ${runId})
      group by m.organization_id, m.day) p
    left join daily_totals t on t.organization_id = p.organization_id and t.day = p.day
    where (t.executions, t.passed, t.failed) is distinct from (p.executions, p.passed, p.failed)`
  const differing = totals?.differing ?? 0
  return { items, executions, summary: summary ?? {}, days: days ?? {}, differing }
}

const count = <T>(rows: T[], is: (row: T) => boolean) => rows.filter(is).length

function groups<T>(rows: T[], key: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row])
  return found
}

function checkItems({
  items,
  executions,
  summary,
  days,
  differing,
}: Awaited<ReturnType<typeof read>>) {
  const faults: string[] = []
  const expect = (what: string, is: unknown, should: unknown) => {
    if (is !== should) faults.push(`${what} is ${String(is)}, should be ${String(should)}`)
  }
  const final = executions.filter(({ is_final }) => is_final)
  const byId = new Map(final.map((execution) => [execution.id, execution]))
  for (const item of items) {
    if (!['completed', 'failed', 'cancelled'].includes(item.status))
      faults.push(`item ${item.id} is still ${item.status}`)
    const last = item.execution_id === null ? undefined : byId.get(item.execution_id)
    if (item.verdict !== null && item.execution_id !== null)
      expect(`the final execution of item ${item.id}`, last?.verdict, item.verdict)
  }
  for (const [id, rows] of groups(final, ({ item_id }) => item_id))
    expect(`the number of final executions of item ${id}`, rows.length, 1)
  for (const [id, rows] of groups(executions, (row) => `${row.item_id}:${row.attempt}`))
    expect(`the number of records of attempt ${id}`, rows.length, 1)
  expect(
    'executions without evidence or judgement',
    count(executions, (row) => !row.judged),
    0,
  )
  expect('items', items.length, summary.total)
  for (const verdict of ['passed', 'failed', 'invalid']) {
    expect(
      `counted as ${verdict}`,
      summary[verdict],
      count(items, (i) => i.verdict === verdict),
    )
    expect(
      `${verdict} in the daily sums`,
      days[verdict],
      count(final, (e) => e.verdict === verdict),
    )
  }
  expect(
    'counted as cancelled',
    summary.cancelled,
    count(items, (i) => i.status === 'cancelled'),
  )
  expect('executions in the daily sums', days.executions, final.length)
  expect('days whose totals are not the sum of their parts', differing, 0)
  return faults
}

function checkCalls(executions: Execution[], calls: LoggedCall[]) {
  const faults: string[] = []
  const made = groups(calls, ({ item }) => item ?? '')
  for (const { item_id, attempt, requests, answered } of executions) {
    const ours = made.get(`${item_id}:${attempt}`) ?? []
    if (count(ours, ({ outcome }) => outcome === 'answered') < answered)
      faults.push(`attempt ${attempt} of item ${item_id} has an answer that nobody gave`)
    if (ours.length < requests)
      faults.push(
        `attempt ${attempt} of item ${item_id} tells of ${requests} calls, ${ours.length} came`,
      )
  }
  const recorded = executions.reduce((sum, { requests }) => sum + requests, 0)
  return { faults, extraCalls: calls.length - recorded }
}

/**
 * Holds the voice AI's own log against the database: every item accounted for, nothing recorded twice, all
 * counters in agreement, and no answer on record that the voice AI did not give. The suite is this run's alone.
 */
export async function checkRun(sql: Sql, runId: string, logFile: string): Promise<Checked> {
  const state = await read(sql, runId)
  const calls = await readCalls(sql, runId, logFile)
  const { faults, extraCalls } = checkCalls(state.executions, calls)
  const { items, executions } = state
  return { items, executions, extraCalls, faults: [...checkItems(state), ...faults] }
}
