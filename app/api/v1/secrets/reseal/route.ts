import { resealSecrets } from '#lib/accounts/reseal-secrets.ts'
import { ResealView } from '#lib/accounts/workspace-schema.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Seal every secret anew under the current SECRETS_KEY',
    reply: ResealView,
    permission: 'configuration:write',
  },
  ({ ctx }) => resealSecrets(ctx),
)
