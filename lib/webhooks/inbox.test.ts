import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'

import { pushPayload, fromGithub } from '#lib/webhooks/testing/deliveries.ts'
import { openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'

const { database, setting } = useWebhooks()

/** A guard against hanging, not a measure. */
const patience = { timeout: 30_000, interval: 10 }

test('a batch that has to wait for another process holds up no other', async () => {
  const { connection, secret } = await setting([{ branches: ['main'] }])
  const { send } = openReceiver(() => database.db)
  const [held, free] = [1, 2].map(() => fromGithub(secret, pushPayload({ branch: 'other' })))
  if (!held || !free) throw new Error('There are two')
  let waiting: ReturnType<typeof send> | undefined
  await database.db.transaction(async (tx) => {
    // Another process has written the same delivery, and has not committed it yet.
    await tx.execute(sql`
      insert into webhook_deliveries
        (id, organization_id, integration_id, provider, event, external_id, body_sha256, size, verified_by)
      select uuidv7(), organization_id, id, 'github', 'push', ${held.headers['x-github-delivery'] ?? ''}, '', 0, ''
      from integrations where id = ${connection.id}`)
    waiting = send(held)
    await vi.waitFor(async () => {
      const locked = await database.db.execute(sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      expect(locked).toHaveLength(1)
    }, patience)
    const early = await Promise.race([waiting, send(free)])
    expect(receiptOf(early).status).toBe('accepted')
  })
  expect(waiting && receiptOf(await waiting).status).toBe('duplicate')
})

test('what comes while a batch is written shares the next one', async () => {
  const { secret, connection } = await setting([{ branches: ['main'] }])
  const { send } = openReceiver(() => database.db)
  const one = () => send(fromGithub(secret, pushPayload({ branch: 'other' })))
  // Known before: the first would read connections and limits alone.
  await one()
  await Promise.all(Array.from({ length: 40 }, one))
  const rows = await database.db.execute<{ at: string; n: number }>(sql`
    select xmin::text as at, count(*)::int as n from webhook_deliveries
    where integration_id = ${connection.id} group by xmin::text`)
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(41)
  expect(rows.length).toBeLessThan(20)
})
