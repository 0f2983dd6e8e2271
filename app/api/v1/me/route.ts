import { route } from '#lib/http/route.ts'
import { getMe } from '#lib/workspace/queries.ts'
import { MeView } from '#lib/workspace/schema.ts'

export const GET = route({ summary: 'Who is asking', reply: MeView }, ({ ctx }) => getMe(ctx))
