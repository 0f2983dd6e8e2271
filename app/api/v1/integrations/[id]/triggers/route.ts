import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { SetTriggersInput, TriggersView } from '#lib/webhooks/schema.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import { getTriggers } from '#lib/webhooks/triggers.ts'

export const GET = route(
  {
    summary: 'Which events of a connection start which suites',
    params: IdParams,
    reply: TriggersView,
  },
  ({ ctx, params }) => getTriggers(ctx, params.id),
)

export const PUT = route(
  {
    summary: 'Set which events of a connection start which suites; replaces all earlier rules',
    params: IdParams,
    body: SetTriggersInput,
    reply: TriggersView,
    permission: 'integration:write',
  },
  ({ ctx, params, body }) => setTriggers(ctx, params.id, body),
)
