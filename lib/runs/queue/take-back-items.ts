import type { ISql, PendingQuery, Row, TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'
import { putDeadLetters } from '#lib/platform/jobs/dead-letters.ts'
import { withinSql } from '#lib/platform/jobs/enqueue.ts'
import { isDead } from '#lib/platform/jobs/worker-lives.ts'
import { publish } from '#lib/runs/publish.ts'
import { expiresAfterSeconds, forgiven, mostRetries } from '#lib/runs/queue/item-tries.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'
import { enqueueFinalize } from '#lib/runs/results/enqueue-finalize.ts'

/** Whether the worker of item `q` no longer lives. `living` are those that do, the asking one among them. */
const vanished = (sql: ISql) =>
  sql`not coalesce(q.worker_id = any(array(select id from living)), false)`

const expired = (sql: ISql) =>
  sql`q.admitted_at < now() - make_interval(secs => ${expiresAfterSeconds()}::float8)`

const living = (sql: ISql, workerId: string) =>
  sql`living as (
    select ${workerId}::uuid as id union all select w.id from workers w where not ${isDead(sql)})`

const underWay = (sql: ISql) => sql`q.status = 'running' and q.admitted_at is not null`

type Look = {
  /** items are under way in workers that no longer live, or for too long */
  stale: boolean
  /** items wait that may be begun */
  waiting: boolean
}

/**
 * What nobody announces, in one question: the worker that asks it counts as living. `word` is a statement by which it says
 * that it lives, and is carried out as well.
 */
export async function lookAtItems(
  sql: Sql,
  workerId: string,
  word?: PendingQuery<Row[]>,
): Promise<Look> {
  const [row] = await sql<Look[]>`
    with ${word ? sql`word as (${word}), ` : sql``} ${living(sql, workerId)}
    select
      exists (
        select from test_execution_queue q
        where ${underWay(sql)} and (${vanished(sql)} or ${expired(sql)})) as stale,
      exists (
        select from test_runs r
        where r.status in ('queued', 'running') and r.paused_at is null and exists (
          select from test_execution_queue q
          where q.run_id = r.id and q.status = 'pending' and q.admitted_at is null
            and (q.not_before is null or q.not_before <= now()))) as waiting`
  return row ?? { stale: false, waiting: false }
}

type Taken = {
  id: string
  organization_id: string
  run_id: string
  tries: number
  ended: boolean
  cause: string
}

/**
 * Lets items wait again whose workers have vanished (killed, cut off, standing still), or that are under way for too long.
 * Rows that somebody else has locked are left for the next time: a frozen session may hold them.
 */
const takeItems = (tx: TransactionSql, workerId: string) => tx<Taken[]>`
  with ${living(tx, workerId)}, held as (
    select q.id, q.worker_id, q.crashes, q.tries, ${vanished(tx)} as vanished
    from test_execution_queue q
    where ${underWay(tx)} and (${vanished(tx)} or ${expired(tx)})
    for no key update of q skip locked
  ), judged as (
    select h.*, not (h.vanished and h.crashes < ${forgiven}) as counts from held h
  )
  update test_execution_queue q set
    crashes = q.crashes + j.vanished::int,
    lost_worker_id = case when j.vanished then j.worker_id else q.lost_worker_id end,
    tries = case when j.counts then q.tries + 1 else 0 end,
    status = case when j.counts and j.tries >= ${mostRetries} then 'failed' else 'pending' end,
    verdict = case when j.counts and j.tries >= ${mostRetries} then 'invalid' end,
    finished_at = case when j.counts and j.tries >= ${mostRetries} then now() end,
    last_error = case when j.counts and j.tries >= ${mostRetries} then
      'Earshot could not carry out the execution: ' ||
        case when j.vanished then 'its workers vanished'
          else 'it did not come to an end, or its result could not be recorded' end end,
    admitted_at = null
  from judged j where q.id = j.id
  returning q.id, q.organization_id, q.run_id, q.tries, q.status = 'failed' as ended,
    coalesce(q.last_error, '') as cause`

/** Items out of tries join the dead letters and the counts of their runs. */
async function endItems(tx: TransactionSql, ended: Taken[]): Promise<void> {
  const letters = ended.map(({ id, organization_id, tries, cause }) => ({
    payload: { organizationId: organization_id, itemId: id },
    retries: tries - 1,
    cause,
  }))
  await putDeadLetters(withinSql(tx), 'execution.execute', letters)
  const runIds = [...new Set(ended.map(({ run_id }) => run_id))].sort()
  await tx`
    update run_summaries s set invalid = s.invalid + e.n
    from (select run_id, count(*)::int as n from unnest(${ended.map(({ run_id }) => run_id)}::uuid[]) as e(run_id)
      group by 1 order by 1) e
    where s.run_id = e.run_id`
  await enqueueFinalize(withinSql(tx), runIds)
}

/**
 * Gives items of workers that no longer live back to the waiting line: each is suspected of what happened to its worker
 * (`crashes`), and the try was not theirs to lose until that has happened twice. One that has used up its tries ends as
 * invalid. Returns how many were taken back.
 */
export async function takeBackItems(sql: Sql, workerId: string): Promise<number> {
  return sql.begin(async (tx) => {
    const taken = await takeItems(tx, workerId)
    if (taken.length === 0) return 0
    const ended = taken.filter((item) => item.ended)
    if (ended.length > 0) await endItems(tx, ended)
    await wakeWorkers(withinSql(tx))
    await publish(
      withinSql(tx),
      taken.map(({ organization_id, run_id }) => ({ type: 'run', organization_id, run_id })),
    )
    return taken.length
  })
}

/** Has an item taken from its worker at the next look, as one that is under way for too long: its result cannot be recorded. */
export async function expireItem(
  sql: Sql,
  { id, attempt }: { id: string; attempt: number },
): Promise<void> {
  await sql`
    update test_execution_queue set admitted_at = 'epoch'
    where id = ${id} and attempt = ${attempt} and status = 'running'`
}
