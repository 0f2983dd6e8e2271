import { createApiToken } from '#lib/accounts/api-tokens.ts'
import { listApiTokens } from '#lib/accounts/queries.ts'
import { ApiTokenView, CreateApiTokenInput, NewApiTokenView } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'
import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'

export const GET = route(
  {
    summary: 'API tokens: the own ones, for administrators all',
    query: PageQuery,
    reply: pageOf(ApiTokenView),
  },
  ({ ctx, query }) => listApiTokens(ctx, query),
)

export const POST = route(
  {
    summary: 'Make an API token; it is shown this once',
    body: CreateApiTokenInput,
    reply: NewApiTokenView,
    status: 201,
    permission: 'token:write',
    creates: true,
    shownOnce: true,
  },
  ({ ctx, body }) => createApiToken(ctx, body),
)
