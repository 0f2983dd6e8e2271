import { z } from 'zod'

import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { rotateSecret } from '#lib/integrations/rotate-secret.ts'
import { ConnectionView, RotateSecretInput } from '#lib/integrations/schema.ts'

const Rotated = z.object({
  connection: ConnectionView,
  /** the new secret; it is shown this once */
  value: z.string(),
})

export const POST = route(
  {
    summary: 'Replace the secret of deliveries; the one before stays valid for a while',
    params: IdParams,
    body: RotateSecretInput,
    reply: Rotated,
    permission: 'integration:write',
    creates: true,
    shownOnce: true,
  },
  ({ ctx, params, body }) => rotateSecret(ctx, params.id, body),
)
