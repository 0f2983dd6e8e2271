import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { decodeCursor, toPage, type Page } from '#lib/platform/format/cursor.ts'
import { type ReplyFilter, ReplyView } from '#lib/policies/schema.ts'

const iso = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`)

const replies = (ctx: Ctx) => sql`
  select p.*, c.name as case_name, u.name as decided_by, w.name as withdrawer from (
    select 'approved' as ruling, * from approved_replies where organization_id = ${ctx.organizationId}
    union all
    select 'rejected' as ruling, * from rejected_replies where organization_id = ${ctx.organizationId}
  ) p join test_cases c on c.id = p.case_id
  left join users u on u.id = p.created_by left join users w on w.id = p.withdrawn_by`

const columns = sql`id, ruling, jsonb_build_object('id', case_id, 'name', case_name) as "case", turn, language, reply,
  form, execution_id, decision_id, decided_by, to_char(created_at at time zone 'UTC', ${iso}) as created_at,
  case when withdrawn_at is not null then jsonb_build_object(
    'at', to_char(withdrawn_at at time zone 'UTC', ${iso}), 'by', withdrawer, 'why', withdrawn_why) end as withdrawn`

/**
 * Wordings that people have decided on, the newest first. With `execution_id` those that came from it and those that its
 * verdict cites, which stay hidden while its blind audit is open.
 */
export async function listReplies(
  ctx: Ctx,
  { limit = 50, ...filter }: ReplyFilter = {},
): Promise<Page<ReplyView>> {
  const { case_id, execution_id, ruling, live, cursor } = filter
  const before = cursor === undefined ? null : decodeCursor(z.tuple([z.uuid()]), cursor)
  if (cursor !== undefined && before === null)
    throw new InvalidError('The cursor is not valid', [
      { path: 'cursor', message: 'must be a next_cursor of this list' },
    ])
  const cited = sql`position(p.id::text in (
    select v.scores::text from validation_results v where v.execution_id = ${execution_id ?? null}::uuid
      and not exists (select 1 from review_items i where i.execution_id = v.execution_id
        and i.reason = 'audit' and i.status = 'pending'))) > 0`
  const rows = await ctx.db.execute(sql`
    with found as (${replies(ctx)}
      where (${case_id ?? null}::uuid is null or p.case_id = ${case_id ?? null}::uuid)
        and (${execution_id ?? null}::uuid is null or p.execution_id = ${execution_id ?? null}::uuid or ${cited})
        and (${ruling ?? null}::text is null or p.ruling = ${ruling ?? null}::text)
        and (${live ?? false}::boolean is false or p.withdrawn_at is null)
        and (${before?.[0] ?? null}::uuid is null or p.id < ${before?.[0] ?? null}::uuid))
    select ${columns} from found order by id desc limit ${limit + 1}`)
  return toPage(
    z.array(ReplyView).parse(rows),
    limit,
    (row) => row,
    ({ id }) => [id],
  )
}

/** Throws `NotFoundError`. */
export async function getReply(ctx: Ctx, id: string): Promise<ReplyView> {
  const rows = await ctx.db.execute(sql`
    with found as (${replies(ctx)} where p.id = ${id}::uuid) select ${columns} from found`)
  const [row] = z.array(ReplyView).parse(rows)
  if (!row) throw new NotFoundError('decided reply', id)
  return row
}
