import { route } from '#lib/http/route.ts'
import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { listTargets } from '#lib/targets/queries.ts'
import { CreateTargetInput, TargetView } from '#lib/targets/schema.ts'

export const GET = route(
  { summary: 'Targets by name', query: PageQuery, reply: pageOf(TargetView) },
  ({ ctx, query }) => listTargets(ctx, query),
)

export const POST = route(
  {
    summary: 'Make a target; its secrets go in and never come out',
    body: CreateTargetInput,
    reply: TargetView,
    status: 201,
    permission: 'target:write',
    creates: true,
  },
  ({ ctx, body }) => createTarget(ctx, body),
)
