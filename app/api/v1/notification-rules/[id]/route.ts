import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { deleteRule } from '#lib/notifications/delete-rule.ts'
import { getRule } from '#lib/notifications/rules/rule-queries.ts'
import { RuleView, UpdateRuleInput } from '#lib/notifications/schema.ts'
import { updateRule } from '#lib/notifications/update-rule.ts'

export const GET = route(
  { summary: 'One rule', params: IdParams, reply: RuleView },
  ({ ctx, params }) => getRule(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a rule; config is replaced as a whole',
    params: IdParams,
    body: UpdateRuleInput,
    reply: RuleView,
    permission: 'integration:write',
  },
  ({ ctx, params, body }) => updateRule(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a rule; what it sent stays in the log',
    params: IdParams,
    status: 204,
    permission: 'integration:write',
  },
  ({ ctx, params }) => deleteRule(ctx, params.id),
)
