import { eq } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import type { Reply } from '#lib/webhooks/reply.ts'
import type { ReceiptView } from '#lib/webhooks/schema.ts'
import { arrivalOf, type Sent } from '#lib/webhooks/testing/deliveries.ts'
import { WebhookReceiver, type Arrival } from '#lib/webhooks/webhook-receiver.ts'

type Options = Omit<ConstructorParameters<typeof WebhookReceiver>[0], 'db'>

/** A door on a test's database, and ways to knock at it. Connections are read anew for each delivery. */
export function openReceiver(db: () => Database, options: Options = {}) {
  const door = new WebhookReceiver({ db, maxAgeMs: 0, batchMs: 1, ...options })
  const send = async ({ headers, body }: Sent, more: Partial<Arrival> = {}): Promise<Reply> => {
    const arrival = arrivalOf(headers, more)
    return (await door.refuseEarly(arrival)) ?? door.receive(arrival, body)
  }
  return { door, send }
}

/** The receipt of a delivery that was taken. Throws when it was refused. */
export function receiptOf(reply: Reply): ReceiptView {
  if ('delivery_id' in reply.body) return reply.body
  throw new Error(`${reply.status}: ${reply.body.detail}`)
}

export const deliveriesOf = (db: Database, integrationId: string) =>
  db.select().from(webhookDeliveries).where(eq(webhookDeliveries.integrationId, integrationId))
