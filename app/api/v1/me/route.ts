import { getMe } from '#lib/accounts/workspace-queries.ts'
import { MeView } from '#lib/accounts/workspace-schema.ts'
import { route } from '#lib/http/route.ts'

export const GET = route({ summary: 'Who is asking', reply: MeView }, ({ ctx }) => getMe(ctx))
