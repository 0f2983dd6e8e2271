import { eq } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import type { Reply } from '#lib/webhooks/reply.ts'
import type { ReceiptView } from '#lib/webhooks/schema.ts'
import { arrivalOf, type Sent } from '#lib/webhooks/testing/deliveries.ts'
import { WebhookReceiver, type Arrival } from '#lib/webhooks/webhook-receiver.ts'

type Options = Omit<ConstructorParameters<typeof WebhookReceiver>[0], 'db'>

/** A webhook receiver on a test's database, and how to send to it. Connections are read again for each delivery. */
export function openReceiver(db: () => Database, options: Options = {}) {
  const receiver = new WebhookReceiver({ db, maxAgeMs: 0, batchMs: 1, ...options })
  const send = async ({ headers, body }: Sent, more: Partial<Arrival> = {}): Promise<Reply> => {
    const arrival = arrivalOf(headers, more)
    return (await receiver.refuseEarly(arrival)) ?? receiver.receive(arrival, body)
  }
  return { receiver, send }
}

/** The receipt of a delivery that was taken. Throws when it was refused. */
export function receiptOf(reply: Reply): ReceiptView {
  if ('delivery_id' in reply.body) return reply.body
  throw new Error(`${reply.status}: ${reply.body.detail}`)
}

export const deliveriesOf = (db: Database, integrationId: string) =>
  db.select().from(webhookDeliveries).where(eq(webhookDeliveries.integrationId, integrationId))
