import { sql } from 'drizzle-orm'
import { fromDrizzle, type ConnectionOptions } from 'pg-boss'
import type { TransactionSql } from 'postgres'

import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { catalog, type JobName, type Payload } from '#lib/platform/jobs/catalog.ts'

/** NOTIFY channel whose payload is the name of a queue that has new work. */
export const jobsChannel = 'earshot_jobs'

// On globalThis because a development server loads this module more than once.
const holder = globalThis as typeof globalThis & { earshotBoss?: Boss }

/** Makes `boss` the one that `enqueue` of this process sends with. */
export function provideBoss(boss: Boss | undefined): void {
  if (boss) holder.earshotBoss = boss
  else delete holder.earshotBoss
}

export function getBoss(): Boss {
  if (!holder.earshotBoss) throw new AppError('unavailable', 'The job queue is not connected yet')
  return holder.earshotBoss
}

/** Runs SQL text within some transaction; what pg-boss calls its `db` option. */
export type Statements = NonNullable<ConnectionOptions['db']>

/** Statements inside a postgres.js transaction of the hot path. */
export const withinSql = (tx: Pick<TransactionSql, 'unsafe'>): Statements => ({
  executeSql: async (text, values) => ({
    rows: await tx.unsafe(text, (values ?? []) as never[]),
  }),
})

/** Statements inside the transaction of a verb. */
export const withinCtx = (ctx: Pick<Ctx, 'db'>): Statements => fromDrizzle(ctx.db, sql)

/** The same within a postgres.js transaction, for several jobs of one queue. */
export async function enqueueWithin<N extends JobName>(
  tx: TransactionSql,
  name: N,
  payloads: Payload<N>[],
): Promise<void> {
  if (payloads.length === 0) return
  const jobs = payloads.map((payload) => ({ data: catalog[name].payload.parse(payload) }))
  await getBoss().insert(name, jobs, { db: withinSql(tx) })
  await tx`select pg_notify(${jobsChannel}, ${name})`
}

type SendOptions = { singletonKey?: string; priority?: number; startAfter?: Date }

/** Sends a job within the transaction of `ctx`: it exists when, and only when, the transaction commits. */
export async function enqueue<N extends JobName>(
  ctx: Pick<Ctx, 'db'>,
  name: N,
  payload: Payload<N>,
  options: SendOptions = {},
): Promise<void> {
  const data = catalog[name].payload.parse(payload)
  await getBoss().send(name, data, { ...options, db: withinCtx(ctx) })
  await ctx.db.execute(sql`select pg_notify(${jobsChannel}, ${name})`)
}
