import type { Sql } from '#db/client.ts'
import { log } from '#lib/platform/log.ts'

type Day = { organization_id: string; day: string }

/**
 * Brings totals of the last `days` days in line with the roll-up they are the sum of. They can only differ where a release
 * that does not know them recorded beside this one, or rows were changed by hand. Returns how many days were mended.
 */
export async function mendDailyTotals(sql: Sql, days = 7): Promise<number> {
  const differing = await sql<Day[]>`
    select m.organization_id, m.day::text from test_metrics m
    left join daily_totals t on t.organization_id = m.organization_id and t.day = m.day
    where m.day > (now() at time zone 'UTC')::date - ${days}::int
    group by m.organization_id, m.day, t.executions, t.passed, t.failed, t.invalid, t.passed_after_retry,
      t.response_ms_sum
    having (sum(m.executions), sum(m.passed), sum(m.failed), sum(m.invalid), sum(m.passed_after_retry),
        sum(m.response_ms_sum))
      is distinct from (t.executions, t.passed, t.failed, t.invalid, t.passed_after_retry, t.response_ms_sum)
    order by m.organization_id, m.day`
  for (const { organization_id, day } of differing) await mendDay(sql, organization_id, day)
  if (differing.length > 0)
    log.warn({ days: differing.length }, 'totals of days were brought in line with their parts')
  return differing.length
}

/** The row is locked before its parts are read: whoever adds to it has added to the parts, or waits. */
async function mendDay(sql: Sql, organizationId: string, day: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`insert into daily_totals (organization_id, day) values (${organizationId}, ${day})
      on conflict do nothing`
    await tx`select 1 from daily_totals where organization_id = ${organizationId} and day = ${day} for update`
    await tx`
      update daily_totals t set executions = s.executions, passed = s.passed, failed = s.failed,
        invalid = s.invalid, passed_after_retry = s.passed_after_retry,
        response_ms_sum = s.response_ms_sum, response_bins = s.response_bins
      from (
        select sum(executions) as executions, sum(passed) as passed, sum(failed) as failed,
          sum(invalid) as invalid, sum(passed_after_retry) as passed_after_retry,
          sum(response_ms_sum) as response_ms_sum,
          coalesce((select array_agg(b.n order by b.bin) from (
            select u.bin, sum(u.n)::int as n from test_metrics p, unnest(p.response_bins) with ordinality as u(n, bin)
            where p.organization_id = ${organizationId} and p.day = ${day} group by 1) b), '{}') as response_bins
        from test_metrics where organization_id = ${organizationId} and day = ${day}) s
      where t.organization_id = ${organizationId} and t.day = ${day}`
  })
}
