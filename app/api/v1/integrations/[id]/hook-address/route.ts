import { z } from 'zod'

import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { issueHookAddress, revokeHookAddress } from '#lib/integrations/hook-address.ts'

const Issued = z.object({
  /** goes into the address as `?token=`; shown this once */
  token: z.string(),
})

export const POST = route(
  {
    summary: 'Make a secret address for a sender that cannot sign',
    params: IdParams,
    reply: Issued,
    permission: 'integration:write',
    creates: true,
    shownOnce: true,
  },
  ({ ctx, params }) => issueHookAddress(ctx, params.id),
)

export const DELETE = route(
  {
    summary: 'Refuse deliveries to the secret address from now on',
    params: IdParams,
    status: 204,
    permission: 'integration:write',
  },
  ({ ctx, params }) => revokeHookAddress(ctx, params.id),
)
