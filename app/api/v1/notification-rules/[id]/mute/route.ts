import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { muteRule } from '#lib/notifications/mute-rule.ts'
import { MuteRuleInput, RuleView } from '#lib/notifications/schema.ts'

export const POST = route(
  {
    summary: 'Mute a rule until a moment; null unmutes it',
    params: IdParams,
    body: MuteRuleInput,
    reply: RuleView,
    permission: 'integration:write',
  },
  ({ ctx, params, body }) => muteRule(ctx, params.id, body),
)
