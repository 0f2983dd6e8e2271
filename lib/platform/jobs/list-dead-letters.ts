import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'
import { deadLetterOf, jobNames } from '#lib/platform/jobs/catalog.ts'

export type DeadLetter = {
  id: string
  /** the queue whose tries it used up */
  queue: string
  /** what the last try failed with */
  cause: string
  payload: Record<string, unknown>
  /** tries in all */
  tries: number
  diedAt: Date
}

const Row = z.object({
  id: z.string(),
  name: z.string(),
  cause: z.string(),
  payload: z.record(z.string(), z.unknown()),
  tries: z.number(),
  died_at: z.string(),
})

// Where pg-boss keeps the last result of the job that died, see `source_output` in its table `job`.
const cause = sql`coalesce(
  source_output ->> 'message', source_output -> 'value' ->> 'message', source_output ->> 'value',
  source_output::text, 'No cause was recorded')`

/** Newest first: the jobs of this organization that used up their tries, at most `limit`. */
export async function listDeadLetters(ctx: Ctx, limit = 50): Promise<DeadLetter[]> {
  const [found] = await ctx.db.execute<{ there: boolean }>(
    sql`select to_regclass('pgboss.job') is not null as there`,
  )
  if (!found?.there) return []
  const rows = await ctx.db.execute(sql`
    select id::text, name, left(${cause}, 2000) as cause, data - 'organizationId' as payload,
      coalesce(source_retry_count, 0) + 1 as tries, created_on::text as died_at
    from pgboss.job
    where ${inArray(sql`name`, jobNames.map(deadLetterOf))}
      and data ->> 'organizationId' = ${ctx.organizationId}
    order by created_on desc, id limit ${limit}`)
  return z
    .array(Row)
    .parse([...rows])
    .map(({ name, died_at, ...letter }) => ({
      ...letter,
      queue: name.replace(/\.dead$/, ''),
      diedAt: new Date(died_at),
    }))
}
