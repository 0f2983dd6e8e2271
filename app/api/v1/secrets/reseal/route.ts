import { route } from '#lib/http/route.ts'
import { resealSecrets } from '#lib/secrets/reseal-secrets.ts'
import { ResealView } from '#lib/secrets/schema.ts'

export const POST = route(
  {
    summary: 'Encrypt every secret again with the current SECRETS_KEY',
    reply: ResealView,
    permission: 'configuration:write',
  },
  ({ ctx }) => resealSecrets(ctx),
)
