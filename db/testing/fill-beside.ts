import type { ReservedSql } from 'postgres'

import type { FillPlan } from '#db/testing/fill-runs.ts'

type Beside = Pick<FillPlan, 'organizationId' | 'userId' | 'targetId' | 'suites' | 'languages'> & {
  integrationId: string
  /** rows of each of the lists beside the runs: activity, deliveries, notifications, defects and so on */
  rows: number
}

const past = "clock_timestamp() - (n * 10) * interval '1 second'"

/** What grows beside the runs of a filled organization. Once, after its runs. */
export async function fillBeside(lane: ReservedSql, fill: Beside): Promise<void> {
  const { organizationId, userId, integrationId, rows } = fill
  const at = lane.unsafe(past)
  await lane`
    insert into activity_log (id, organization_id, user_id, actor_kind, action, entity_type, entity_id, created_at)
    select pg_temp.id_at(${at}, n, 'activity'), ${organizationId}, ${userId}, 'user', 'run.start', 'run', gen_random_uuid(),
      ${at} from generate_series(1, ${rows}) n`
  await lane`
    insert into webhook_deliveries (id, organization_id, integration_id, provider, event, external_id, status, body_sha256,
      size, verified_by, created_at, processed_at)
    select pg_temp.id_at(${at}, n, 'delivery'), ${organizationId}, ${integrationId}, 'github', 'push', 'filled-' || n,
      case when n % 50 = 0 then 'failed' when n % 3 = 0 then 'ignored' else 'processed' end, md5(n::text), 900,
      'webhook_secret', ${at}, ${at} from generate_series(1, ${rows}) n`
  await lane`
    insert into notifications (id, organization_id, integration_id, event, subject_type, subject_id, thread_key,
      idempotency_key, payload, status, attempts, created_at)
    select pg_temp.id_at(${at}, n, 'notification'), ${organizationId}, ${integrationId}, 'run_failed', 'run',
      gen_random_uuid(), 'run:' || n, 'filled-' || n, '{}', case when n % 200 = 0 then 'dead' else 'sent' end, 1, ${at}
    from generate_series(1, ${rows}) n`
  await lane`
    insert into notification_attempts (notification_id, number, outcome, duration_ms)
    select id, 1, status, 40 from notifications where organization_id = ${organizationId}`
  await fillDefects(lane, fill)
  await fillReplays(lane, fill)
  await fillSearches(lane, fill)
}

async function fillDefects(lane: ReservedSql, fill: Beside): Promise<void> {
  const { organizationId } = fill
  const defects = Math.max(50, Math.min(5_000, fill.rows))
  await lane`
    insert into defects (id, organization_id, case_id, title, severity, status, blame, language, fingerprint, created_at)
    select pg_temp.id_at(${lane.unsafe(past)}, n, 'defect'), ${organizationId},
      (${fill.suites.flatMap(({ caseIds }) => caseIds)}::uuid[])[1 + n % ${fill.suites.flatMap(({ caseIds }) => caseIds).length}],
      'Says the wrong city, number ' || n, 'medium', case when n % 4 = 0 then 'resolved' else 'open' end, 'understanding',
      (${fill.languages}::text[])[1 + n % ${fill.languages.length}], 'filled-' || n, ${lane.unsafe(past)}
    from generate_series(0, ${defects - 1}) n`
  await lane`
    insert into defect_executions (defect_id, execution_id)
    select d.id, e.id from voice_test_executions e
    join defects d on d.organization_id = e.organization_id
      and d.fingerprint = 'filled-' || (abs(hashtext(e.id::text)) % ${defects})
    where e.organization_id = ${organizationId} and e.is_final and e.verdict = 'failed'`
  await lane`
    update defects d set occurrences = c.n from (select defect_id, count(*) as n from defect_executions group by 1) c
    where c.defect_id = d.id and d.organization_id = ${organizationId}`
}

/** Replays of the newest run, the latest with changes. */
async function fillReplays(lane: ReservedSql, fill: Beside): Promise<void> {
  const { organizationId, userId } = fill
  const replays = Math.max(20, Math.min(2_000, Math.ceil(fill.rows / 20)))
  await lane`
    insert into replays (id, organization_id, scope, run_id, state, total, judged, created_by, created_at, finished_at)
    select pg_temp.id_at(${lane.unsafe(past)}, n, 'replay'), ${organizationId}, 'run',
      (select id from test_runs where organization_id = ${organizationId} order by id desc limit 1), 'ready', 100, 100,
      ${userId}, ${lane.unsafe(past)}, ${lane.unsafe(past)}
    from generate_series(1, ${replays}) n`
  const said = {
    verdict: 'failed',
    confidence: 0.9,
    review_status: 'auto_fail',
    blame: null,
    reason: 'filled',
  }
  await lane`
    insert into replay_changes (replay_id, execution_id, revision, before, after, contradicts)
    select (select id from replays where organization_id = ${organizationId} order by id desc limit 1), e.id, 1,
      ${JSON.stringify(said)}::text::jsonb, ${JSON.stringify(said)}::text::jsonb, false
    from voice_test_executions e where e.organization_id = ${organizationId} and e.verdict = 'failed'
      and e.run_id = (select id from test_runs where organization_id = ${organizationId} order by id desc limit 1)`
}

/** Searches that found nothing, each with its run. */
async function fillSearches(lane: ReservedSql, fill: Beside): Promise<void> {
  const { organizationId, userId, targetId } = fill
  const caseIds = fill.suites.flatMap((suite) => suite.caseIds)
  const searches = Math.max(20, Math.min(2_000, Math.ceil(fill.rows / 20)))
  const plan = {
    from: 30,
    to: 0,
    tolerance: 2,
    repetitions: 3,
    noise: 'white',
    base: {},
    base_name: null,
  }
  await lane`
    with numbers as (
      select n, pg_temp.id_at(${lane.unsafe(past)}, n, 'search run') as run_id, ${lane.unsafe(past)} as at
      from generate_series(1, ${searches}) n
    ), runs as (
      insert into test_runs (id, organization_id, target_id, name, mode, purpose, status, request, snapshot, trigger,
        finished_at, created_at)
      select run_id, ${organizationId}, ${targetId}, 'Search ' || n, 'voice', 'search', 'completed', '{}',
        '{"target": {"name": "filled"}}', '{"kind": "user"}', at, at from numbers
    ), summaries as (
      insert into run_summaries (run_id) select run_id from numbers
    )
    insert into break_point_searches (id, organization_id, run_id, case_id, case_version, target_id, language, axis, plan,
      outcome, created_by, created_at, finished_at)
    select pg_temp.id_at(at, n, 'search'), ${organizationId}, run_id, (${caseIds}::uuid[])[1 + n % ${caseIds.length}], 1,
      ${targetId}, 'en-US', 'snr', ${JSON.stringify(plan)}::text::jsonb, 'not_judged', ${userId}, at, at from numbers`
}
