import type { Statements } from '#lib/platform/jobs/enqueue.ts'

/** Figures over more decisions would say the same. */
const most = 50_000

/**
 * Runs of the last days that have ended, the newest until they hold 50,000 items; searches for robustness thresholds are left
 * out. `state` changes with everything that their executions say; the counters stand for releases that know no revision.
 */
export const scopeOf = (suite: string) => `
  scope as (
    select * from (
      select r.id, r.target_id, r.target_version, sum(s.total) over (order by r.id desc) - s.total as newer,
        concat_ws(' ', s.revision, s.passed, s.failed, s.invalid, s.manual_review, s.response_ms_sum) as state
      from test_runs r join run_summaries s on s.run_id = r.id
      where r.organization_id = $1::uuid and r.purpose = 'test' and r.finished_at is not null
        and r.id >= earshot_uuid_floor(now() - make_interval(days => $2::int))
        and (${suite} is null or r.suite_ids @> array[${suite}])) r
    where newer < ${most})`

/** Final judgements of executions `e` with their judgement `v`; those without a band stand in none. */
export const counted = `e.language, v.band, v.automatic_verdict as verdict, coalesce(v.proven, false) as proven,
  floor(v.automatic_confidence::numeric * 100) / 100 as confidence, count(*)::int as count`
export const judged = `e.is_final and v.band is not null and v.automatic_verdict <> 'invalid'`

/** `$1` organization, `$2` days, `$3` suite or null. */
export const scope = scopeOf('$3::uuid')

/** Counts the decisions of these runs, and keeps that until one of their executions says something else. */
export const keepDecisions = (db: Statements, values: unknown[], runIds: string[]) =>
  db.executeSql(
    `with ${scope}
    insert into decision_counts (run_id, state, counts)
    select s.id, s.state, c.counts
    from scope s, lateral (
      select coalesce(jsonb_agg(to_jsonb(g)), '[]') as counts from (
        select e.suite_id, ${counted}
        from voice_test_executions e join validation_results v on v.execution_id = e.id
        where e.run_id = s.id and ${judged}
        group by 1, 2, 3, 4, 5, 6) g) c
    where s.id = any($4::uuid[]) order by s.id
    on conflict (run_id) do update set state = excluded.state, counts = excluded.counts`,
    [...values, runIds],
  )
