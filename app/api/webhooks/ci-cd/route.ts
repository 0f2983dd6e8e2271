import { answerWebhook } from '#app/api/_lib/answer-webhook.ts'
import type { RouteDefinition } from '#lib/http/definition.ts'
import { ReceiptView } from '#lib/webhooks/schema.ts'

const definition: RouteDefinition = {
  summary: 'Deliveries of CI providers, verified by their signature; ?connection= names whose',
  reply: ReceiptView,
  status: 202,
  public: true,
  accepts: ['application/json', 'application/x-www-form-urlencoded'],
}

export const POST = Object.assign(answerWebhook, { definition })
