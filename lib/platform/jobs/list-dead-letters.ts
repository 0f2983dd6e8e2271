import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'

import { auditedChanges } from '#lib/platform/audit/changes.ts'
import type { Sight } from '#lib/platform/auth/sight.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { decodeCursor, encodeCursor, type Page } from '#lib/platform/format/cursor.ts'
import { deadLetterOf, jobNames, type JobName } from '#lib/platform/jobs/catalog.ts'

export type DeadLetter = {
  id: string
  /** the queue whose tries it used up */
  queue: JobName
  /** what the last try failed with; secrets masked */
  cause: string
  /** as it was sent, without the organization */
  payload: Record<string, unknown>
  /** tries in all */
  attempts: number
  /** when its job was sent */
  sentAt: Date | null
  diedAt: Date
}

export type DeadLetterFilter = { queue?: JobName | undefined; search?: string | undefined }

/** When it died, and its id: the sort key of the list. */
export const DeadLetterKey = z.tuple([
  z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  z.uuid(),
])

const Row = z.object({
  id: z.string(),
  name: z.string(),
  cause: z.string(),
  payload: z.unknown(),
  attempts: z.number(),
  sent_at: z.string().nullable(),
  died_at: z.string(),
})

// Where pg-boss keeps the last result of the job that died, see `source_output` in its table `job`.
const cause = sql`coalesce(
  source_output ->> 'message', source_output -> 'value' ->> 'message', source_output ->> 'value',
  source_output::text, 'No cause was recorded')`

const columns = sql`id::text, name, left(${cause}, 2000) as cause, data as payload,
  coalesce(source_retry_count, 0) + 1 as attempts, source_created_on::text as sent_at,
  created_on::text as died_at`

const deadNames = jobNames.map(deadLetterOf)

const bearer = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi
const named =
  /\b([\w-]*(?:password|passphrase|secret|token|api[-_]?key|signature)["']?\s*[=:]\s*)["']?[^\s"',;&]+/gi

/** Words of another system may repeat what it was sent. */
function withoutSecrets(words: string): string {
  const masked = auditedChanges(null, { words }).after?.['words']
  return (typeof masked === 'string' ? masked : '')
    .replaceAll(bearer, '$1 ••••••')
    .replaceAll(named, '$1••••••')
}

/** Whose letters: the organization's own; those of no organization (what Earshot does by the clock) are its operators'. */
const within = ({ organizationId }: Ctx, { everyone }: Sight): SQL =>
  sql`(data ->> 'organizationId' = ${organizationId}
    or (${everyone} and data ->> 'organizationId' is null))`

function matching({ queue, search }: DeadLetterFilter): SQL {
  const names = queue === undefined ? deadNames : [deadLetterOf(queue)]
  const words =
    search === undefined || search === '' ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`name = any(${sql.param(names)}::text[])
    and (${words}::text is null or ${cause} ilike ${words} or data::text ilike ${words})`
}

function toLetter(row: unknown): DeadLetter {
  const { id, name, cause: why, payload, attempts, sent_at, died_at } = Row.parse(row)
  const fields = z.record(z.string(), z.unknown()).safeParse(payload).data ?? { payload }
  const { organizationId: _, ...rest } = fields
  return {
    id,
    queue: name.replace(/\.dead$/, '') as JobName,
    cause: withoutSecrets(why),
    payload: rest,
    attempts,
    sentAt: sent_at === null ? null : new Date(sent_at),
    diedAt: new Date(died_at),
  }
}

async function isThere(ctx: Ctx): Promise<boolean> {
  const [found] = await ctx.db.execute<{ there: boolean }>(
    sql`select to_regclass('pgboss.job') is not null as there`,
  )
  return found?.there === true
}

/** Newest first: jobs that used up their tries, of this organization. */
export async function listDeadLetters(
  ctx: Ctx,
  sight: Sight,
  filter: DeadLetterFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<DeadLetter>> {
  const before = filter.cursor === undefined ? null : decodeCursor(DeadLetterKey, filter.cursor)
  if (filter.cursor !== undefined && before === null)
    throw new InvalidError('The cursor is not valid', [
      { path: 'cursor', message: 'must be a next_cursor of this list' },
    ])
  if (!(await isThere(ctx))) return { data: [], next_cursor: null }
  const rows = await ctx.db.execute(sql`
    select ${columns} from pgboss.job
    where ${matching(filter)} and ${within(ctx, sight)}
      and (${before?.[0] ?? null}::timestamptz is null
        or (created_on, id) < (${before?.[0] ?? null}::timestamptz, ${before?.[1] ?? null}::uuid))
    order by created_on desc, id desc limit ${filter.limit + 1}`)
  const last = rows[filter.limit - 1]
  return {
    data: [...rows].slice(0, filter.limit).map(toLetter),
    next_cursor:
      rows.length > filter.limit && last !== undefined
        ? encodeCursor([Row.parse(last).died_at, Row.parse(last).id])
        : null,
  }
}

/**
 * Takes letters into this transaction, the oldest first, so that nobody else deals with them meanwhile: whoever comes
 * second waits, and then finds them gone. Either those named or, with a queue, the oldest `limit` of it.
 */
export async function lockDeadLetters(
  ctx: Ctx,
  sight: Sight,
  { ids, queue, limit }: { ids?: readonly string[]; queue?: JobName | undefined; limit: number },
): Promise<DeadLetter[]> {
  if (!(await isThere(ctx))) return []
  const rows = await ctx.db.execute(sql`
    select ${columns} from pgboss.job
    where ${matching({ queue })} and ${within(ctx, sight)}
      and (${ids === undefined} or id = any(${sql.param(ids ?? [])}::uuid[]))
    order by created_on, id limit ${limit} for update`)
  return [...rows].map(toLetter)
}
