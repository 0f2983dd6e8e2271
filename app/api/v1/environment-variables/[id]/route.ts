import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { deleteVariable } from '#lib/targets/variables.ts'

/** `<target id>.<name>` */
const Params = z.object({
  id: z.string().regex(/^[0-9a-f-]{36}\.[A-Za-z_][A-Za-z0-9_]*$/),
})

export const DELETE = route(
  { summary: 'Remove a variable', params: Params, status: 204, permission: 'target:write' },
  ({ ctx, params }) => deleteVariable(ctx, params.id.slice(0, 36), params.id.slice(37)),
)
