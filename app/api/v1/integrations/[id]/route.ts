import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { deleteConnection } from '#lib/integrations/delete-connection.ts'
import { getConnection } from '#lib/integrations/queries.ts'
import { ConnectionView, UpdateConnectionInput } from '#lib/integrations/schema.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'

export const GET = route(
  { summary: 'One connection', params: IdParams, reply: ConnectionView },
  ({ ctx, params }) => getConnection(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a connection; null removes a secret, an absent one stays',
    params: IdParams,
    body: UpdateConnectionInput,
    reply: ConnectionView,
    permission: 'integration:write',
  },
  ({ ctx, params, body }) => updateConnection(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a connection with its secrets, rules and logs',
    params: IdParams,
    status: 204,
    permission: 'integration:write',
  },
  ({ ctx, params }) => deleteConnection(ctx, params.id),
)
