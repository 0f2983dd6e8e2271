import type { ReservedSql, Sql } from 'postgres'

import type { Score } from '#lib/engines/validation/score.ts'
import { voiceTurn } from '#lib/engines/validation/testing/evidence.ts'

/** What a filled organization tests: `suites` with the ids of their cases, in `languages`. */
export type FillPlan = {
  organizationId: string
  userId: string
  targetId: string
  suites: { id: string; caseIds: string[] }[]
  languages: string[]
  /** runs, and the executions of each */
  runs: number
  size: number
  /** days over which the runs are spread, up to now */
  days: number
}

/** A UUIDv7 of a moment; those of one moment sort by `n`. */
const idAt = `
  create or replace function pg_temp.id_at(at timestamptz, n int, salt text) returns uuid language sql immutable as $$
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n >> 12), 3, '0')
      || '8' || lpad(to_hex(n & 4095), 3, '0') || left(md5(salt || n), 12))::uuid $$`

/** Begins a connection on which rows are written as they are: nobody looks whether what they point at is there. */
export async function beginFill(sql: Sql): Promise<ReservedSql> {
  const lane = await sql.reserve()
  await lane`set session_replication_role = replica`
  await lane`set synchronous_commit = off`
  await lane`set statement_timeout = 0`
  await lane.unsafe(idAt)
  return lane
}

const evidence = [voiceTurn(), voiceTurn({ index: 1 })]
const listened: Score[] = [
  {
    ...{
      validator: 'listening',
      version: 1,
      turn: 0,
      score: 1,
      pass: true,
      confidence: 1,
      weight: 1,
    },
    ...{
      mustHave: false,
      proof: 'right',
      evidence: 'What was said is what was written',
      marks: [],
    },
    detail: { spoken: 'yes' },
  },
]

type Run = { index: number; at: string; suite: FillPlan['suites'][number]; decided: boolean }

/** `run` and `rows`: a run and what becomes of each of its executions. */
function rowsOf(lane: ReservedSql, plan: FillPlan, { index, at, suite, decided }: Run) {
  return lane`
    with run as (
      select pg_temp.id_at(${at}, ${index}, 'run') as id, ${at}::timestamptz as at
    ), numbers as (
      select i, (i * 7919 + ${index}) % 100 as h, run.id as run_id, at, at + i * interval '6 ms' as began
      from run, generate_series(0, ${plan.size - 1}) i
    ), rows as materialized (
      select n.*, pg_temp.id_at(at, i, 'item') as item_id, pg_temp.id_at(began, i, 'execution') as id,
        (${suite.caseIds}::uuid[])[1 + i % ${suite.caseIds.length}] as case_id,
        (${plan.languages}::text[])[1 + (i / ${suite.caseIds.length}) % ${plan.languages.length}] as language,
        case when h < 94 then 'passed' when h = 98 then 'invalid' else 'failed' end as verdict,
        case when h < 94 then 'auto_pass' when h < 99 then 'auto_fail' when ${decided} then 'approved'
          else 'manual_review' end as review_status,
        case when h = 99 then 0.5 else 0.9 + (h % 10) / 100.0 end as confidence,
        case when h = 98 then 'connection' when h >= 94 then 'understanding' end as blame,
        case when h <> 98 then 300 + (i * 37 + ${index} * 13) % 1500 end as response_ms,
        began + interval '2 seconds' as ended
      from numbers n
    )`
}

/**
 * Writes run number `index` of the plan with all that its executions leave behind, ended: 94 of 100 passed, 4 failed, one
 * is invalid, one doubtful. The newest run and every tenth before it have their evidence in full. Counters of days come
 * with `sumDays`.
 */
export async function fillRun(lane: ReservedSql, plan: FillPlan, index: number): Promise<void> {
  const age = ((plan.runs - index) * plan.days * 86_400_000) / plan.runs
  const at = new Date(Date.now() - age).toISOString()
  const suite = plan.suites[index % plan.suites.length]
  if (!suite) throw new Error('The plan has no suite')
  const full = (plan.runs - 1 - index) % 10 === 0
  // People decide what is doubtful within a week.
  const decided = age > 7 * 86_400_000
  await lane`
    ${rowsOf(lane, plan, { index, at, suite, decided })}, runs as (
      insert into test_runs (id, organization_id, target_id, name, mode, status, suite_ids, request, snapshot, trigger,
        created_by, expanded_at, started_at, finished_at, created_at, updated_at)
      select id, ${plan.organizationId}, ${plan.targetId}, ${`Run ${index}`}, 'voice', 'completed', ${[suite.id]}::uuid[],
        '{}', '{"target": {"name": "filled", "connector": "houndify", "config": {}}, "variables": {}}',
        '{"kind": "user"}', ${plan.userId}, at, at, at + interval '70 seconds', at, at from run
    ), summaries as (
      insert into run_summaries (run_id, total, passed, failed, invalid, manual_review, response_ms_sum, response_count)
      select run_id, count(*), count(*) filter (where verdict = 'passed'), count(*) filter (where verdict = 'failed'),
        count(*) filter (where verdict = 'invalid'), count(*) filter (where review_status = 'manual_review'),
        sum(response_ms), count(response_ms) from rows group by run_id
    ), items as (
      insert into test_execution_queue (id, organization_id, run_id, target_id, suite_id, case_id, case_version, language,
        status, attempt, execution_id, verdict, started_at, finished_at)
      select item_id, ${plan.organizationId}, run_id, ${plan.targetId}, ${suite.id}, case_id, 1, language,
        case when verdict = 'invalid' then 'failed' else 'completed' end, 1, id, verdict, began, ended from rows
    ), executions as (
      insert into voice_test_executions (id, organization_id, run_id, item_id, suite_id, case_id, case_version, language, mode,
        attempt, is_final, verdict, review_status, confidence, blame, response_ms, started_at, finished_at)
      select id, ${plan.organizationId}, run_id, item_id, ${suite.id}, case_id, 1, language, 'voice',
        1, true, verdict, review_status, confidence, blame, response_ms, began, ended from rows
    ), details as (
      insert into execution_details (execution_id, turns, exchange, attempts)
      select id, case when ${full} then jsonb_set(${JSON.stringify(evidence)}::text::jsonb, '{1,timings,response_ms}',
        coalesce(to_jsonb(response_ms), 'null')) else '[]' end, '[]', '[]' from rows
    ), judgements as (
      insert into validation_results (execution_id, verdict, confidence, score, review_status, blame, reason, scores,
        policy_version, automatic_verdict, automatic_confidence, proven, band, validated_at)
      select id, verdict, confidence, 1, review_status, blame, 'All checks passed',
        case when ${full} then ${JSON.stringify(listened)}::text::jsonb else '[]' end, 1, verdict, confidence, true, 'voice ' || language, ended
      from rows
    ), reviews as (
      insert into review_items (id, organization_id, execution_id, run_id, reason, origin, status, confidence, decided_at,
        created_at)
      select pg_temp.id_at(ended, i, 'review'), ${plan.organizationId}, id, run_id, 'doubtful', 'doubtful',
        case when ${decided} then 'decided' else 'pending' end, confidence, case when ${decided} then ended end, ended
      from rows where h = 99
      returning id, execution_id, confidence, created_at, status
    )
    insert into review_decisions (id, organization_id, item_id, execution_id, reviewer_id, decision, verdict,
      automatic_verdict, automatic_confidence, automatic_proven, created_at)
    select id, ${plan.organizationId}, id, execution_id, ${plan.userId}, 'approved', 'failed', 'failed', confidence, true,
      created_at from reviews where status = 'decided'`
}

/** The daily roll-up of what was filled, from its executions. Safe to repeat. */
export async function sumDays(sql: Sql, organizationId: string, bins: number): Promise<void> {
  await sql`delete from test_metrics where organization_id = ${organizationId}`
  await sql`
    with finals as (
      select (finished_at at time zone 'UTC')::date as day, suite_id, language, mode, verdict, response_ms,
        least(${bins}, 1 + case when response_ms <= 1 then 0 else floor(ln(response_ms) / ln(1.05)) end)::int as bin
      from voice_test_executions where organization_id = ${organizationId} and is_final
    ), days as (
      select day, suite_id, language, mode, count(*) as executions, count(*) filter (where verdict = 'passed') as passed,
        count(*) filter (where verdict = 'failed') as failed, count(*) filter (where verdict = 'invalid') as invalid,
        coalesce(sum(response_ms), 0) as ms from finals group by 1, 2, 3, 4
    ), counts as (
      select day, suite_id, language, mode, bin, count(*)::int as n from finals where bin is not null group by 1, 2, 3, 4, 5
    )
    insert into test_metrics (organization_id, day, suite_id, language, mode, executions, passed, failed, invalid,
      passed_after_retry, response_ms_sum, response_bins)
    select ${organizationId}, d.day, d.suite_id, d.language, d.mode, d.executions, d.passed, d.failed, d.invalid, 0, d.ms,
      (select array_agg(coalesce(c.n, 0) order by b) from generate_series(1, ${bins}) b
        left join counts c on c.bin = b and c.day = d.day and c.suite_id = d.suite_id and c.language = d.language
          and c.mode = d.mode)
    from days d`
}
