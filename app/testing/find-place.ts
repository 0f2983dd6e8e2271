import type { Sql } from 'postgres'

import type { Place } from '#app/testing/page-reads.ts'

/** Where the reads look in an organization that `fillOrganization` has filled. */
export async function findPlace(sql: Sql, organizationId: string): Promise<Place> {
  const [run] = await sql<{ id: string }[]>`
    select r.id from test_runs r where organization_id = ${organizationId} and purpose = 'test'
    order by id desc limit 1`
  const runId = run?.id ?? ''
  const [place] = await sql<Omit<Place, 'nothing' | 'runId'>[]>`
    select (select id from users where organization_id = ${organizationId}) as "userId",
      (select array_agg(id order by id) from test_suites where organization_id = ${organizationId}) as "suiteIds",
      (select id from test_cases where organization_id = ${organizationId} order by id limit 1) as "caseId",
      (select id from configurations where organization_id = ${organizationId}) as "targetId",
      (select id from integrations where organization_id = ${organizationId}) as "connectionId",
      (select percentile_disc(0.5) within group (order by id) from test_runs
        where organization_id = ${organizationId} and purpose = 'test') as "middleRunId",
      (select percentile_disc(0.5) within group (order by id) from test_execution_queue where run_id = ${runId}) as "itemId",
      (select percentile_disc(0.5) within group (order by id) from voice_test_executions where run_id = ${runId})
        as "executionId",
      (select array_agg(id) from (select id from voice_test_executions where run_id = ${runId} and verdict = 'failed'
        limit 100) f) as "failedIds",
      (select id from defects where organization_id = ${organizationId} order by id desc limit 1) as "defectId",
      (select id from review_items where organization_id = ${organizationId} order by id desc limit 1) as "reviewId",
      (select id from replays where organization_id = ${organizationId} order by id desc limit 1) as "replayId",
      (select id from break_point_searches where organization_id = ${organizationId} order by id desc limit 1) as "searchId",
      (select id from webhook_deliveries where organization_id = ${organizationId} order by id desc limit 1) as "deliveryId",
      (select id from notifications where organization_id = ${organizationId} order by id desc limit 1) as "notificationId"`
  if (!place) throw new Error('The organization is not filled')
  return { ...place, runId, nothing: '00000000-0000-7000-8000-000000000000' }
}
