import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listVariables } from '#lib/targets/queries.ts'
import { SetVariableInput, VariableView } from '#lib/targets/schema.ts'
import { setVariable } from '#lib/targets/variables.ts'

export const GET = route(
  {
    summary: 'Variables of one target, or of all; values of secret ones are left out',
    query: z.strictObject({ target_id: z.uuid().optional() }),
    reply: pageOf(VariableView),
  },
  async ({ ctx, query }) => ({
    data: await listVariables(ctx, query.target_id),
    next_cursor: null,
  }),
)

export const POST = route(
  {
    summary: 'Set a variable of a target, new or not',
    body: SetVariableInput,
    reply: VariableView,
    permission: 'target:write',
    creates: true,
  },
  ({ ctx, body }) => setVariable(ctx, body),
)
