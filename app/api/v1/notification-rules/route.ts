import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import { listRules } from '#lib/notifications/rules/rule-queries.ts'
import { CreateRuleInput, RuleView } from '#lib/notifications/schema.ts'

export const GET = route(
  {
    summary: 'Which event goes to which connection',
    reply: z.object({ data: z.array(RuleView), next_cursor: z.null() }),
  },
  async ({ ctx }) => ({ data: await listRules(ctx), next_cursor: null }),
)

export const POST = route(
  {
    summary: 'Make a rule',
    body: CreateRuleInput,
    reply: RuleView,
    status: 201,
    permission: 'integration:write',
    creates: true,
  },
  ({ ctx, body }) => createRule(ctx, body),
)
