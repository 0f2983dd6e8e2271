import type { RouteDefinition } from '#lib/http/definition.ts'
import { problemResponse } from '#lib/http/problem.ts'
import { AppError } from '#lib/platform/errors.ts'
import { ReceiptView } from '#lib/webhooks/schema.ts'

const definition: RouteDefinition = {
  summary: 'Deliveries of CI providers, verified by their signature; ?connection= names whose',
  reply: ReceiptView,
  status: 202,
  public: true,
  accepts: ['application/json', 'application/x-www-form-urlencoded'],
}

/** Says what deliveries are for the description of the API; `lib/http/webhook-door.ts` answers them before Next.js does. */
const notHere = () =>
  Promise.resolve(
    problemResponse(
      new AppError('unavailable', 'This server does not take deliveries'),
      crypto.randomUUID(),
    ),
  )

export const POST = Object.assign(notHere, { definition })
