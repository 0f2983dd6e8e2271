import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { ConnectionView, CreateConnectionInput } from '#lib/integrations/schema.ts'

export const GET = route(
  {
    summary: 'Connections to CI, chat, trackers and mail',
    reply: z.object({ data: z.array(ConnectionView), next_cursor: z.null() }),
  },
  async ({ ctx }) => ({ data: await listConnections(ctx), next_cursor: null }),
)

export const POST = route(
  {
    summary: 'Make a connection; its secrets go in and never come out',
    body: CreateConnectionInput,
    reply: ConnectionView,
    status: 201,
    permission: 'integration:write',
    creates: true,
  },
  ({ ctx, body }) => createConnection(ctx, body),
)
