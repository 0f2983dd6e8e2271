import { getMe } from '#lib/accounts/queries.ts'
import { MeView } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  { summary: 'Who is asking', reply: MeView, withPasswordDue: true },
  ({ ctx }) => getMe(ctx),
)
