import type { TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'
import { axisOf } from '#lib/robustness/axes.ts'
import { nextStep, type Probe, type Step } from '#lib/robustness/next-step.ts'
import { probeProfiles } from '#lib/robustness/probe-profiles.ts'
import { SearchPlan, type StartSearchInput, StoredProbes } from '#lib/robustness/schema.ts'
import { extendRun } from '#lib/runs/queue/extend-run.ts'

type Row = {
  id: string
  run_id: string
  organization_id: string
  target_id: string
  priority: number
  axis: StartSearchInput['axis']
  plan: unknown
  probes: unknown
}

type Judged = { profile_id: string; verdict: 'passed' | 'failed' | 'invalid' | null }

async function finish(tx: TransactionSql, id: string, step: Exclude<Step, { level: number }>) {
  const passesAt = 'passesAt' in step ? step.passesAt : null
  const failsAt = 'failsAt' in step ? step.failsAt : null
  const breakPoint = step.outcome === 'found' ? step.breakPoint : null
  await tx`
    update break_point_searches set outcome = ${step.outcome}, break_point = ${breakPoint},
      passes_at = ${passesAt}, fails_at = ${failsAt}, finished_at = now()
    where id = ${id}`
}

/** How often the case passed at each level; null while some item has not ended. */
async function judge(tx: TransactionSql, { run_id, probes }: Row): Promise<Probe[] | null> {
  const items = await tx<Judged[]>`
    select device_profile_id as profile_id, verdict from test_execution_queue where run_id = ${run_id}`
  if (items.some(({ verdict }) => verdict === null)) return null
  return StoredProbes.parse(probes).map(({ level, profile_ids }) => {
    const verdicts = items.flatMap(({ profile_id, verdict }) =>
      profile_ids.includes(profile_id) ? [verdict] : [],
    )
    const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length
    return { level, passed: count('passed'), failed: count('failed') }
  })
}

/**
 * Takes the next step of the search that a run belongs to, once all its items have ended: adds a level to the run, or
 * writes down what was found. Returns whether the run goes on. Fenced by the locks of run and search, in one
 * transaction: a repeated or early job changes nothing.
 */
export async function advanceSearch(sql: Sql, runId: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<Row[]>`
      select s.id, r.id as run_id, r.organization_id, r.target_id, r.priority, s.axis, s.plan, s.probes
      from break_point_searches s join test_runs r on r.id = s.run_id
      where s.run_id = ${runId} and s.finished_at is null and r.status in ('queued', 'running')
        and r.expanded_at is not null and r.failure_reason is null
      for update`
    const probes = row && (await judge(tx, row))
    if (!row || !probes) return false
    const plan = SearchPlan.parse(row.plan)
    const step = nextStep({ ...plan, step: axisOf(row.axis).step }, probes)
    if (!('level' in step)) {
      await finish(tx, row.id, step)
      return false
    }
    const profiles = probeProfiles(row.axis, plan, step.level)
    await extendRun(tx, { ...row, id: row.run_id }, profiles)
    const probe = { level: step.level, profile_ids: profiles.map(({ id }) => id) }
    await tx`
      update break_point_searches set probes = probes || ${JSON.stringify([probe])}::text::jsonb
      where id = ${row.id}`
    return true
  })
}
